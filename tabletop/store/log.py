"""The log of every exercise: appended in one commit, read in order, never changed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, insert, select, update
from sqlalchemy.exc import IntegrityError

from tabletop.store.errors import HeadMoved, Unavailable
from tabletop.store.reasons import is_duplicate
from tabletop.store.tables import event, exercise
from tabletop.store.transactions import (
    PAGE,
    Offload,
    Sleep,
    Transactions,
    call_directly,
    sleep_directly,
)

__all__ = ["Batch", "HeadMoved", "Log", "Row", "Unavailable"]


@dataclass(frozen=True, slots=True)
class Row:
    """One event as it is stored: `at` in Unix ms, `clock_ms` the exercise clock's reading.

    `receipt` is the first answer to the command `command_id`, kept with its last event.
    """

    seq: int
    at: int
    clock_ms: int
    actor: str
    kind: str
    version: int
    data: dict[str, Any]
    command_id: str | None = None
    receipt: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """New rows of one exercise, following on `expected_head` without a gap.

    Raises `ValueError` when they don't.
    """

    exercise_id: str
    expected_head: int
    rows: Sequence[Row]

    def __post_init__(self) -> None:
        wanted = range(self.expected_head + 1, self.expected_head + 1 + len(self.rows))
        if [row.seq for row in self.rows] != list(wanted):
            raise ValueError(f"the rows must be numbered {wanted.start} to {wanted.stop - 1}")


class Log:
    """Appends to and reads from the event table.

    `offload` and `sleep` keep an event loop turning while SQLite waits for the disk or a lock.
    """

    def __init__(
        self, engine: Engine, *, offload: Offload = call_directly, sleep: Sleep = sleep_directly
    ) -> None:
        self._transactions = Transactions(engine, sleep=sleep, offload=offload)

    def append_all(self, batches: Iterable[Batch]) -> None:
        """Record all batches in one commit, or nothing.

        Raises `HeadMoved` when an exercise is not at its `expected_head` or already has one of
        the command ids, and `Unavailable` when the database fails (the commit may then have
        happened or not: read the head again).
        """
        # Always in the same order, so that two processes can't wait for each other's exercises.
        ordered = sorted(batches, key=lambda batch: (batch.exercise_id, batch.expected_head))
        if not any(batch.rows for batch in ordered):
            return
        with self._transactions.writing() as connection:
            for batch in ordered:
                _append(connection, batch)

    def read(
        self, exercise_id: str, after: int = 0, upto: int | None = None, limit: int | None = None
    ) -> list[Row]:
        """The rows with `after < seq <= upto` in the order of `seq`, the first `limit` of them.

        Empty for an unknown exercise. Raises `Unavailable`.
        """
        query = select(*_COLUMNS).where(event.c.exercise_id == exercise_id)
        if upto is not None:
            query = query.where(event.c.seq <= upto)
        rows: list[Row] = []
        for page in self._transactions.pages(
            query, event.c.seq, after, size=min(limit or PAGE, PAGE)
        ):
            rows.extend(Row(*columns) for columns in page)
            if limit is not None and len(rows) >= limit:
                return rows[:limit]
        return rows

    def head(self, exercise_id: str) -> int:
        """The highest `seq` so far; 0 when nothing happened yet or there is no such exercise."""
        with self._transactions.reading() as connection:
            query = select(exercise.c.head).where(exercise.c.id == exercise_id)
            return connection.scalar(query) or 0


_COLUMNS = (
    event.c.seq,
    event.c.at,
    event.c.clock_ms,
    event.c.actor,
    event.c.kind,
    event.c.version,
    event.c.data,
    event.c.command_id,
    event.c.receipt,
)


def _append(connection: Connection, batch: Batch) -> None:
    if not batch.rows:
        return
    moved = connection.execute(
        update(exercise)
        .where(exercise.c.id == batch.exercise_id, exercise.c.head == batch.expected_head)
        .values(head=batch.expected_head + len(batch.rows))
    )
    if moved.rowcount != 1:
        raise HeadMoved(batch.exercise_id)
    try:
        connection.execute(insert(event), [_columns(batch.exercise_id, row) for row in batch.rows])
    except IntegrityError as error:
        if is_duplicate(error):
            raise HeadMoved(batch.exercise_id) from error
        raise


def _columns(exercise_id: str, row: Row) -> dict[str, Any]:
    return {
        "exercise_id": exercise_id,
        "seq": row.seq,
        "at": row.at,
        "clock_ms": row.clock_ms,
        "actor": row.actor,
        "kind": row.kind,
        "version": row.version,
        "data": row.data,
        "command_id": row.command_id,
        "receipt": row.receipt,
    }
