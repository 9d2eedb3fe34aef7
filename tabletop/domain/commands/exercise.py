"""The exercise as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from tabletop.domain.commands.rules import FACILITATOR, Command, flag


@dataclass(frozen=True, slots=True)
class Open(Command):
    """Open the lobby: from now on people may join."""

    name = "exercise.open"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class LockJoins(Command):
    """Close joining, or open it again."""

    name = "exercise.lock_joins"
    by = FACILITATOR
    locked: Annotated[bool, flag()] = True


@dataclass(frozen=True, slots=True)
class End(Command):
    """ENDEX: close what is open and begin the hot wash."""

    name = "exercise.end"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class CloseExercise(Command):
    """End the hot wash; from now on the exercise is a record."""

    name = "exercise.close"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class Halt(Command):
    """A real emergency: stop everything on every screen."""

    name = "exercise.halt"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class ResumeAfterHalt(Command):
    """The real emergency is over. The clock stays paused until it is resumed."""

    name = "exercise.resume_after_halt"
    by = FACILITATOR
