"""Who sits where: names, tokens and consent. The log knows seats by their ids alone, and seats are
taken and renamed together with it (`tabletop.store.recording`)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Update, select, update

from tabletop.store.tables import seat
from tabletop.store.tokens import digest
from tabletop.store.transactions import Transactions


@dataclass(frozen=True, slots=True)
class Seat:
    """One seat in an exercise. `name` is empty once `erased_at` (Unix ms) is set."""

    id: str
    exercise_id: str
    kind: str
    name: str
    created_at: int
    user_id: str | None = None
    erased_at: int | None = None
    consent: tuple[str, ...] = ()


class Seats:
    """The seat table. Every method is a transaction of its own and may raise `Unavailable`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def by_token(self, token: str) -> Seat | None:
        """The seat this token was given to."""
        return self._one(seat.c.token_hash == digest(token))

    def by_user(self, exercise_id: str, user_id: str) -> Seat | None:
        """The first seat this signed-in user took in the exercise."""
        return self._one(seat.c.exercise_id == exercise_id, seat.c.user_id == user_id)

    def of_exercise(self, exercise_id: str) -> Sequence[Seat]:
        """All seats of the exercise, erased ones too, in the order they were taken."""
        query = select(*_COLUMNS).where(seat.c.exercise_id == exercise_id)
        pages = self._transactions.pages(query, seat.c.id, "")
        found = [_seat(columns) for page in pages for columns in page]
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def erase(self, seat_id: str, now: int) -> None:
        """Empty the seat of everything about the person; its id stays for the log.

        The token is dead and the name is free. Erasing again changes nothing.
        """
        emptied = present(seat_id).values(
            name="", name_key=None, user_id=None, token_hash=None, consent=[], erased_at=now
        )
        with self._transactions.writing() as connection:
            connection.execute(emptied)

    def _one(self, *conditions: ColumnElement[bool]) -> Seat | None:
        query = select(*_COLUMNS).where(*conditions).order_by(seat.c.created_at, seat.c.id).limit(1)
        with self._transactions.reading() as connection:
            columns: Sequence[Any] | None = connection.execute(query).first()
        return _seat(columns) if columns is not None else None


def name_key(name: str) -> str:
    """What two names have in common that people would read as the same."""
    return unicodedata.normalize("NFKC", " ".join(name.split())).casefold()


_COLUMNS = (
    seat.c.id,
    seat.c.exercise_id,
    seat.c.kind,
    seat.c.name,
    seat.c.created_at,
    seat.c.user_id,
    seat.c.erased_at,
    seat.c.consent,
)


def _seat(columns: Sequence[Any]) -> Seat:
    stored = Seat(*columns)
    return replace(stored, consent=tuple(stored.consent))  # JSON has lists only


def present(seat_id: str) -> Update:
    """A change of this seat, unless its person was erased."""
    return update(seat).where(seat.c.id == seat_id, seat.c.erased_at.is_(None))
