"""Simulated people answer what was asked, and the same every time."""

from itertools import pairwise
from random import Random
from typing import Any

import pytest

from tabletop.demo.people import END, MOST_PEOPLE, Person, answer_to, name
from tabletop.domain.asks import check_answer
from tabletop.domain.documents.injects import _ask as ask_document
from tabletop.domain.scenario import Ask, Option

OPTIONS = tuple(Option(id=each, text=each) for each in "abcd")
ASKS = [
    Ask("ack", ""),
    Ask("choice", "", options=OPTIONS),
    Ask("multi", "", options=OPTIONS),
    Ask("multi", "", options=OPTIONS, pick_min=2, pick_max=3),
    Ask("text", ""),
    Ask("text", "", max_length=20),
    Ask("rating", "", minimum=0, maximum=10),
    Ask("rating", "", minimum=1, maximum=5),
    Ask("ranking", "", options=OPTIONS),
    Ask("number", ""),
    Ask("number", "", minimum=-5, maximum=5, step=0.5),
    Ask("number", "", minimum=20),
]


def _document(ask: Ask) -> dict[str, Any]:
    return ask_document(ask, False)


@pytest.mark.parametrize("ask", ASKS, ids=lambda ask: ask.kind)
def test_every_answer_fits_what_was_asked(ask: Ask) -> None:
    for seed in range(200):
        check_answer(ask, answer_to(_document(ask), Random(seed)))


def test_the_same_seed_gives_the_same_people() -> None:
    asks = {f"i{number}": _document(ask) for number, ask in enumerate(ASKS)}

    def said(seed: int, number: int) -> list[Any]:
        person = Person(seed, number)
        return [person.name, *(person.plan(inject, ask) for inject, ask in asks.items())]

    assert [said(7, number) for number in range(30)] == [said(7, number) for number in range(30)]
    assert [said(7, number) for number in range(30)] != [said(8, number) for number in range(30)]


def test_a_crowd_has_all_sorts_and_everybody_has_a_name_of_their_own() -> None:
    people = [Person(1, number) for number in range(400)]
    choice = _document(ASKS[1])
    plans = [person.plan("i", choice) for person in people]

    assert len({name(1, number) for number in range(MOST_PEOPLE)}) == MOST_PEOPLE
    assert {person.manner for person in people} == {"quick", "steady", "slow", "quiet"}
    assert 10 < sum(not plan.turns for plan in plans) < 100
    assert 5 < sum(any(turn.share > 1 for turn in plan.turns) for plan in plans) < 60
    assert 20 < sum(len(plan.turns) > 1 for plan in plans) < 120
    assert 5 < sum(plan.lock is None for plan in plans) < 60
    assert {turn.answer["option"] for plan in plans for turn in plan.turns} == set("abcd")
    assert {bool(turn.rationale) for plan in plans for turn in plan.turns} == {True, False}


def test_things_are_done_in_a_sensible_order() -> None:
    for number in range(200):
        plan = Person(3, number).plan("i", _document(ASKS[1]))
        shares = [turn.share for turn in plan.turns]
        assert all(one <= other for one, other in pairwise(shares))
        assert all(plan.reads_at <= share for share in shares)
        assert plan.lock is None or END <= plan.lock.share < 1
        assert plan.votes_at is None or plan.votes_at <= END


def test_surveys_are_filled_in_within_their_bounds() -> None:
    items = [
        {"id": "calm", "prompt": "stay calm", "kind": "rating", "minimum": 0, "maximum": 10},
        {"id": "fit", "prompt": "fit", "kind": "rating", "minimum": 1, "maximum": 5},
        {"id": "more", "prompt": "Three things to improve", "kind": "text"},
    ]
    before, after = [], []
    for number in range(200):
        person = Person(5, number)
        for when, found in (("pre", before), ("post", after)):
            answers = person.fill_in({"id": when, "when": when, "items": items})
            if answers is not None:
                found.append(answers)
    for each in [*before, *after]:
        assert 0 <= each["calm"] <= 10
        assert 1 <= each["fit"] <= 5
        assert isinstance(each.get("more", ""), str)
    assert 100 < len(before) < 200
    assert sum(each["calm"] for each in after) / len(after) > sum(
        each["calm"] for each in before
    ) / len(before)
