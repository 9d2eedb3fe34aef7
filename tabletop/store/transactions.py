"""Transactions that wait politely: one way to read and one way to write, for all of the store."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from sqlalchemy import ColumnElement, Connection, Engine, Select
from sqlalchemy.exc import DBAPIError, IntegrityError

from tabletop.store.engine import BUSY_TIMEOUT_MS, DEFERRED, TURN, driver_connection, is_sqlite
from tabletop.store.errors import Unavailable
from tabletop.store.reasons import DRIVER_ERRORS, is_locked, reason

Sleep: TypeAlias = Callable[[float], object]
"""Waits for that many seconds and lets others work meanwhile."""

Offload: TypeAlias = Callable[[Callable[[], object]], object]
"""Runs a blocking call away from the event loop and comes back with its outcome."""

sleep_directly: Final[Sleep] = time.sleep  # noqa: TID251 - for processes without an event loop

PATIENCE_S: Final = 5.0
PAUSE_S: Final = 0.3
PAGE: Final = 1_000


def call_directly(call: Callable[[], object]) -> object:
    """The `Offload` of a process without an event loop."""
    return call()


@dataclass(frozen=True, slots=True)
class Begun:
    """A transaction that holds the write lock. Left without `commit` it has changed nothing."""

    connection: Connection
    commit: Callable[[], None]


class Transactions:
    """Opens transactions on one engine and turns driver errors into `Unavailable`.

    A locked SQLite file is tried again, with `sleep` in between, for about `patience_s` seconds.
    `offload` runs SQLite's COMMIT, which waits for the disk. Only that: pools and their locks
    belong to the event loop's thread.
    """

    def __init__(
        self,
        engine: Engine,
        *,
        sleep: Sleep = sleep_directly,
        offload: Offload = call_directly,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._engine = engine
        self._reading_engine = engine.execution_options(**{DEFERRED: True})
        self._sleep = sleep
        self._offload = offload
        self._patience_s = patience_s

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with. Raises `Unavailable`."""
        with _plain_errors(), self._reading_engine.connect() as connection:
            yield connection

    @contextmanager
    def begun(self) -> Iterator[Begun]:
        """A transaction to write with, once the write lock is there. What takes a lock of its own
        to say what is written takes it in here, and waits for nothing while it holds it.

        Raises `Unavailable`; an `IntegrityError` comes through as it is.
        """
        with _plain_errors(), self._turn():
            connection = self._begin()
            with connection:
                yield Begun(connection, lambda: self._commit(connection))

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A connection that holds the write lock; commits at the end, rolls back on an exception.

        Raises like `begun`.
        """
        with self.begun() as begun:
            yield begun.connection
            begun.commit()

    def pages(
        self,
        query: Select[*tuple[Any, ...]],
        key: ColumnElement[Any],
        after: object,
        *,
        size: int = PAGE,
    ) -> Iterator[Sequence[Sequence[Any]]]:
        """The rows of `query` with `key` above `after`, in the order of `key`, a page at a time.

        Each page is a transaction of its own and others get their turn in between. The first
        selected column must be `key`.
        """
        while True:
            with self.reading() as connection:
                page = connection.execute(query.where(key > after).order_by(key).limit(size)).all()
            yield page
            if len(page) < size:
                return
            after = page[-1][0]
            self._sleep(0)

    def _commit(self, connection: Connection) -> None:
        if is_sqlite(connection):
            # The driver is in autocommit after this, and the transaction's own commit, which
            # follows here for both databases, finds nothing left to do.
            self._offload(driver_connection(connection).commit)
        connection.commit()

    def _begin(self) -> Connection:
        """A connection whose transaction has begun: on SQLite it holds the write lock."""
        tries = max(1, int(self._patience_s / (BUSY_TIMEOUT_MS / 1000 + PAUSE_S)))
        while True:
            tries -= 1
            connection = self._engine.connect()
            try:
                connection.begin()
            except DBAPIError as error:
                connection.close()
                if not (tries and is_locked(error)):
                    raise
            else:
                return connection
            self._sleep(PAUSE_S)

    @contextmanager
    def _turn(self) -> Iterator[None]:
        """Writers of this process queue here: this lock waits politely, SQLite's own does not."""
        turn = self._engine.get_execution_options().get(TURN)
        if turn is None:
            yield
            return
        if not turn.acquire(timeout=self._patience_s):
            raise Unavailable("the database is locked")
        try:
            yield
        finally:
            turn.release()


@contextmanager
def _plain_errors() -> Iterator[None]:
    try:
        yield
    except IntegrityError:
        raise
    except DRIVER_ERRORS as error:
        raise Unavailable(reason(error)) from error
