"""Whether a branch is taken: a script's conditions, asked of what a team has answered."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal, TypeAlias, assert_never

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


class Verdict(IntEnum):
    """Whether a condition holds for a team, in such an order that `any` is the greatest of its
    parts and `all` the least.

    NEVER: it asks about an inject that did not go to the team, so neither arm of a branch is taken.
    LATER: it asks about one that is still to come, or open for longer than the script had it.
    """

    NO = 0
    NEVER = 1
    LATER = 2
    YES = 3


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an inject for a team: whether it was `asked`, will be `later` or `never`; if
    it was, whether it is `answered`, and with which options and effects."""

    stage: Literal["asked", "later", "never"] = "never"
    answered: bool = False
    options: frozenset[str] = frozenset()
    effects: frozenset[str] = frozenset()

    def verdict(self, holds: bool) -> Verdict:
        """What it means for a condition that `holds` if the inject was asked."""
        match self.stage:
            case "asked":
                return Verdict.YES if holds else Verdict.NO
            case "later":
                return Verdict.LATER
            case "never":
                return Verdict.NEVER
            case _:
                assert_never(self.stage)


Outcomes: TypeAlias = Callable[[str], Outcome]
"""The outcome of an inject, by its id, for the team in question."""


def judge(condition: Condition | None, outcomes: Outcomes) -> Verdict:
    """Whether the condition holds; no condition always does."""
    match condition:
        case None:
            return Verdict.YES
        case EffectIn(inject, effects):
            outcome = outcomes(inject)
            return outcome.verdict(not outcome.effects.isdisjoint(effects))
        case OptionIn(inject, options):
            outcome = outcomes(inject)
            return outcome.verdict(not outcome.options.isdisjoint(options))
        case NoResponse(inject):
            outcome = outcomes(inject)
            return outcome.verdict(not outcome.answered)
        case AnyOf(parts):
            return max((judge(part, outcomes) for part in parts), default=Verdict.NO)
        case AllOf(parts):
            return min((judge(part, outcomes) for part in parts), default=Verdict.YES)
        case Not(part):
            verdict = judge(part, outcomes)
            return {Verdict.YES: Verdict.NO, Verdict.NO: Verdict.YES}.get(verdict, verdict)
        case _:
            assert_never(condition)


def holds(condition: Condition | None, outcomes: Outcomes) -> bool:
    """Whether the condition is true now, beyond doubt."""
    return judge(condition, outcomes) is Verdict.YES


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
