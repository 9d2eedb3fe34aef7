"""The exercises' headers: what an exercise is, before anything happens in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, Engine, bindparam, insert, select, tuple_, update
from sqlalchemy.exc import IntegrityError

from tabletop.store.errors import CodeTaken
from tabletop.store.reasons import is_duplicate
from tabletop.store.tables import exercise
from tabletop.store.transactions import (
    Offload,
    Sleep,
    Transactions,
    call_directly,
    sleep_directly,
)


@dataclass(frozen=True, slots=True)
class Header:
    """One exercise with its own copy of the scenario.

    `code` is the typed join code without dashes (None once nobody may join by it any more),
    `join_token` what the QR carries. `head` is the log's; `alive_at` is the last moment (Unix ms)
    its clock was known to run, None while it stands.
    """

    id: str
    owner: str
    code: str | None
    join_token: str
    title: str
    scenario_id: str
    scenario: dict[str, Any]
    config: dict[str, Any]
    created_at: int
    head: int = 0
    alive_at: int | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of a list of exercises: the header without its scenario and its secrets."""

    id: str
    code: str | None
    title: str
    scenario_id: str
    head: int
    created_at: int


class Exercises:
    """The exercise table. Every method is a transaction of its own and may raise `Unavailable`."""

    def __init__(
        self, engine: Engine, *, offload: Offload = call_directly, sleep: Sleep = sleep_directly
    ) -> None:
        self._transactions = Transactions(engine, sleep=sleep, offload=offload)

    def create(self, header: Header) -> None:
        """Add an exercise. Raises `CodeTaken` when its code is in use: draw another."""
        try:
            with self._transactions.writing() as connection:
                connection.execute(insert(exercise).values(asdict(header)))
        except IntegrityError as error:
            if is_duplicate(error):
                raise CodeTaken from error
            raise

    def get(self, exercise_id: str) -> Header | None:
        """The exercise with this id."""
        return self._one(exercise.c.id == exercise_id)

    def by_code(self, code: str) -> Header | None:
        """The exercise people join with this code (as stored: upper case, no dash)."""
        return self._one(exercise.c.code == code)

    def by_join_token(self, token: str) -> Header | None:
        """The exercise whose QR carries this token."""
        return self._one(exercise.c.join_token == token)

    def list_for(
        self, user_id: str, limit: int = 50, before: str | None = None
    ) -> Sequence[Listed]:
        """The user's own exercises, newest first; with `before` those that come after that id."""
        query = select(*(exercise.c[column.name] for column in fields(Listed)))
        query = query.where(exercise.c.owner == user_id)
        if before is not None:
            cursor = select(exercise.c.created_at, exercise.c.id).where(exercise.c.id == before)
            order = tuple_(exercise.c.created_at, exercise.c.id)
            query = query.where(order < cursor.scalar_subquery())
        query = query.order_by(exercise.c.created_at.desc(), exercise.c.id.desc()).limit(limit)
        with self._transactions.reading() as connection:
            return [Listed(*columns) for columns in connection.execute(query)]

    def touch_alive(self, moments: Mapping[str, int | None]) -> None:
        """Note when each exercise's clock was last known to run; None: it stands now."""
        if not moments:
            return
        touch = update(exercise).where(exercise.c.id == bindparam("exercise_id"))
        touch = touch.values(alive_at=bindparam("moment"))
        # In one order everywhere, so that two processes can't wait for each other.
        rows = [{"exercise_id": id_, "moment": at} for id_, at in sorted(moments.items())]
        with self._transactions.writing() as connection:
            connection.execute(touch, rows)

    def running_candidates(self) -> dict[str, int]:
        """Exercises whose clock may be running, with the last moment it was known to."""
        query = select(exercise.c.id, exercise.c.alive_at).where(exercise.c.alive_at.is_not(None))
        pages = self._transactions.pages(query, exercise.c.id, "")
        return {id_: alive_at for page in pages for id_, alive_at in page}

    def close_code(self, exercise_id: str) -> None:
        """Nobody joins by this exercise's code any more; the code is free for another one."""
        with self._transactions.writing() as connection:
            connection.execute(
                update(exercise).where(exercise.c.id == exercise_id).values(code=None)
            )

    def _one(self, condition: ColumnElement[bool]) -> Header | None:
        query = select(*(exercise.c[column.name] for column in fields(Header))).where(condition)
        with self._transactions.reading() as connection:
            columns: Sequence[Any] | None = connection.execute(query).one_or_none()
        return Header(*columns) if columns is not None else None
