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
from tabletop.scenarios.reading import Part
from tabletop.scenarios.tree import Fields, Items

QUESTIONS: Final = ("effect_in", "option_in", "no_response")
GROUPS: Final = ("any", "all", "not")
EFFECTS: Final[tuple[Effect, ...]] = get_args(Effect)

SEVERAL: Final = "is a list: put any: or all: above it, for one of them or every one to be true"


def read_when(inject: Part) -> Condition | None:
    """The condition of an inject; None without one, or after a fault."""
    return _read_below(inject, "when")


def _read_below(part: Part, name: str) -> Condition | None:
    match part.get(name):
        case Items():
            part.error(name, SEVERAL)
        case Fields(entries=entries) if entries:
            inner = part.part(name)
            return _read_condition(inner) if inner else None
        case None:
            pass
        case _ if part.has(name):
            part.error(name, f"must have fields below it: inject, and {' or '.join(QUESTIONS)}")
        case _:
            part.error(name, "is empty: put a condition below it, or leave it out")
    return None


def _read_condition(part: Part) -> Condition | None:
    found = [name for name in (*GROUPS, *QUESTIONS) if name in part.node.entries]
    if len(found) == 1:
        condition = _READERS[found[0]](part)
        part.finish()
        return condition
    strange = next((name for name in part.node.entries if name not in {"inject", *found}), None)
    if found:
        part.faults.error(
            part.path, f"{' and '.join(found)} stand here together; give each an entry of its own"
        )
    elif strange is not None:
        hint = part.faults.hint(strange, (*GROUPS, *QUESTIONS))
        part.error(strange, f"is no condition{hint}")
    else:
        part.faults.error(part.path, f"asks nothing about it: add {', '.join(QUESTIONS)}")
    return None


def _effect_in(part: Part) -> Condition | None:
    effects: list[Effect] = []
    for word in part.names("effect_in"):
        match = next((effect for effect in EFFECTS if effect == word), None)
        if match is None:
            hint = part.faults.hint(word, EFFECTS)
            part.error("effect_in", f"{word!r} is not an effect{hint}")
        else:
            effects.append(match)
    if not part.has("effect_in"):
        part.error("effect_in", "is empty: name at least one effect")
    return EffectIn(part.word("inject", required=True), tuple(effects))


def _option_in(part: Part) -> Condition | None:
    options = part.names("option_in")
    if not part.has("option_in"):
        part.error("option_in", "is empty: name at least one option")
    return OptionIn(part.word("inject", required=True), options)


def _no_response(part: Part) -> Condition | None:
    if not part.flag("no_response"):
        part.error("no_response", "is always true; for the opposite write not: around it")
    return NoResponse(part.word("inject", required=True))


def _any(part: Part) -> Condition | None:
    return AnyOf(_several(part, "any"))


def _all(part: Part) -> Condition | None:
    return AllOf(_several(part, "all"))


def _several(part: Part, name: str) -> tuple[Condition, ...]:
    if not part.has(name):
        part.error(name, "is empty: list at least one condition")
    found = [_read_condition(inner) for inner in part.parts(name)]
    return tuple(condition for condition in found if condition is not None)


def _not(part: Part) -> Condition | None:
    condition = _read_below(part, "not")
    return Not(condition) if condition is not None else None


_READERS: Final[dict[str, Callable[[Part], Condition | None]]] = {
    "effect_in": _effect_in,
    "option_in": _option_in,
    "no_response": _no_response,
    "any": _any,
    "all": _all,
    "not": _not,
}
