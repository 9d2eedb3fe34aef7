"""What the clock asks for: the system's own commands that are due, and when to look again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tabletop.domain.commands import AnyCommand, CloseInject, Release
from tabletop.domain.conditions import Verdict
from tabletop.domain.outcomes import verdict
from tabletop.domain.reach import open_asks, pending
from tabletop.domain.state import Play, State


@dataclass(frozen=True, slots=True)
class Due:
    """A command the system says, with the derived id that makes it happen once."""

    command_id: str
    command: AnyCommand
    clock_ms: int


def waiting(state: State) -> Iterator[Play]:
    """The injects that will go out by themselves, in script order.

    A branch is among them once it can be decided for one of its teams by the time it falls due.
    Before that something else comes first, and leads here again: what it asks about goes out,
    is answered, or closes.
    """
    for play in state.plays.values():
        if play.plan == "scheduled" and not play.composed:
            by_ms = play.inject.offset_ms
            teams = pending(state, play)
            if any(verdict(state, play, team, by_ms) is not Verdict.LATER for team in teams):
                yield play


def next_inject(state: State) -> Play | None:
    """The one that goes out next; None before anything is planned or after the last."""
    if state.status not in {"draft", "lobby", "running", "paused"}:
        return None
    return min(waiting(state), key=lambda play: play.inject.offset_ms, default=None)


def agenda(state: State) -> list[Due]:
    """Everything the clock will do by itself, earliest first; empty unless it runs."""
    if not state.clock.running or state.status != "running":
        return []
    found = [
        Due(
            f"close:{play.inject.id}:{delivery.team}:{delivery.closings}",
            CloseInject(play.inject.id, delivery.team),
            delivery.closes_ms,
        )
        for play in state.plays.values()
        for delivery in open_asks(play)
        if delivery.closes_ms is not None
    ]
    found.extend(
        Due(
            f"fire:{play.inject.id}:{play.firings}",
            Release(play.inject.id),
            play.inject.offset_ms,
        )
        for play in waiting(state)
    )
    found.sort(key=lambda due: due.clock_ms)
    return found


def due(state: State, now: int) -> list[Due]:
    """What has fallen due at `now`. Closes come before releases of the same moment."""
    elapsed = state.clock.elapsed(now)
    return [each for each in agenda(state) if each.clock_ms <= elapsed]


def wake_at(state: State) -> int | None:
    """The next moment (Unix ms) something falls due; None while nothing will."""
    first = next(iter(agenda(state)), None)
    return state.clock.moment(first.clock_ms) if first else None
