"""The exercise clock: a reading, the moment it was taken, and how fast time passes since.

Elapsed time is derived, so pauses need no sum, and a change of rate rebases the anchor: the past
never rescales. All functions are pure; `now` and `at` are Unix milliseconds UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import ceil
from typing import Literal, TypeAlias

ClockStatus: TypeAlias = Literal["stopped", "running", "paused", "ended"]


@dataclass(frozen=True, slots=True)
class Clock:
    """`elapsed_ms` was the reading at `anchor`; while running, time passes at `rate` since."""

    status: ClockStatus = "stopped"
    elapsed_ms: int = 0
    anchor: int = 0
    rate: float = 1.0

    @property
    def running(self) -> bool:
        """Whether exercise time passes."""
        return self.status == "running"

    def elapsed(self, now: int) -> int:
        """The reading at `now`. A wall clock that was set back makes it stand, never run back."""
        if not self.running:
            return self.elapsed_ms
        return self.elapsed_ms + int(max(0, now - self.anchor) * self.rate)

    def moment(self, clock_ms: int) -> int | None:
        """When the reading will be (or was) `clock_ms`; None while the clock stands."""
        if not self.running:
            return None
        left = clock_ms - self.elapsed_ms
        ahead = ceil(left / self.rate)
        # At some rates floats fall short by one: woken then, nothing would be due yet.
        return self.anchor + ahead + (int(ahead * self.rate) < left)

    def start(self, at: int) -> Clock:
        """STARTEX, or the end of a pause."""
        return replace(self, status="running", anchor=at)

    def pause(self, elapsed_ms: int, at: int) -> Clock:
        """Stand at `elapsed_ms`."""
        return replace(self, status="paused", elapsed_ms=elapsed_ms, anchor=at)

    def set_rate(self, rate: float, elapsed_ms: int, at: int) -> Clock:
        """Pass at another rate from `elapsed_ms` on."""
        return replace(self, rate=rate, elapsed_ms=elapsed_ms, anchor=at)

    def jump(self, to_ms: int, at: int) -> Clock:
        """Read `to_ms` from now on."""
        return replace(self, elapsed_ms=to_ms, anchor=at)

    def end(self, elapsed_ms: int, at: int) -> Clock:
        """ENDEX: the last reading."""
        return replace(self, status="ended", elapsed_ms=elapsed_ms, anchor=at)
