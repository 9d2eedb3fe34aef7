"""The exercises' headers: what an exercise is, before anything happens in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from sqlalchemy import ColumnElement, bindparam, func, select, update

from tabletop.store.tables import event, exercise
from tabletop.store.transactions import Transactions


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

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get(self, exercise_id: str) -> Header | None:
        """The exercise with this id."""
        query = select(*(exercise.c[column.name] for column in fields(Header)))
        with self._transactions.reading() as connection:
            columns: Sequence[Any] | None = connection.execute(
                query.where(exercise.c.id == exercise_id)
            ).one_or_none()
        return Header(*columns) if columns is not None else None

    def by_code(self, code: str) -> str | None:
        """The id of the exercise people join with this code (as stored: upper case, no dash)."""
        return self._id(exercise.c.code == code)

    def by_join_token(self, token: str) -> str | None:
        """The id of the exercise whose QR carries this token."""
        return self._id(exercise.c.join_token == token)

    def list_for(self, user_id: str, limit: int = 50) -> Sequence[Listed]:
        """The user's own exercises, newest first."""
        query = select(*(exercise.c[column.name] for column in fields(Listed)))
        query = query.where(exercise.c.owner == user_id)
        query = query.order_by(exercise.c.created_at.desc(), exercise.c.id.desc()).limit(limit)
        with self._transactions.reading() as connection:
            return [Listed(*columns) for columns in connection.execute(query)]

    def newest_moment(self) -> int:
        """The latest moment (Unix ms) on record in any exercise; 0 without any.

        At a head nothing is newer: an event is never earlier than the one before it.
        """
        query = select(
            exercise.c.id, func.coalesce(event.c.at, 0), func.coalesce(exercise.c.alive_at, 0)
        ).outerjoin(
            event, (event.c.exercise_id == exercise.c.id) & (event.c.seq == exercise.c.head)
        )
        pages = self._transactions.pages(query, exercise.c.id, "")
        return max((max(at, alive_at) for page in pages for _, at, alive_at in page), default=0)

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

    def _id(self, condition: ColumnElement[bool]) -> str | None:
        with self._transactions.reading() as connection:
            return connection.scalar(select(exercise.c.id).where(condition))
