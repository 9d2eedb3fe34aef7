"""What came back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tabletop.domain.events.base import Event, Json


@dataclass(frozen=True, slots=True)
class ResponseSubmitted(Event):
    """A seat's answer; in team scope, its proposal. A later one replaces an earlier one."""

    kind = "response.submitted"
    inject: str
    seat: str
    team: str
    answer: Mapping[str, Json]
    rationale: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class ResponseLate(Event):
    """An answer that came after the close: kept on record, not counted."""

    kind = "response.late"
    inject: str
    seat: str
    team: str
    answer: Mapping[str, Json]
    rationale: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class DecisionVoted(Event):
    """A member stands behind the proposal of `proposal` (a seat); None takes the vote back."""

    kind = "decision.voted"
    inject: str
    seat: str
    team: str
    proposal: str | None


@dataclass(frozen=True, slots=True)
class DecisionLocked(Event):
    """The team's answer, said by the holder of the lock."""

    kind = "decision.locked"
    inject: str
    seat: str
    team: str
    answer: Mapping[str, Json]
    rationale: str = ""
    confidence: int | None = None


@dataclass(frozen=True, slots=True)
class LockPassed(Event):
    """The lock on this decision is with another member of the team."""

    kind = "decision.lock_passed"
    inject: str
    team: str
    seat: str
    reason: Literal["facilitator", "gone"] = "facilitator"
