"""The exercise in numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tabletop.domain import commands as c
from tabletop.domain.debrief.rows import Facts, Spread
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.script import Script
from tests.data.transcript import evening, half_way


def test_the_evening_in_numbers() -> None:
    script = evening()
    found = debrief(script).facts
    assert found == Facts(
        status="closed",
        started_at=found.started_at,
        ended_at=found.ended_at,
        played_ms=1_540_000,
        pauses=2,
        paused_ms=100_000,
        people=12,
        injects=11,
        skipped=1,
        recalled=1,
        answers=23,
        expected=24,
        late=1,
        decided=24,
        decisions=26,
        missed=2,
        took=Spread(24, 80_000, 38_000, 172_000),
        remarks=4,
    )
    assert found.started_at is not None
    assert found.ended_at is not None
    wall = found.ended_at - found.started_at
    assert wall == found.played_ms + found.paused_ms


def test_a_pause_that_goes_on_lasts_until_the_last_event() -> None:
    script = play()
    script.start()
    script.wait(10)
    script.say("fay", c.Pause())
    script.wait(30)
    script.say("fay", c.AddNote("Still talking."))
    assert (debrief(script).facts.pauses, debrief(script).facts.paused_ms) == (1, 30_000)


def test_a_halt_is_a_pause_and_only_one() -> None:
    script = play()
    script.start()
    script.say("fay", c.Pause())
    script.wait(10)
    script.say("fay", c.Halt())
    script.wait(20)
    script.say("fay", c.ResumeAfterHalt())
    script.wait(5)
    script.say("fay", c.Resume())
    script.wait(60)
    script.say("fay", c.End())
    found = debrief(script).facts
    assert (found.pauses, found.paused_ms, found.played_ms) == (1, 35_000, 60_000)


def test_recalled_asks_expect_nothing() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("fay", c.Recall("one"))
    found = debrief(script).facts
    assert (found.decisions, found.recalled, found.missed) == (0, 1, 0)


def test_objectives_are_rated_in_their_order() -> None:
    script = play()
    script.say("fay", c.SetRating("o2", "U", "b"))
    script.say("fay", c.SetRating("o1", "P", "b", "Asked."))
    script.say("fay", c.SetRating("o1", "S", "a"))
    script.say("fay", c.SetRating("o1", "M"))
    script.say("fay", c.SetRating("o1", "U"))
    assert [(row.objective, row.team, row.rating) for row in debrief(script).ratings] == [
        ("o1", None, "U"),
        ("o1", "a", "S"),
        ("o1", "b", "P"),
        ("o2", "b", "U"),
    ]
    rated = debrief(script).ratings[2]
    assert (rated.objective_text, rated.text, rated.by_name) == ("Listen.", "Asked.", "Fay")


def test_an_emergency_before_or_after_the_play_is_no_pause_of_it() -> None:
    script = play()
    script.say("fay", c.Halt())
    script.wait(60)
    script.say("fay", c.ResumeAfterHalt())
    script.start()
    script.wait(600)
    script.say("fay", c.End())
    script.say("fay", c.Halt())
    script.wait(600)
    script.say("fay", c.ResumeAfterHalt())
    found = debrief(script).facts
    assert (found.pauses, found.paused_ms, found.played_ms) == (0, 0, 600_000)


@pytest.mark.parametrize("made", [evening, half_way])
def test_every_view_of_the_evening_counts_the_same(made: Callable[[], Script]) -> None:
    found = debrief(made())
    facts, decisions = found.facts, found.decisions
    cells = [cell for row in found.heat for cell in row.cells if cell is not None]
    peopled = {row.team for row in found.heat}
    shown = [each for each in decisions if each.team in peopled]
    assert Counter(cell.status for cell in cells) == Counter(each.status for each in shown)
    assert facts.missed == sum(each.status in {"missed", "late"} for each in decisions)
    together = {question.inject for question in found.questions if question.scope == "team"}
    locked = [each for each in decisions if each.status == "locked"]
    assert facts.decided == len(locked) == facts.took.n
    assert {each.inject for each in locked} <= together
    locks = {(each.inject, each.lane) for each in found.entries if each.event == "decision.locked"}
    assert {(each.inject, each.team) for each in locked} <= locks
    late = [each for each in found.entries if each.event == "response.late"]
    assert facts.late == len({(each.inject, each.actor) for each in late})
    steps = [step for path in found.paths for step in path.steps if step.score is not None]
    scored = [each for each in shown if each.score is not None and each.effects]
    assert len(steps) == len(scored)
    for path in found.paths:
        assert path.total == sum(step.score or 0 for step in path.steps)
