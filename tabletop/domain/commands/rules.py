"""What a field of a command may hold, and the base of all commands.

A field's marshmallow rule stands in its annotation, so that what the wire takes, what the OpenAPI
document says and what `docs/protocol.md` is held against are one declaration.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, TypeAlias

from marshmallow import ValidationError
from marshmallow import fields as wire
from marshmallow.validate import Length, Range

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


@dataclass(frozen=True, slots=True)
class Command:
    """Base of all commands: the wire `name` and who may say it (`by`)."""

    name: ClassVar[str] = ""
    by: ClassVar[frozenset[SeatKind]] = NOBODY


class Text(wire.String):
    """Free text: no NUL, no lone surrogate, nothing a database or a phone could choke on.

    `least` characters other than spaces must be in it.
    """

    def __init__(self, *, least: int = 0, **options: Any) -> None:
        super().__init__(**options)
        self.least = least

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> str:
        text: str = super()._deserialize(value, attr, data, **kwargs)
        if not is_text(text):
            raise ValidationError("Contains a character that is not text.")
        if len(text.strip()) < self.least:
            raise ValidationError("Must not be empty.")
        return text


def words(most: int = MAX_TEXT, *, least: int = 0, **options: Any) -> Text:
    """A text field between `least` and `most` characters; spaces alone don't count."""
    return Text(least=least, validate=Length(min=least, max=most), **options)


def an_id() -> Text:
    """An id."""
    return words(64, least=1)


def whole(low: int, high: int) -> wire.Integer:
    """A whole number from `low` to `high`."""
    return wire.Integer(strict=True, validate=Range(low, high))


def number(low: float, high: float) -> wire.Float:
    """A number from `low` to `high`."""
    return _Number(validate=Range(low, high))


class _Number(wire.Float):
    """Not a text that spells one."""

    def _validated(self, value: Any) -> float:
        if isinstance(value, str | bool):
            raise self.make_error("invalid")
        return super()._validated(value)


def flag() -> wire.Boolean:
    """True or false, and nothing that only looks like it."""
    return _Flag()


class _Flag(wire.Boolean):
    """Not 1, which Python takes for True."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise self.make_error("invalid", input=value)
        return value


Id: TypeAlias = Annotated[str, an_id()]
MaybeId: TypeAlias = Annotated[str | None, an_id()]
Ids: TypeAlias = Annotated[tuple[str, ...], wire.List(an_id(), validate=Length(min=1, max=2_000))]
Words: TypeAlias = Annotated[str, words()]
SomeWords: TypeAlias = Annotated[str, words(least=1)]
Answer: TypeAlias = Annotated[Mapping[str, Json], wire.Dict(keys=wire.String())]
Sure: TypeAlias = Annotated[int | None, whole(0, 100)]
