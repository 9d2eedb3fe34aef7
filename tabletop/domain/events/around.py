"""What was said around the play."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from tabletop.domain.events.base import Event, Json


@dataclass(frozen=True, slots=True)
class NudgeSent(Event):
    """A facilitator tapped these seats on the shoulder."""

    kind = "nudge.sent"
    seats: tuple[str, ...]
    inject: str | None = None


@dataclass(frozen=True, slots=True)
class MessageSent(Event):
    """A few words outside the script, to everybody, a team or a seat."""

    kind = "message.sent"
    text: str
    team: str | None = None
    seat: str | None = None


@dataclass(frozen=True, slots=True)
class PauseRequested(Event):
    """Somebody at a table asked for a pause; only facilitators see who."""

    kind = "pause.requested"
    seat: str


@dataclass(frozen=True, slots=True)
class NoteAdded(Event):
    """A facilitator's or evaluator's note, pinned to this moment. Private until the debrief."""

    kind = "note.added"
    text: str
    inject: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class FlagAdded(Event):
    """A moment to come back to in the debrief."""

    kind = "flag.added"
    text: str = ""
    inject: str | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class RatingSet(Event):
    """P, S, M or U for an objective (doctrine: EEG), for one team or for all (`team` None)."""

    kind = "rating.set"
    objective: str
    rating: Literal["P", "S", "M", "U"]
    team: str | None = None
    text: str = ""


@dataclass(frozen=True, slots=True)
class SurveySubmitted(Event):
    """A seat's answers to a survey, item id → number or text. A later one replaces an earlier."""

    kind = "survey.submitted"
    survey: str
    seat: str
    answers: Mapping[str, Json] = field(default_factory=dict)
