"""Every fact an exercise can record: one frozen class per kind, named in the past tense.

An event carries ids and values, never names or contact data: those live in the seats table, so
that a person can be erased and the log still holds together. Times inside events are exercise
milliseconds unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import TypeAlias, get_args

from tabletop.domain.events.answers import (
    DecisionLocked,
    DecisionVoted,
    LockPassed,
    ResponseLate,
    ResponseSubmitted,
)
from tabletop.domain.events.around import (
    FlagAdded,
    MessageSent,
    NoteAdded,
    NudgeSent,
    PauseRequested,
    RatingSet,
    SurveySubmitted,
)
from tabletop.domain.events.base import SYSTEM, Event, Json, SeatKind
from tabletop.domain.events.clock import (
    ClockJumped,
    ClockPaused,
    ClockResumed,
    ClockStarted,
    JumpUndone,
    RateChanged,
)
from tabletop.domain.events.exercise import (
    ExerciseClosed,
    ExerciseEnded,
    ExerciseHalted,
    ExerciseOpened,
    HaltLifted,
    JoinsLocked,
)
from tabletop.domain.events.injects import (
    InjectClosed,
    InjectComposed,
    InjectDelivered,
    InjectExtended,
    InjectHeld,
    InjectHidden,
    InjectPassedOver,
    InjectRead,
    InjectRecalled,
    InjectReleased,
    InjectRestored,
    InjectRevealed,
    InjectRevised,
    InjectSkipped,
    InjectWithdrawn,
)
from tabletop.domain.events.seats import (
    SeatJoined,
    SeatMoved,
    SeatRemoved,
    SeatRenamed,
    SeatWatching,
)

AnyEvent: TypeAlias = (
    ExerciseOpened
    | JoinsLocked
    | ExerciseEnded
    | ExerciseClosed
    | ExerciseHalted
    | HaltLifted
    | ClockStarted
    | ClockPaused
    | ClockResumed
    | RateChanged
    | ClockJumped
    | JumpUndone
    | SeatJoined
    | SeatRenamed
    | SeatMoved
    | SeatWatching
    | SeatRemoved
    | InjectReleased
    | InjectDelivered
    | InjectWithdrawn
    | InjectPassedOver
    | InjectHeld
    | InjectSkipped
    | InjectRestored
    | InjectRecalled
    | InjectRevised
    | InjectExtended
    | InjectClosed
    | InjectComposed
    | InjectRevealed
    | InjectHidden
    | InjectRead
    | ResponseSubmitted
    | ResponseLate
    | DecisionVoted
    | DecisionLocked
    | LockPassed
    | NudgeSent
    | MessageSent
    | PauseRequested
    | NoteAdded
    | FlagAdded
    | RatingSet
    | SurveySubmitted
)

KINDS: Mapping[str, type[Event]] = {cls.kind: cls for cls in get_args(AnyEvent)}
"""Every event class by its name in the log."""

FIELDS: Mapping[type[Event], tuple[str, ...]] = {
    cls: tuple(each.name for each in fields(cls)) for cls in KINDS.values()
}
"""The names of every event's fields."""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An event as the log holds it. `at` is Unix ms UTC; `actor` a seat id or "system"."""

    seq: int
    at: int
    clock_ms: int
    actor: str
    event: AnyEvent
    command_id: str | None = None


def to_data(event: Event) -> dict[str, Json]:
    """The event's fields as JSON; nested values are shared, not copied."""
    data: dict[str, Json] = {}
    for name in FIELDS[type(event)]:
        value = getattr(event, name)
        data[name] = list(value) if isinstance(value, tuple) else value
    return data


def from_data(kind: str, version: int, data: Mapping[str, Json]) -> AnyEvent:
    """The event that `to_data` wrote.

    Raises LookupError for a kind or version this release does not know: a log from the future is
    refused rather than misread.
    """
    cls = KINDS.get(kind)
    if cls is None or cls.version != version:
        raise LookupError(f"unknown event {kind} v{version}: written by a newer release?")
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in data.items()}
    return cls(**values)  # type: ignore[return-value]  # KINDS holds exactly the union's members


__all__ = [
    "KINDS",
    "SYSTEM",
    "AnyEvent",
    "ClockJumped",
    "ClockPaused",
    "ClockResumed",
    "ClockStarted",
    "DecisionLocked",
    "DecisionVoted",
    "Event",
    "ExerciseClosed",
    "ExerciseEnded",
    "ExerciseHalted",
    "ExerciseOpened",
    "FlagAdded",
    "HaltLifted",
    "InjectClosed",
    "InjectComposed",
    "InjectDelivered",
    "InjectExtended",
    "InjectHeld",
    "InjectHidden",
    "InjectPassedOver",
    "InjectRead",
    "InjectRecalled",
    "InjectReleased",
    "InjectRestored",
    "InjectRevealed",
    "InjectRevised",
    "InjectSkipped",
    "InjectWithdrawn",
    "JoinsLocked",
    "Json",
    "JumpUndone",
    "LockPassed",
    "MessageSent",
    "NoteAdded",
    "NudgeSent",
    "PauseRequested",
    "RateChanged",
    "RatingSet",
    "Recorded",
    "ResponseLate",
    "ResponseSubmitted",
    "SeatJoined",
    "SeatKind",
    "SeatMoved",
    "SeatRemoved",
    "SeatRenamed",
    "SeatWatching",
    "SurveySubmitted",
    "from_data",
    "to_data",
]
