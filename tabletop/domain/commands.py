"""Everything a seat may say: one frozen class per command, declared once.

A class carries its wire name, the seats that may say it, and its fields; each field's marshmallow
rule stands in its annotation, so that `read` turns JSON into the object or refuses it, and the
OpenAPI document and `docs/protocol.md` are held against the same declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import MISSING, dataclass, field, fields
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    TypeAlias,
    get_args,
    get_origin,
    get_type_hints,
)

from marshmallow import RAISE, Schema, ValidationError
from marshmallow import fields as wire
from marshmallow.validate import Length, OneOf, Range

from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json, SeatKind
from tabletop.domain.texts import is_text

FACILITATOR: frozenset[SeatKind] = frozenset({"facilitator"})
OBSERVERS: frozenset[SeatKind] = frozenset({"facilitator", "evaluator"})
PARTICIPANT: frozenset[SeatKind] = frozenset({"participant"})
SELF: frozenset[SeatKind] = frozenset({"facilitator", "evaluator", "actor", "participant"})
NOBODY: frozenset[SeatKind] = frozenset()
"""Only the system itself says these (the scheduler, a restart, presence)."""

MAX_TEXT = 4_000
DAY_MS = 24 * 60 * 60 * 1000


class Text(wire.String):
    """Free text: no NUL, no lone surrogate, nothing a database or a phone could choke on."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not is_text(text):
            raise ValidationError("Contains a character that is not text.")
        return text


def words(most: int = MAX_TEXT, *, least: int = 0, **options: Any) -> Text:
    """A text field between `least` and `most` characters."""
    return Text(validate=Length(min=least, max=most), **options)


def _id() -> Text:
    return words(64, least=1)


def _whole(low: int, high: int) -> wire.Integer:
    return wire.Integer(strict=True, validate=Range(low, high))


Id: TypeAlias = Annotated[str, _id()]
MaybeId: TypeAlias = Annotated[str | None, _id()]
Ids: TypeAlias = Annotated[tuple[str, ...], wire.List(_id(), validate=Length(min=1, max=2_000))]
Words: TypeAlias = Annotated[str, words()]
SomeWords: TypeAlias = Annotated[str, words(least=1)]
Answer: TypeAlias = Annotated[Mapping[str, Json], wire.Dict(keys=wire.String())]
Sure: TypeAlias = Annotated[int | None, _whole(0, 100)]


@dataclass(frozen=True, slots=True)
class Command:
    """Base of all commands: the wire `name` and who may say it (`by`)."""

    name: ClassVar[str] = ""
    by: ClassVar[frozenset[SeatKind]] = NOBODY


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
    locked: Annotated[bool, wire.Boolean(truthy={True}, falsy={False})] = True


@dataclass(frozen=True, slots=True)
class End(Command):
    """ENDEX: close what is open and begin the hot wash."""

    name = "exercise.end"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class Close(Command):
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


@dataclass(frozen=True, slots=True)
class Start(Command):
    """STARTEX."""

    name = "clock.start"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop the exercise clock."""

    name = "clock.pause"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Let the exercise clock go on."""

    name = "clock.resume"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class SetRate(Command):
    """Let exercise time pass `rate` times as fast as wall time."""

    name = "clock.rate"
    by = FACILITATOR
    rate: Annotated[float, wire.Float(validate=Range(0.1, 120))]


