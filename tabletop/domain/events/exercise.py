"""The exercise as a whole."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.events.base import Event


@dataclass(frozen=True, slots=True)
class ExerciseOpened(Event):
    """The lobby opened: people may join."""

    kind = "exercise.opened"


@dataclass(frozen=True, slots=True)
class JoinsLocked(Event):
    """Joining was closed (`locked`) or opened again."""

    kind = "exercise.joins_locked"
    locked: bool


@dataclass(frozen=True, slots=True)
class ExerciseEnded(Event):
    """ENDEX: play is over, the hot wash begins. `elapsed_ms` is the clock's last reading."""

    kind = "exercise.ended"
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class ExerciseClosed(Event):
    """The hot wash is over; the exercise is a record."""

    kind = "exercise.closed"


@dataclass(frozen=True, slots=True)
class ExerciseHalted(Event):
    """A real emergency: everything stopped at `elapsed_ms`."""

    kind = "exercise.halted"
    elapsed_ms: int


@dataclass(frozen=True, slots=True)
class HaltLifted(Event):
    """A facilitator called the real emergency over. The clock stays paused."""

    kind = "exercise.halt_lifted"
