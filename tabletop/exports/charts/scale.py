"""From exercise time to pixels, and the moments worth a line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tabletop.domain.debrief.rows import Entry
from tabletop.domain.debrief.wording import reading

MINUTE_MS: Final = 60_000
STEPS_MS: Final = tuple(MINUTE_MS * minutes for minutes in (1, 2, 5, 10, 15, 30, 60, 120, 240))
MOST_TICKS: Final = 14


@dataclass(frozen=True, slots=True)
class Scale:
    """Exercise time from 0 to `end_ms` over `width` pixels."""

    end_ms: int
    width: int

    def x(self, clock_ms: int) -> float:
        """Where this reading is; what lies outside sits at the edge."""
        inside = min(max(0, clock_ms), self.end_ms)
        return round(inside * self.width / self.end_ms, 1)


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the lanes. `at` is the wall clock then (Unix ms), None before STARTEX."""

    clock_ms: int
    x: float
    label: str
    at: int | None


def scale_of(entries: Sequence[Entry], width: int) -> Scale:
    """A scale up to the last entry, but at least a minute."""
    return Scale(max((entry.clock_ms for entry in entries), default=0) or MINUTE_MS, width)


def ticks(entries: Sequence[Entry], scale: Scale) -> tuple[Tick, ...]:
    """Round minutes, so many as fit."""
    step = next((step for step in STEPS_MS if scale.end_ms / step <= MOST_TICKS), STEPS_MS[-1])
    played = _played(entries)
    return tuple(
        Tick(clock_ms, scale.x(clock_ms), reading(clock_ms), _wall_at(played, clock_ms))
        for clock_ms in range(0, scale.end_ms + 1, step)
    )


def _played(entries: Sequence[Entry]) -> list[Entry]:
    """From STARTEX to ENDEX, as far as the clock went forward."""
    played: list[Entry] = []
    for entry in entries:
        if entry.event == "clock.started" or (played and entry.clock_ms >= played[-1].clock_ms):
            played.append(entry)
        if entry.event == "exercise.ended":
            break
    return played


def _wall_at(played: Sequence[Entry], clock_ms: int) -> int | None:
    """When the exercise clock first read this, drawn out between the entries around it."""
    after = bisect_left(played, clock_ms, key=lambda entry: entry.clock_ms)
    if after == len(played):
        return None
    following = played[after]
    if after == 0 or following.clock_ms == clock_ms:
        return following.at
    before = played[after - 1]
    part = (clock_ms - before.clock_ms) / (following.clock_ms - before.clock_ms)
    return before.at + round(part * (following.at - before.at))
