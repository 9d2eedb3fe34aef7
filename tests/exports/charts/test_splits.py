"""The bars beside the options."""

from __future__ import annotations

from itertools import pairwise

from tabletop.domain import commands as c
from tabletop.domain.debrief.rows import Question
from tabletop.domain.scenario import Ask
from tabletop.exports.charts.splits import WIDTH, before_together, shares
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.script import Script
from tests.data.transcript import evening

ALONE = Ask("choice", "Which?", "team", 60_000, options=CHOICE.options, alone_first=True)


def first(script: Script) -> Question:
    return debrief(script).questions[0]


def test_a_bar_has_a_piece_for_each_team_and_all_bars_together_everybody() -> None:
    for question in debrief(evening()).questions:
        parts = {split.option: shares(split, question) for split in question.splits}
        for split in question.splits:
            pieces = parts[split.option]
            assert sum(len(piece.people) for piece in pieces) == split.people
            assert all(piece.width > 0 for piece in pieces)
            for before, after in pairwise(pieces):
                assert abs(before.x + before.width - after.x) < 0.2
        if question.kind == "choice" and any(parts.values()):
            whole = sum(piece.width for pieces in parts.values() for piece in pieces)
            assert abs(whole - WIDTH) < 1


def test_who_was_for_it_is_told_team_by_team() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    for seat, option in (("a1", "a"), ("a2", "c"), ("b1", "a")):
        script.say(seat, c.Propose("one", {"option": option}))
    question = first(script)
    shout, wait, listen = (shares(split, question) for split in question.splits)
    assert [(each.team, [who.seat_name for who in each.people]) for each in shout] == [
        ("a", ["Ash 1"]),
        ("b", ["Birch 1"]),
    ]
    assert [(each.x, each.width) for each in shout] == [(0, 40), (40, 40)]
    assert wait == ()
    assert [(each.team, each.x, each.width) for each in listen] == [("a", 0, 40)]


def test_who_came_too_late_is_in_no_bar() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("a1", c.Propose("one", {"option": "a"}))
    script.wait(90)
    script.say("b1", c.Propose("one", {"option": "a"}))
    question = first(script)
    assert [each.team for each in shares(question.splits[0], question)] == ["a"]


def test_what_they_chose_before_they_saw_the_others_is_kept() -> None:
    script = play(inject("one", 0, ALONE))
    script.start()
    script.say("a1", c.Propose("one", {"option": "a"}))
    script.say("a2", c.Propose("one", {"option": "c"}))
    script.say("b1", c.Propose("one", {"option": "b"}))
    script.say("a1", c.Propose("one", {"option": "c"}))
    script.say("a1", c.Lock("one", {"option": "c"}))
    question = first(script)
    ash, birch = question.decisions
    assert before_together(ash, question) == "1 A, 1 C"
    assert before_together(birch, question) == "", "they have not all proposed"
    said = {each.seat: (each.alone_options, each.options) for each in ash.proposals}
    assert said == {"a1": (("a",), ("c",)), "a2": (("c",), ("c",))}


def test_without_that_nothing_is_said_of_it() -> None:
    for question in debrief(evening()).questions:
        assert not any(before_together(each, question) for each in question.decisions)
