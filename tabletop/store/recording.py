"""One transaction of all that belongs together: events, and the rows of what they tell about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from typing import Any

from sqlalchemy import Executable, case, insert, update
from sqlalchemy.exc import IntegrityError

from tabletop.store.errors import CodeTaken, HeadMoved, NameTaken
from tabletop.store.exercises import Header
from tabletop.store.log import Batch, Row
from tabletop.store.reasons import is_duplicate
from tabletop.store.seats import Seat, name_key, present
from tabletop.store.tables import event, exercise, seat
from tabletop.store.tokens import digest
from tabletop.store.transactions import Begun, Transactions


class Recorder:
    """Begins recordings."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    @contextmanager
    def recording(self) -> Iterator[Recording]:
        """A recording, once the database takes one. Left without `commit` it has changed nothing.

        Raises `Unavailable`, in the middle or at the commit too.
        """
        with self._transactions.begun() as begun:
            yield Recording(begun)


class Recording:
    """What is written in it is there after `commit`, or none of it."""

    def __init__(self, begun: Begun) -> None:
        self._begun = begun
        self._connection = begun.connection

    def commit(self) -> None:
        """Have it all on record. Raises `Unavailable`: then nobody knows, only the head tells."""
        self._begun.commit()

    def append_all(self, batches: Iterable[Batch]) -> None:
        """Add events to the logs of some exercises.

        Raises `HeadMoved` when an exercise is not at its `expected_head` or already has one of the
        command ids; the recording is of no more use then.
        """
        # Always in the same order, so that two processes can't wait for each other's exercises.
        for batch in sorted(batches, key=lambda batch: (batch.exercise_id, batch.expected_head)):
            if batch.rows:
                self._append(batch)

    def add_exercise(self, header: Header) -> None:
        """Add an exercise. Raises `CodeTaken` when its code is in use: begin anew with another."""
        try:
            self._connection.execute(insert(exercise).values(asdict(header)))
        except IntegrityError as error:
            if is_duplicate(error):
                raise CodeTaken from error
            raise

    def add_seat(self, new: Seat, token: str, *, unique_name: bool = True) -> None:
        """Add a seat. Of its token only the hash is kept.

        Raises `NameTaken` when another seat of the exercise has the name (letter case and width
        don't count), or the token; the recording goes on without the seat. With
        `unique_name=False` the name is not held against the others'.
        """
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

    def rename_seat(self, seat_id: str, name: str) -> None:
        """Give the seat another name. Raises `NameTaken`, and `LookupError` on an unknown seat;
        the recording goes on without it."""
        # A seat whose name is not held against the others' keeps it so.
        key = case((seat.c.name_key.is_not(None), name_key(name)))
        self._write_name(present(seat_id).values(name=name, name_key=key), seat_id)

    def _write_name(self, statement: Executable, seat_id: str) -> None:
        try:
            # PostgreSQL gives up the whole transaction over a broken rule, unless it is in here.
            with self._connection.begin_nested():
                rows = self._connection.execute(statement).rowcount
        except IntegrityError as error:
            if is_duplicate(error):
                raise NameTaken from error
            raise
        if rows != 1:
            raise LookupError(f"no seat {seat_id}")

    def _append(self, batch: Batch) -> None:
        moved = self._connection.execute(
            update(exercise)
            .where(exercise.c.id == batch.exercise_id, exercise.c.head == batch.expected_head)
            .values(head=batch.expected_head + len(batch.rows))
        )
        if moved.rowcount != 1:
            raise HeadMoved(batch.exercise_id)
        try:
            self._connection.execute(
                insert(event), [_columns(batch.exercise_id, row) for row in batch.rows]
            )
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
