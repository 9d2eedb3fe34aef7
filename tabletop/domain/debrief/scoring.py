"""What the effects of a team's decisions add up to: teaching defaults, open to debate.

Each decision counts +1 when it was escalating, 0 when neutral, -1 when de-escalating (doctrine:
escalation path). An answer of several options counts by the sign of their sum, so that picking
more does not weigh more.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Final

from tabletop.domain.debrief.rows import Path, Question, Spread, Step
from tabletop.domain.scenario import Effect

WEIGHTS: Final[Mapping[Effect, int]] = {"escalating": 1, "neutral": 0, "de_escalating": -1}


def score(effects: Sequence[Effect]) -> int | None:
    """-1, 0 or +1 for one answer; None for an answer without an effect."""
    if not effects:
        return None
    total = sum(WEIGHTS[effect] for effect in effects)
    return (total > 0) - (total < 0)


def path(team: str, questions: Iterable[Question]) -> Path:
    """The team's running sum over every ask whose options have effects, in their order."""
    steps: list[Step] = []
    total = 0
    for question in questions:
        decision = question.of(team)
        if decision is None or not any(split.effect for split in question.splits):
            continue
        total += decision.score or 0
        moments = (decision.decided_ms, decision.released_ms, question.released_ms)
        steps.append(
            Step(
                inject=question.inject,
                title=question.title,
                clock_ms=next((ms for ms in moments if ms is not None), question.offset_ms),
                status=decision.status,
                effects=decision.effects,
                score=decision.score,
                total=total,
            )
        )
    return Path(team, tuple(steps), total)


def spread(values: Iterable[float]) -> Spread:
    """Count, median and range; only the count where there is nothing."""
    numbers = sorted(values)
    if not numbers:
        return Spread(0)
    return Spread(len(numbers), median(numbers), numbers[0], numbers[-1])
