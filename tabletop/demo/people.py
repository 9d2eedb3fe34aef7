"""Simulated people: what each of them will say to each inject, drawn from the seed alone.

What somebody answers depends on the seed, their number and the inject, and never on timing, so
that the same seed gives the same answers on a slow machine and on a fast one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from random import Random
from typing import Any, Final, Literal, TypeAlias

from tabletop.demo.phrases import (
    FIRST_NAMES,
    IMPROVEMENTS,
    INITIALS,
    RATIONALES,
    STRENGTHS,
    TEXTS,
)

Ask: TypeAlias = Mapping[str, Any]
"""The `ask` of an inject document."""

Answer: TypeAlias = dict[str, Any]
Manner: TypeAlias = Literal["quick", "steady", "slow", "quiet"]

MOST_PEOPLE: Final = len(FIRST_NAMES) * len(INITIALS)

PACE: Final[Mapping[Manner, tuple[float, float]]] = {
    "quick": (0.12, 0.4),
    "steady": (0.25, 0.65),
    "slow": (0.45, 0.85),
    "quiet": (0.3, 0.8),
}
"""From when to when they answer, as shares of the time they are given."""

SILENT: Final[Mapping[Manner, float]] = {"quick": 0.02, "steady": 0.05, "slow": 0.1, "quiet": 0.45}
END: Final = 0.86
"""By this share of the time proposals and votes are in, and locking begins."""

LATE: Final = 0.05
SECOND_THOUGHTS: Final = 0.15
VOTING: Final = 0.4
LOCK_FORGOTTEN: Final = 0.06


@dataclass(frozen=True, slots=True)
class Turn:
    """Something to say once this `share` of the time has passed (more than 1: too late)."""

    share: float
    answer: Answer
    rationale: str
    confidence: int | None


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody will do about an inject; `_at` are shares of the time, like `Turn.share`.

    `turns` is empty for who stays silent. `lock` is their team's answer, should they hold the
    lock; None: they forget to. `votes_at` None: they don't vote.
    """

    reads_at: float
    turns: tuple[Turn, ...]
    lock: Turn | None
    votes_at: float | None


class Person:
    """Number `number` (from 0) of a simulated crowd."""

    def __init__(self, seed: int, number: int) -> None:
        self._seed = seed
        self._number = number
        self.name = name(seed, number)
        self.manner: Manner = self._dice("manner").choices(
            ("quick", "steady", "slow", "quiet"), (25, 45, 20, 10)
        )[0]

    def plan(self, inject: str, ask: Ask) -> Plan:
        """What they will do about this inject."""
        dice = self._dice(inject)
        begin, end = PACE[self.manner]
        reads_at = dice.uniform(0.02, begin)
        first = self._turn(dice, ask, dice.uniform(begin, end))
        second = self._turn(dice, ask, dice.uniform(first.share, END))
        locking = dice.uniform(END, 0.93)
        votes_at = dice.uniform(0.7, END) if dice.random() < VOTING else None
        silent = dice.random() < SILENT[self.manner]
        late = dice.random() < LATE
        changes = dice.random() < SECOND_THOUGHTS and ask["kind"] != "ack"
        forgets = dice.random() < LOCK_FORGOTTEN
        if silent:
            turns: tuple[Turn, ...] = ()
        elif late:
            turns = (Turn(dice.uniform(1.1, 1.4), first.answer, first.rationale, first.confidence),)
        else:
            turns = (first, second) if changes else (first,)
        said = turns[-1] if turns else first
        lock = None if forgets else Turn(locking, said.answer, said.rationale, said.confidence)
        return Plan(reads_at, turns, lock, None if silent else votes_at)

    def fill_in(self, survey: Mapping[str, Any]) -> Answer | None:
        """Their answers to a survey document; None for who leaves it."""
        dice = self._dice(f"survey:{survey['id']}")
        if dice.random() < SILENT[self.manner]:
            return None
        # A little surer afterwards, most of them: as it is meant to be, and not in every case.
        shift = dice.choice((0.0, 0.05, 0.1, 0.2)) if survey["when"] == "post" else 0.0
        answers: Answer = {}
        for item in survey["items"]:
            if item["kind"] == "text":
                if dice.random() < 0.5:
                    answers[item["id"]] = dice.choice(
                        IMPROVEMENTS if "improve" in item["prompt"].lower() else STRENGTHS
                    )
                continue
            place = self._dice(f"item:{item['id']}").betavariate(4, 3) + shift
            low, high = item["minimum"], item["maximum"]
            answers[item["id"]] = min(high, low + round(place * (high - low)))
        return answers

    def _turn(self, dice: Random, ask: Ask, share: float) -> Turn:
        answer = answer_to(ask, dice)
        if ask["kind"] == "ack":
            return Turn(share, answer, "", None)
        rationale = dice.choice(RATIONALES) if dice.random() < 0.45 else ""
        confidence = dice.randrange(30, 100, 5) if dice.random() < 0.7 else None
        return Turn(share, answer, rationale, confidence)

    def _dice(self, about: str) -> Random:
        return Random(f"{self._seed}/{self._number}/{about}")


def name(seed: int, number: int) -> str:
    """A name nobody else in this crowd has."""
    order = list(FIRST_NAMES)
    Random(f"{seed}/names").shuffle(order)
    first = order[number % len(order)]
    initial = INITIALS[number // len(order) % len(INITIALS)]
    return f"{first} {initial}."


def answer_to(ask: Ask, dice: Random) -> Answer:
    """A fitting answer to an inject document's `ask`."""
    options = [option["id"] for option in ask["options"]]
    match ask["kind"]:
        case "choice":
            return {"option": dice.choice(options)}
        case "multi":
            least = 1 if ask["pick_min"] is None else ask["pick_min"]
            most = len(options) if ask["pick_max"] is None else ask["pick_max"]
            return {"options": sorted(dice.sample(options, dice.randint(least, most)))}
        case "ranking":
            return {"order": dice.sample(options, len(options))}
        case "text":
            return {"text": dice.choice(TEXTS)[: ask["max_length"]]}
        case "rating" | "number":
            return {"value": _value(ask, dice)}
        case _:
            return {}


def _value(ask: Ask, dice: Random) -> float:
    low = 0 if ask["minimum"] is None else ask["minimum"]
    high = low + 100 if ask["maximum"] is None else ask["maximum"]
    step = ask["step"] or 1
    value: float = low + step * round(dice.betavariate(3, 2) * ((high - low) // step))
    return int(value) if value == int(value) else value
