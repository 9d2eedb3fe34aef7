"""Every fact an exercise can record: one frozen class per kind, named in the past tense.

An event carries ids and values, never names or contact data: those live in the seats table, so
that a person can be erased and the log still holds together. Times inside events are exercise
milliseconds unless they say otherwise.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any, ClassVar, Literal, TypeAlias, get_args

Json: TypeAlias = Any
"""A JSON value kept as it came, after it was checked at the door (answers, ad-hoc injects)."""

SeatKind: TypeAlias = Literal["facilitator", "evaluator", "actor", "participant", "display"]

SYSTEM = "system"
"""The actor of what the clock does by itself."""


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. `kind` is its name in the log, `version` the shape of its data."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1


# The exercise as a whole


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


# The clock


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


# Seats


@dataclass(frozen=True, slots=True)
class SeatJoined(Event):
    """Somebody took a seat. The name is in the seats table under the same id."""

    kind = "seat.joined"
    seat: str
    seat_kind: SeatKind
    team: str | None = None
    role: str | None = None
    watching: bool = False
    consent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRenamed(Event):
    """The seat goes by another name now (the name is in the seats table)."""

    kind = "seat.renamed"
    seat: str


@dataclass(frozen=True, slots=True)
class SeatMoved(Event):
    """The participant has another team or role from now on."""

    kind = "seat.moved"
    seat: str
    from_team: str
    team: str
    role: str | None


@dataclass(frozen=True, slots=True)
class SeatWatching(Event):
    """The seat only watches from now on (or takes part again); no reason is asked."""

    kind = "seat.watching"
    seat: str
    watching: bool


@dataclass(frozen=True, slots=True)
class SeatRemoved(Event):
    """The seat is out of the exercise; what it said stays on record."""

    kind = "seat.removed"
    seat: str


# Injects


@dataclass(frozen=True, slots=True)
class InjectReleased(Event):
    """An inject went out to `teams` (their phones), or to `seats` alone when it is private.

    `closes_ms` is the exercise time its ask closes at; None: no deadline.
    """

    kind = "inject.released"
    inject: str
    teams: tuple[str, ...]
    seats: tuple[str, ...] | None = None
    closes_ms: int | None = None
    trigger: Literal["schedule", "facilitator", "jump"] = "schedule"


@dataclass(frozen=True, slots=True)
class InjectPassedOver(Event):
    """The inject fell due and its condition did not hold for these teams."""

    kind = "inject.passed_over"
    inject: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InjectHeld(Event):
    """The inject will not go out by itself."""

    kind = "inject.held"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectSkipped(Event):
    """The inject was taken off the run sheet. `by_jump` when a jump passed it."""

    kind = "inject.skipped"
    inject: str
    by_jump: bool = False


@dataclass(frozen=True, slots=True)
class InjectRestored(Event):
    """A held or skipped inject is back on the run sheet."""

    kind = "inject.restored"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectRecalled(Event):
    """An inject was taken back after it went out; a visible mark stays."""

    kind = "inject.recalled"
    inject: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class InjectRevised(Event):
    """The inject's words changed. None leaves a field as it was."""

    kind = "inject.revised"
    inject: str
    title: str | None = None
    body: str | None = None
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class InjectExtended(Event):
    """The ask stays open until `closes_ms` for these teams."""

    kind = "inject.extended"
    inject: str
    teams: tuple[str, ...]
    closes_ms: int


@dataclass(frozen=True, slots=True)
class InjectClosed(Event):
    """The ask takes no more answers from these teams."""

    kind = "inject.closed"
    inject: str
    teams: tuple[str, ...]
    reason: Literal["deadline", "facilitator", "jump", "ended"] = "deadline"


@dataclass(frozen=True, slots=True)
class InjectComposed(Event):
    """A facilitator wrote an inject on the spot; `definition` is a plain `scenario.Inject`."""

    kind = "inject.composed"
    inject: str
    definition: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class InjectRevealed(Event):
    """The display may show how the teams answered."""

    kind = "inject.revealed"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectRead(Event):
    """The inject was on the seat's screen."""

    kind = "inject.read"
    inject: str
    seat: str


# Answers


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


# Around the play


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
    for name in _names(type(event)):
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


_NAMES: dict[type[Event], tuple[str, ...]] = {}


def _names(cls: type[Event]) -> tuple[str, ...]:
    names = _NAMES.get(cls)
    if names is None:
        names = _NAMES[cls] = tuple(f.name for f in fields(cls))
    return names
