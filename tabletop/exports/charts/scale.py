"""From exercise time to pixels, and the moments worth a line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from tabletop.domain.debrief.rows import Entry, Reading
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


def ticks(readings: Sequence[Reading], scale: Scale) -> tuple[Tick, ...]:
    """Round minutes, so many as fit."""
    step = next((step for step in STEPS_MS if scale.end_ms / step <= MOST_TICKS), STEPS_MS[-1])
    return tuple(
        Tick(clock_ms, scale.x(clock_ms), reading(clock_ms), wall_at(readings, clock_ms))
        for clock_ms in range(0, scale.end_ms + 1, step)
    )


def wall_at(readings: Sequence[Reading], clock_ms: int) -> int | None:
    """When (Unix ms) the exercise clock first read this; None where it never has."""
    for before, after in pairwise(readings):
        if before.clock_ms == clock_ms:
            return before.at
        if before.clock_ms < clock_ms <= after.clock_ms:
            part = (clock_ms - before.clock_ms) / (after.clock_ms - before.clock_ms)
            return before.at + round(part * (after.at - before.at))
    return None
