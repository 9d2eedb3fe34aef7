"""The log of every exercise: read in order, never changed. `store.recording` adds to it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import select

from tabletop.store.tables import event, status_changed
from tabletop.store.transactions import Transactions

A_PAGE: Final = 250
"""How many rows are read before others get their turn: folding as many takes about 20 ms."""


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
    """Reads from the event table. May raise `Unavailable`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def read(self, exercise_id: str, after: int = 0, upto: int | None = None) -> Iterator[Row]:
        """The rows with `after < seq <= upto` in the order of `seq`; none for an unknown exercise.

        They come in pages, and others get their turn in between.
        """
        query = select(*_COLUMNS).where(event.c.exercise_id == exercise_id)
        if upto is not None:
            query = query.where(event.c.seq <= upto)
        for page in self._transactions.pages(query, event.c.seq, after, size=A_PAGE):
            for columns in page:
                yield Row(*columns)

    def status_changes(self, exercise_ids: Collection[str]) -> dict[str, list[Row]]:
        """The events of each exercise that changed its status, in order: all it takes to tell it.

        Receipts are left out.
        """
        query = select(event.c.exercise_id, *_COLUMNS[:7])
        query = query.where(event.c.exercise_id.in_(exercise_ids), status_changed)
        found: dict[str, list[Row]] = {each: [] for each in exercise_ids}
        with self._transactions.reading() as connection:
            for exercise_id, *columns in connection.execute(query):
                found[exercise_id].append(Row(*columns))
        for rows in found.values():
            rows.sort(key=lambda row: row.seq)
        return found


_COLUMNS: Final = (
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
