"""`ask` in a scenario file: what an inject wants back."""

from __future__ import annotations

from typing import Final, get_args

from tabletop.domain.ask_rules import MAX_OPTION, MAX_PROMPT
from tabletop.domain.scenario import Ask, AskKind, Effect, Option, Scope
from tabletop.scenarios.reading import Part

EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)
KINDS: Final[tuple[AskKind, ...]] = get_args(AskKind)
SCOPES: Final[tuple[Scope, ...]] = get_args(Scope)

IN_FILE: Final = {"deadline_ms": "deadline", "minimum": "min", "maximum": "max"}
"""The fields of an ask that go by a shorter name in a file."""


def read_ask(part: Part) -> Ask:
    """The ask these fields spell; whether it makes sense is for `ask_rules` to say."""
    ask = Ask(
        kind=part.one_of("kind", KINDS, "ack", required=True),
        prompt=part.text("prompt", MAX_PROMPT, required=True),
        scope=part.one_of("scope", SCOPES, "seat"),
        deadline_ms=part.duration("deadline"),
        options=tuple(_read_option(option) for option in part.parts("options")),
        minimum=part.number("min"),
        maximum=part.number("max"),
        step=part.number("step"),
        label_min=part.text("label_min", 80),
        label_max=part.text("label_max", 80),
        unit=part.text("unit", 40),
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
        id=part.text("id", 100, required=True),
        text=part.text("text", MAX_OPTION, required=True),
        effect=effect,
        tags=part.names("tags"),
    )
    part.finish()
    return option
