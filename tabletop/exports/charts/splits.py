"""How the answers fell on the options: one bar an option, a piece of it each team."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from tabletop.domain.debrief.rows import Decision, Proposal, Question, Split

WIDTH: Final = 120


@dataclass(frozen=True, slots=True)
class Share:
    """Those of one team who are for the option: where their piece of the bar lies, and who."""

    team: str
    x: float
    width: float
    people: tuple[Proposal, ...]


def shares(split: Split, question: Question) -> tuple[Share, ...]:
    """The bar's pieces in the order of the teams; all who said something in time are its width."""
    everybody = sum(len(_counted(each)) for each in question.decisions)
    found: list[Share] = []
    x = 0.0
    for decision in question.decisions:
        people = tuple(each for each in _counted(decision) if split.option in each.options)
        if people:
            width = round(len(people) * WIDTH / everybody, 1)
            found.append(Share(decision.team, round(x, 1), width, people))
            x += width
    return tuple(found)


def before_together(decision: Decision, question: Question) -> str:
    """What the members had chosen before they saw the others', where that was asked: "2 A, 1 B"."""
    letters = {split.option: split.letter for split in question.splits}
    alone = Counter(
        " + ".join(letters[option] for option in each.alone_options)
        for each in decision.proposals
        if each.alone_options
    )
    return ", ".join(f"{people} {choice}" for choice, people in sorted(alone.items()))


def _counted(decision: Decision) -> list[Proposal]:
    return [each for each in decision.proposals if not each.late]
