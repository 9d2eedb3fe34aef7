"""The exercise clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tabletop.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class ClockStarted(Event):
    """STARTEX."""

    kind = "clock.started"


@dataclass(frozen=True, slots=True)
class ClockPaused(Event):
    """The clock stopped at `elapsed_ms`; `reason` says whether a person or a restart did it."""

    kind = "clock.paused"
    elapsed_ms: int
    reason: Literal["facilitator", "restart"] = "facilitator"


@dataclass(frozen=True, slots=True)
class ClockResumed(Event):
    """The clock goes on from where it stood."""

    kind = "clock.resumed"


@dataclass(frozen=True, slots=True)
class RateChanged(Event):
    """Exercise time now passes `rate` times as fast as wall time, from `elapsed_ms` on."""

    kind = "clock.rate_changed"
    rate: float
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class ClockJumped(Event):
    """The clock was set forward. Releases, skips and closes it caused follow as events."""

    kind = "clock.jumped"
    from_ms: int
    to_ms: int


@dataclass(frozen=True, slots=True)
class JumpUndone(Event):
    """The last jump was taken back: the clock reads `to_ms` again, what it skipped is back on
    the run sheet, and what it closed is open."""

    kind = "clock.jump_undone"
    to_ms: int
