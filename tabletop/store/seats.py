"""Who sits where: names, tokens and consent. The log knows seats by their ids alone."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Engine, Insert, Update, case, insert, select, update
from sqlalchemy.exc import IntegrityError

from tabletop.store.errors import NameTaken
from tabletop.store.reasons import is_duplicate
from tabletop.store.tables import seat
from tabletop.store.tokens import digest, new_token
from tabletop.store.transactions import (
    Offload,
    Sleep,
    Transactions,
    call_directly,
    sleep_directly,
)


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

    def __init__(
        self, engine: Engine, *, offload: Offload = call_directly, sleep: Sleep = sleep_directly
    ) -> None:
        self._transactions = Transactions(engine, sleep=sleep, offload=offload)

    def add(self, new: Seat, *, unique_name: bool = True) -> str:
        """Add a seat and return its token, which is not kept: only its hash is.

        Raises `NameTaken` when another seat of the exercise has the name (letter case and width
        don't count). With `unique_name=False` the name is not held against the others'.
        """
        token = new_token()
        self._write_name(
            insert(seat).values(
                id=new.id,
                exercise_id=new.exercise_id,
                kind=new.kind,
                name=new.name,
                name_key=name_key(new.name) if unique_name else None,
                user_id=new.user_id,
                token_hash=digest(token),
                consent=list(new.consent),
                created_at=new.created_at,
            ),
            new.id,
        )
        return token

    def get(self, seat_id: str) -> Seat | None:
        """The seat with this id."""
        return self._one(seat.c.id == seat_id)

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

    def rename(self, seat_id: str, name: str) -> None:
        """Give the seat another name. Raises `NameTaken`, and `LookupError` on an unknown seat."""
        # A seat whose name is not held against the others' keeps it so.
        key = case((seat.c.name_key.is_not(None), name_key(name)))
        self._write_name(_present(seat_id).values(name=name, name_key=key), seat_id)

    def rotate_token(self, seat_id: str) -> str:
        """A new token; the old one is dead. Raises `LookupError` on an unknown seat."""
        token = new_token()
        with self._transactions.writing() as connection:
            done = connection.execute(_present(seat_id).values(token_hash=digest(token)))
            _must_have_hit(done.rowcount, seat_id)
        return token

    def erase(self, seat_id: str, now: int) -> None:
        """Empty the seat of everything about the person; its id stays for the log.

        The token is dead and the name is free. Erasing again changes nothing.
        """
        emptied = _present(seat_id).values(
            name="", name_key=None, user_id=None, token_hash=None, consent=[], erased_at=now
        )
        with self._transactions.writing() as connection:
            connection.execute(emptied)

    def _write_name(self, statement: Insert | Update, seat_id: str) -> None:
        try:
            with self._transactions.writing() as connection:
                _must_have_hit(connection.execute(statement).rowcount, seat_id)
        except IntegrityError as error:
            if is_duplicate(error):
                raise NameTaken from error
            raise

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


def _present(seat_id: str) -> Update:
    return update(seat).where(seat.c.id == seat_id, seat.c.erased_at.is_(None))


def _must_have_hit(rows: int, seat_id: str) -> None:
    if rows != 1:
        raise LookupError(f"no seat {seat_id}")
