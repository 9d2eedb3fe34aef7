"""`when` in a scenario file: the conditions that decide who is sent an inject."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, get_args

from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Condition,
    Effect,
    EffectIn,
    NoResponse,
    Not,
    OptionIn,
)
from tabletop.scenarios.faults import did_you_mean
from tabletop.scenarios.reading import Part

QUESTIONS: Final = ("effect_in", "option_in", "no_response")
GROUPS: Final = ("any", "all", "not")


def read_condition(part: Part) -> Condition | None:
    """The condition these fields spell; None after a fault."""
    found = [name for name in (*GROUPS, *QUESTIONS) if name in part.node.entries]
    if len(found) != 1:
        part.faults.error(
            part.path,
            f"takes one of {', '.join((*GROUPS, *QUESTIONS))}; "
            + (f"{' and '.join(found)} stand here together" if found else "none of them is here"),
        )
        return None
    condition = _READERS[found[0]](part)
    part.finish()
    return condition


def _effect_in(part: Part) -> Condition | None:
    effects: list[Effect] = []
    for word in part.names("effect_in"):
        known: tuple[Effect, ...] = get_args(Effect)
        match = next((effect for effect in known if effect == word), None)
        if match is None:
            part.error("effect_in", f"{word!r} is not an effect{did_you_mean(word, known)}")
        else:
            effects.append(match)
    if not part.has("effect_in"):
        part.error("effect_in", "is empty: name at least one effect")
    return EffectIn(part.text("inject", 100, required=True), tuple(effects))


def _option_in(part: Part) -> Condition | None:
    options = part.names("option_in")
    if not options:
        part.error("option_in", "is empty: name at least one option")
    return OptionIn(part.text("inject", 100, required=True), options)


def _no_response(part: Part) -> Condition | None:
    if not part.flag("no_response"):
        part.error("no_response", "is always true; for the opposite write not: around it")
    return NoResponse(part.text("inject", 100, required=True))


def _any(part: Part) -> Condition | None:
    return AnyOf(_several(part, "any"))


def _all(part: Part) -> Condition | None:
    return AllOf(_several(part, "all"))


def _several(part: Part, name: str) -> tuple[Condition, ...]:
    if not part.has(name):
        part.error(name, "is empty: list at least one condition")
    found = [read_condition(inner) for inner in part.parts(name)]
    return tuple(condition for condition in found if condition is not None)


def _not(part: Part) -> Condition | None:
    inner = part.part("not")
    if inner is None:
        if not part.has("not"):
            part.error("not", "is empty: put one condition below it")
        return None
    condition = read_condition(inner)
    return Not(condition) if condition is not None else None


_READERS: Final[dict[str, Callable[[Part], Condition | None]]] = {
    "effect_in": _effect_in,
    "option_in": _option_in,
    "no_response": _no_response,
    "any": _any,
    "all": _all,
    "not": _not,
}
