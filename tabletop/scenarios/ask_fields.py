"""`ask` in a scenario file: what an inject wants back."""

from __future__ import annotations

from typing import Final, get_args

from tabletop.domain.scenario import Ask, AskKind, Effect, Option, Scope
from tabletop.scenarios.reading import Part

EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
KINDS: Final[tuple[AskKind, ...]] = get_args(AskKind)
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

IN_FILE: Final = {"deadline_ms": "deadline", "minimum": "min", "maximum": "max"}
"""The fields of an ask that go by a shorter name in a file."""

ALONE: Final = (
    "prompt", "scope", "deadline", "options", "min", "max", "step", "label_min", "label_max",
    "unit", "pick_min", "pick_max", "max_length", "alone_first",
)  # fmt: skip
"""The fields that only an ask has, and no inject: found there, they are not indented enough."""


def read_ask_of(inject: Part) -> Ask | None:
    """The ask of an inject, if it has one; whether it makes sense is for `ask_rules` to say."""
    strays = [name for name in ALONE if name in inject.node.entries]
    for name in strays:
        inject.get(name)
    if strays and not inject.has("ask"):
        field = "ask" if "ask" in inject.node.entries else strays[0]
        inject.error(field, f"{' and '.join(strays)} must stand below ask:, indented further")
        return None
    for name in strays:
        inject.error(name, "must stand below ask:, indented further")
    part = inject.chosen_part("ask")
    return _read_ask(part) if part else None


def _read_ask(part: Part) -> Ask:
    ask = Ask(
        kind=part.one_of("kind", KINDS, "ack", required=True),
        prompt=part.text("prompt", required=True),
        scope=part.one_of("scope", SCOPES, "seat"),
        deadline_ms=part.duration("deadline"),
        options=tuple(_read_option(option) for option in part.parts("options", "id and text")),
        minimum=part.number("min"),
        maximum=part.number("max"),
        step=part.number("step"),
        label_min=part.text("label_min"),
        label_max=part.text("label_max"),
        unit=part.text("unit"),
        pick_min=part.whole("pick_min"),
        pick_max=part.whole("pick_max"),
        max_length=part.whole("max_length"),
        alone_first=part.flag("alone_first"),
    )
    part.finish()
    return ask


def _read_option(part: Part) -> Option:
    effect = part.one_of("effect", EFFECTS, "neutral") if part.has("effect") else None
    option = Option(
        id=part.word("id", required=True),
        text=part.text("text", required=True),
        effect=effect,
        tags=part.names("tags"),
    )
    part.finish()
    return option
