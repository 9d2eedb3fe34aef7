"""Whether a branch is taken: a script's conditions, asked of what a team has answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, assert_never

from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Condition,
    EffectIn,
    Inject,
    NoResponse,
    Not,
    OptionIn,
)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an inject for a team: was it `asked`, `answered`, with which options."""

    asked: bool = False
    answered: bool = False
    options: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()


Outcomes: TypeAlias = Callable[[str], Outcome]
"""The outcome of an inject, by its id, for the team in question."""


def holds(condition: Condition | None, outcomes: Outcomes) -> bool:
    """Whether the condition is true now; no condition always is.

    Silence counts only where something was asked: an inject that never went out to the team has
    neither an answer nor a missing one.
    """
    match condition:
        case None:
            return True
        case EffectIn(inject, effects):
            return not outcomes(inject).effects.isdisjoint(effects)
        case OptionIn(inject, options):
            return not outcomes(inject).options.isdisjoint(options)
        case NoResponse(inject):
            outcome = outcomes(inject)
            return outcome.asked and not outcome.answered
        case AnyOf(parts):
            return any(holds(part, outcomes) for part in parts)
        case AllOf(parts):
            return all(holds(part, outcomes) for part in parts)
        case Not(part):
            return not holds(part, outcomes)
        case _:
            assert_never(condition)


def mentions(condition: Condition | None) -> Iterator[str]:
    """The ids of the injects a condition asks about, with repeats."""
    match condition:
        case None:
            return
        case EffectIn(inject) | OptionIn(inject) | NoResponse(inject):
            yield inject
        case AnyOf(parts) | AllOf(parts):
            for part in parts:
                yield from mentions(part)
        case Not(part):
            yield from mentions(part)
        case _:
            assert_never(condition)


def in_words(condition: Condition | None, injects: Callable[[str], Inject | None]) -> str | None:
    """The condition as a facilitator reads it on the run sheet; None for no condition."""

    def title(inject_id: str) -> str:
        inject = injects(inject_id)
        if inject is None:
            return inject_id
        # Some titles are something somebody says, and bring their own quotation marks.
        return inject.title if inject.title.startswith(('"', "“")) else f"“{inject.title}”"

    match condition:
        case None:
            return None
        case EffectIn(inject, effects):
            named = " or ".join(effect.replace("_", "-") for effect in effects)
            return f"{title(inject)} was {named}"
        case OptionIn(inject, options):
            return f"{title(inject)} was {' or '.join(option.upper() for option in options)}"
        case NoResponse(inject):
            return f"{title(inject)} got no answer"
        case AnyOf(parts):
            return ", or ".join(in_words(part, injects) or "" for part in parts)
        case AllOf(parts):
            return ", and ".join(in_words(part, injects) or "" for part in parts)
        case Not(part):
            return f"not ({in_words(part, injects)})"
        case _:
            assert_never(condition)
