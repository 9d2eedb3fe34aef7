"""From what was decided to what is in the log: each event with its place, moment and reading."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain import events as e
from tabletop.domain.evolve import evolve
from tabletop.domain.state import State


def record(
    state: State,
    happened: Sequence[e.AnyEvent],
    *,
    at: int,
    actor: str,
    command_id: str | None = None,
) -> list[e.Recorded]:
    """Fold the events of one decision in; returns them as the log holds them.

    Each carries the clock's reading just before it, so that what a jump sends out is on record at
    the moment jumped to; a pause, where it made the clock stand, for after a restart that lies
    before the time the server was away. The command's id stands with the last event: a command is
    known when all of it is there.
    """
    rows: list[e.Recorded] = []
    for number, event in enumerate(happened, start=1):
        row = e.Recorded(
            state.seq + 1,
            at,
            event.elapsed_ms if isinstance(event, e.ClockPaused) else state.clock.elapsed(at),
            actor,
            event,
            command_id if number == len(happened) else None,
        )
        evolve(state, row)
        rows.append(row)
    return rows
