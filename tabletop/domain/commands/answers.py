"""Reading, answering, proposing and locking."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.commands.rules import (
    FACILITATOR,
    PARTICIPANT,
    Answer,
    Command,
    Id,
    MaybeId,
    Sure,
    Words,
)


@dataclass(frozen=True, slots=True)
class Read(Command):
    """The inject is on this seat's screen."""

    name = "inject.read"
    by = PARTICIPANT
    inject: Id


@dataclass(frozen=True, slots=True)
class Saying(Command):
    """What every answer carries, on its way to count or not."""

    by = PARTICIPANT
    inject: Id
    answer: Answer
    rationale: Words = ""
    confidence: Sure = None


@dataclass(frozen=True, slots=True)
class Submit(Saying):
    """Answer an inject; in team scope this proposes."""

    name = "response.submit"


@dataclass(frozen=True, slots=True)
class Draft(Saying):
    """An answer being written, for this seat's other screens. Never stored."""

    name = "response.draft"


@dataclass(frozen=True, slots=True)
class Propose(Saying):
    """Propose the team's answer: `response.submit` for team scope only."""

    name = "decision.propose"


@dataclass(frozen=True, slots=True)
class Vote(Command):
    """Stand behind a member's proposal (`seat`); null takes the vote back."""

    name = "decision.vote"
    by = PARTICIPANT
    inject: Id
    seat: MaybeId


@dataclass(frozen=True, slots=True)
class Lock(Saying):
    """Give the team's answer. Only the holder of the lock may, and only once."""

    name = "decision.lock"


@dataclass(frozen=True, slots=True)
class PassLock(Command):
    """Give the lock on an inject to another member of that team."""

    name = "decision.pass_lock"
    by = FACILITATOR
    inject: Id
    seat: Id