@dataclass(frozen=True, slots=True)
class Jump(Command):
    """Set the clock forward. `injects` says for each passed one "release" or "skip" (default)."""

    name = "clock.jump"
    by = FACILITATOR
    to_ms: Annotated[int, _whole(0, DAY_MS)]
    injects: Annotated[
        Mapping[str, str],
        wire.Dict(keys=_id(), values=wire.String(validate=OneOf(["release", "skip"]))),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviewJump(Command):
    """What a jump would do; changes nothing. The answer's `result` lists each inject's fate."""

    name = "clock.preview_jump"
    by = FACILITATOR
    to_ms: Annotated[int, _whole(0, DAY_MS)]


@dataclass(frozen=True, slots=True)
class UndoJump(Command):
    """Take the last jump back, as long as no other inject has gone out since."""

    name = "clock.undo_jump"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class RestartPause(Command):
    """After a restart: stand where the clock was last known to run."""

    name = "clock.restart_pause"
    elapsed_ms: Annotated[int, _whole(0, DAY_MS * 30)]


@dataclass(frozen=True, slots=True)
class Release(Command):
    """Send an inject now, whatever the clock says; to `teams` or to all it is meant for.

    Sent by a person, conditions are ignored: the facilitator knows. Sent by the schedule, each
    team's condition is asked first.
    """

    name = "inject.release"
    by = FACILITATOR
    inject: Id
    teams: Annotated[tuple[str, ...] | None, wire.List(_id(), validate=Length(min=1))] = None


@dataclass(frozen=True, slots=True)
class Hold(Command):
    """Keep an inject from going out by itself."""

    name = "inject.hold"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Skip(Command):
    """Take an inject off the run sheet."""

    name = "inject.skip"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Restore(Command):
    """Put a held or skipped inject back; one whose time has passed goes out at once."""

    name = "inject.restore"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Recall(Command):
    """Take a released inject back; its recipients see that it was."""

    name = "inject.recall"
    by = FACILITATOR
    inject: Id
    reason: Annotated[str, words(500)] = ""


@dataclass(frozen=True, slots=True)
class Revise(Command):
    """Change an inject's words, before or after it went out."""

    name = "inject.revise"
    by = FACILITATOR
    inject: Id
    title: Annotated[str | None, words(200, least=1)] = None
    body: Annotated[str | None, words(8_000)] = None
    prompt: Annotated[str | None, words(500, least=1)] = None


@dataclass(frozen=True, slots=True)
class Extend(Command):
    """Leave an open ask open `by_ms` longer (for one team, or all)."""

    name = "inject.extend"
    by = FACILITATOR
    inject: Id
    by_ms: Annotated[int, _whole(1_000, DAY_MS)]
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class CloseInject(Command):
    """Close an open ask early (for one team, or all)."""

    name = "inject.close"
    by = FACILITATOR
    inject: Id
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class Compose(Command):
    """Write an inject on the spot. With `release` it goes out now, else it waits, held.

    `to` is "all" or lists of ids; `ask` as in a scenario. The answer's `result` names the new id.
    """

    name = "inject.compose"
    by = FACILITATOR
    title: Annotated[str, words(200, least=1)]
    body: Annotated[str, words(8_000)] = ""
    sender: Annotated[str, words(120, data_key="from")] = "Exercise control"
    channel: Annotated[str, words(20)] = "chat"
    to: Annotated[Json, wire.Raw()] = "all"
    private: Annotated[bool, wire.Boolean(truthy={True}, falsy={False})] = False
    ask: Annotated[Mapping[str, Json] | None, wire.Dict(keys=wire.String())] = None
    release: Annotated[bool, wire.Boolean(truthy={True}, falsy={False})] = True


@dataclass(frozen=True, slots=True)
class Reveal(Command):
    """Show on the display how the teams answered."""

    name = "inject.reveal"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Read(Command):
    """The inject is on this seat's screen."""

    name = "inject.read"
    by = PARTICIPANT
    inject: Id


@dataclass(frozen=True, slots=True)
class Submit(Command):
    """Answer an inject; in team scope this proposes."""

    name = "response.submit"
    by = PARTICIPANT
    inject: Id
    answer: Answer
    rationale: Words = ""
    confidence: Sure = None


@dataclass(frozen=True, slots=True)
class Draft(Command):
    """An answer being written, for this seat's other screens. Never stored."""

    name = "response.draft"
    by = PARTICIPANT
    inject: Id
    answer: Answer
    rationale: Words = ""
    confidence: Sure = None


@dataclass(frozen=True, slots=True)
class Propose(Command):
    """Propose the team's answer: `response.submit` for team scope only."""

    name = "decision.propose"
    by = PARTICIPANT
    inject: Id
    answer: Answer
    rationale: Words = ""
    confidence: Sure = None


@dataclass(frozen=True, slots=True)
class Vote(Command):
    """Stand behind a member's proposal (`seat`); null takes the vote back."""

    name = "decision.vote"
    by = PARTICIPANT
    inject: Id
    seat: MaybeId


@dataclass(frozen=True, slots=True)
class Lock(Command):
    """Give the team's answer. Only the holder of the lock may, and only once."""

    name = "decision.lock"
    by = PARTICIPANT
    inject: Id
    answer: Answer
    rationale: Words = ""
    confidence: Sure = None


@dataclass(frozen=True, slots=True)
class PassLock(Command):
    """Give the lock on an inject to another member of that team."""

    name = "decision.pass_lock"
    by = FACILITATOR
    inject: Id
    seat: Id


@dataclass(frozen=True, slots=True)
class Join(Command):
    """Somebody takes a seat; the service has made its row. `most` is how many participants fit.

    Without `team` a participant sits at the smallest one, without `role` it gets the first one
    that nobody holds. The answer's `result` says where: {"team", "role"}.
    """

    name = "seat.join"
    seat: Id
    kind: Annotated[SeatKind, wire.String(validate=OneOf(get_args(SeatKind)))]
    team: MaybeId = None
    role: MaybeId = None
    watching: Annotated[bool, wire.Boolean(truthy={True}, falsy={False})] = False
    consent: Annotated[tuple[str, ...], wire.List(_id())] = ()
    most: Annotated[int, _whole(1, 100_000)] = 1_000


@dataclass(frozen=True, slots=True)
class Rename(Command):
    """Go by another name; a facilitator may rename anybody."""

    name = "seat.rename"
    by = SELF
    to: Annotated[str, words(10_240, data_key="name")]
    seat: MaybeId = None


@dataclass(frozen=True, slots=True)
class Move(Command):
    """Seat somebody at another team or in another role."""

    name = "seat.move"
    by = FACILITATOR
    seat: Id
    team: Id
    role: MaybeId = None


@dataclass(frozen=True, slots=True)
class Watch(Command):
    """Only watch from now on, or take part again. No reason is asked."""

    name = "seat.watch"
    by = PARTICIPANT
    watching: Annotated[bool, wire.Boolean(truthy={True}, falsy={False})] = True


@dataclass(frozen=True, slots=True)
class Remove(Command):
    """Take somebody out of the exercise; their socket is closed, their answers stay."""

    name = "seat.remove"
    by = FACILITATOR
    seat: Id


@dataclass(frozen=True, slots=True)
class Nudge(Command):
    """Tap these seats on the shoulder, about an inject or in general."""

    name = "nudge.send"
    by = FACILITATOR
    seats: Ids
    inject: MaybeId = None


@dataclass(frozen=True, slots=True)
class Message(Command):
    """Say a few words outside the script, to a seat, a team, or everybody."""

    name = "message.send"
    by = FACILITATOR
    text: Annotated[str, words(1_000, least=1)]
    team: MaybeId = None
    seat: MaybeId = None


@dataclass(frozen=True, slots=True)
class RequestPause(Command):
    """Ask the facilitator for a pause; peers don't see who did."""

    name = "pause.request"
    by = PARTICIPANT


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """Pin a private note to this moment."""

    name = "note.add"
    by = OBSERVERS
    text: SomeWords
    inject: MaybeId = None
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class AddFlag(Command):
    """Mark this moment to come back to."""

    name = "flag.add"
    by = OBSERVERS
    text: Annotated[str, words(500)] = ""
    inject: MaybeId = None
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class Rate(Command):
    """Rate an objective P, S, M or U, for one team or for all."""

    name = "rating.set"
    by = OBSERVERS
    objective: Id
    rating: Annotated[Literal["P", "S", "M", "U"], wire.String(validate=OneOf(list("PSMU")))]
    team: MaybeId = None
    text: Words = ""


@dataclass(frozen=True, slots=True)
class SubmitSurvey(Command):
    """Answer a survey: item id → whole number or text. Items may be left out."""

    name = "survey.submit"
    by = PARTICIPANT
    survey: Id
    answers: Annotated[Mapping[str, Json], wire.Dict(keys=_id())]


AnyCommand: TypeAlias = (
    Open
    | LockJoins
    | End
    | Close
    | Halt
    | ResumeAfterHalt
    | Start
    | Pause
    | Resume
    | SetRate
    | Jump
    | PreviewJump
    | UndoJump
    | RestartPause
    | Release
    | Hold
    | Skip
    | Restore
    | Recall
    | Revise
    | Extend
    | CloseInject
    | Compose
    | Reveal
    | Read
    | Submit
    | Draft
    | Propose
    | Vote
    | Lock
    | PassLock
    | Join
    | Rename
    | Move
    | Watch
    | Remove
    | Nudge
    | Message
    | RequestPause
    | AddNote
    | AddFlag
    | Rate
    | SubmitSurvey
)

COMMANDS: Mapping[str, type[Command]] = {cls.name: cls for cls in get_args(AnyCommand)}
"""Every command class by its wire name."""


def schema(cls: type[Command]) -> Schema:
    """The marshmallow schema of a command's `data`, built from its annotations.

    Unknown fields are refused; a field with a default may be left out; one whose type allows None
    may be null.
    """
    hints = get_type_hints(cls, include_extras=True)
    built: dict[str, wire.Field[Any]] = {}
    for item in fields(cls):
        hint = hints[item.name]
        assert get_origin(hint) is Annotated, f"{cls.__name__}.{item.name} has no wire rule"
        kind, rule = get_args(hint)[:2]
        rule = deepcopy(rule)
        rule.required = item.default is MISSING and item.default_factory is MISSING
        rule.allow_none = type(None) in get_args(kind)
        built[item.name] = rule
    made = Schema.from_dict(built, name=cls.__name__)
    return made(unknown=RAISE)


SCHEMAS: Mapping[str, Schema] = {name: schema(cls) for name, cls in COMMANDS.items()}
"""The schema of every command's `data`, by wire name."""


def read(name: str, data: Mapping[str, Json]) -> AnyCommand:
    """The command that `data` spells, checked.

    Raises Refusal("invalid") with the faults by field; an unknown name is a fault of "name".
    """
    cls = COMMANDS.get(name)
    if cls is None:
        raise Refusal(
            "invalid", f"There is no command {name[:64]!r}.", {"name": ["Unknown command."]}
        )
    try:
        values = SCHEMAS[name].load(data)
    except ValidationError as error:
        raise Refusal(
            "invalid",
            "Something in this request is not right.",
            dict(paths(error.messages)),
        ) from None
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return cls(**values)  # type: ignore[return-value]  # COMMANDS holds exactly the union's members


def paths(messages: Any, at: str = "data") -> list[tuple[str, list[str]]]:
    """marshmallow's nested messages as flat ("data.answer.option", ["what is wrong"]) pairs."""
    if isinstance(messages, Mapping):
        found: list[tuple[str, list[str]]] = []
        for key, inner in messages.items():
            found.extend(paths(inner, at if key == "_schema" else f"{at}.{key}"))
        return found
    return [(at, [str(text) for text in messages])]
