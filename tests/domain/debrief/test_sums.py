"""What is counted in several places is the same number in each of them."""

from __future__ import annotations

from collections import Counter

import pytest

from tabletop.domain import commands as c
from tabletop.domain.debrief.rows import Timeline
from tabletop.domain.debrief.timeline import timeline
from tabletop.domain.scenario import Ask, OptionIn
from tabletop.exports.charts.lanes import lanes_chart
from tabletop.exports.page import page
from tabletop.exports.rows import About
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.script import Script
from tests.data.transcript import evening, half_way
from tests.domain.rich import afterwards, at_the_table

ACK = Ask("ack", "Read it", "seat", 60_000)


def there_and_back() -> Script:
    """A jump that closed, skipped, released and passed over, people who went along with it, and
    its undoing; then the play as it would have been."""
    script = play(
        inject("one", 0, CHOICE),
        inject("seen", 0, ACK),
        inject("branch", 2, CHOICE, OptionIn("one", ("a",))),
        inject("two", 3, CHOICE),
        inject("three", 3.2, CHOICE),
        inject("four", 30, CHOICE),
    )
    script.start()
    script.say("a1", c.Submit("seen", {}))
    script.wait(30)
    script.say("fay", c.Jump(200_000, {"two": "release", "branch": "release"}))
    script.say("b1", c.Propose("one", {"option": "b"}))
    script.say("b1", c.Read("two"))
    script.say("b1", c.Propose("two", {"option": "b"}))
    script.say("b2", c.Vote("two", "b1"))
    script.say("b1", c.Lock("two", {"option": "b"}))
    script.say("fay", c.Reveal("two"))
    script.say("fay", c.AddNote("They read it.", "two"))
    script.say("fay", c.UndoJump())
    return script


def played_on() -> Script:
    """The same, and on to the end: nobody skipped anything, and four never went out."""
    script = there_and_back()
    script.say("a1", c.Lock("one", {"option": "a"}))
    script.at("3:30")
    script.say("a1", c.Lock("two", {"option": "c"}))
    script.at("3:40")
    script.say("fay", c.Skip("four"))
    script.say("fay", c.Restore("four"))
    script.say("fay", c.Skip("four"))
    script.at("6:00")
    script.say("fay", c.End())
    return script


def of_rich(*, over: bool) -> Timeline:
    script = afterwards() if over else at_the_table()
    header = script.state.header
    return timeline(header.scenario, header.teams, script.log, script.names)


FOUND = {
    "evening": lambda: debrief(evening()),
    "half way": lambda: debrief(half_way()),
    "there and back": lambda: debrief(there_and_back()),
    "played on": lambda: debrief(played_on()),
    "rich": lambda: of_rich(over=False),
    "rich, over": lambda: of_rich(over=True),
}


@pytest.fixture(params=FOUND)
def found(request: pytest.FixtureRequest) -> Timeline:
    made: Timeline = FOUND[request.param]()
    return made


def test_the_heat_table_shows_the_decisions(found: Timeline) -> None:
    cells = {
        (row.team, cell.inject): (cell.status, cell.took_ms, cell.share)
        for row in found.heat
        for cell in row.cells
        if cell is not None
    }
    teams = {row.team for row in found.heat}
    assert cells == {
        (each.team, each.inject): (each.status, each.took_ms, each.share)
        for each in found.decisions
        if each.team in teams
    }


def test_the_facts_are_sums_over_the_heat_table(found: Timeline) -> None:
    scope = {question.inject: question.scope for question in found.questions}
    cells = Counter(
        (scope[cell.inject], cell.status)
        for row in found.heat
        for cell in row.cells
        if cell is not None
    )
    facts = found.facts
    assert facts.decided == cells["team", "locked"]
    assert facts.missed == cells["team", "missed"] + cells["team", "late"]
    assert facts.decisions == facts.decided + facts.missed + cells["team", "open"]
    assert facts.took.n <= facts.decided


def test_the_facts_are_sums_over_the_decisions(found: Timeline) -> None:
    scope = {question.inject: question.scope for question in found.questions}
    counted = [each for each in found.decisions if each.status not in {"recalled", "nobody"}]
    alone = [each for each in counted if scope[each.inject] == "seat"]
    assert found.facts.answers == sum(each.answered for each in alone)
    assert found.facts.expected == sum(each.expected for each in alone)
    assert found.facts.late == sum(said.late for each in counted for said in each.proposals)
    assert all(each.answered <= each.expected for each in found.decisions)
    for question in found.questions:
        said = [said for each in question.decisions for said in each.proposals if not said.late]
        for split in question.splits:
            assert split.people == sum(split.option in each.options for each in said)
            teams = [each.team for each in question.decisions if split.option in each.options]
            assert list(split.teams) == teams


def test_the_facts_are_sums_over_the_timeline(found: Timeline) -> None:
    standing = [entry for entry in found.entries if not entry.undone]

    def injects(*events: str) -> set[str | None]:
        return {entry.inject for entry in standing if entry.event in events}

    recalled = injects("inject.recalled")
    assert found.facts.injects == len(injects("inject.released"))
    assert found.facts.recalled == len(recalled)
    locks = [each for each in standing if each.event == "decision.locked"]
    assert found.facts.decided == sum(lock.inject not in recalled for lock in locks)
    late = {(each.inject, each.seat) for each in standing if each.event == "response.late"}
    assert found.facts.late == sum(inject not in recalled for inject, _ in late)
    assert found.facts.remarks == sum(each.kind in {"note", "flag"} for each in standing)


def test_the_list_beside_the_heat_table_has_as_many(found: Timeline) -> None:
    shown = page(found, About("night", "N"))
    what = Counter(each.what for each in shown.unusual)
    assert what["Skipped"] == found.facts.skipped
    assert what["Recalled"] == found.facts.recalled
    assert what["Missed"] == sum(each.status == "missed" for each in found.decisions)


def test_the_picture_draws_what_was_sent(found: Timeline) -> None:
    chart = lanes_chart(found)
    drawn = [marker for row in chart.rows for marker in row.releases if not marker.undone]
    sent = [each for each in found.entries if each.event == "inject.released" and not each.undone]
    assert len(drawn) == len(sent)
    spans = {(span.team, span.inject) for row in chart.rows for span in row.spans}
    assert spans == {
        (each.team, each.inject)
        for each in found.decisions
        if each.released_ms is not None and each.status != "nobody"
    }


def test_what_a_jump_did_is_withdrawn_with_it() -> None:
    found = debrief(there_and_back())
    undone = [entry.event for entry in found.entries if entry.undone]
    assert sorted(undone) == [
        "clock.jumped",
        "decision.locked",
        "decision.voted",
        "inject.closed",
        "inject.closed",
        "inject.passed_over",
        "inject.read",
        "inject.released",
        "inject.revealed",
        "inject.skipped",
        "response.late",
        "response.submitted",
    ]
    facts = found.facts
    assert (facts.late, facts.missed, facts.skipped, facts.decided) == (0, 0, 0, 0)
    assert [each.status for each in found.decisions if each.inject == "two"] == ["waiting"] * 2
    assert facts.remarks == 1, "what a facilitator wrote stays"


def test_what_went_out_with_the_jump_alone_says_so_in_the_end() -> None:
    script = there_and_back()
    script.say("fay", c.End())
    found = debrief(script)
    assert [each.status for each in found.decisions if each.inject == "two"] == ["withdrawn"] * 2
    assert [each.status for each in found.decisions if each.inject == "three"] == ["not_sent"] * 2
    assert {cell.words for cell in found.heat[0].cells if cell and cell.inject == "two"} == {
        "withdrawn"
    }


def test_a_release_of_the_jump_that_was_recalled_stays_and_is_recalled() -> None:
    script = play(inject("one", 2, CHOICE))
    script.start()
    script.say("fay", c.Jump(130_000, {"one": "release"}))
    script.say("fay", c.Recall("one"))
    script.say("fay", c.UndoJump())
    found = debrief(script)
    assert [entry.event for entry in found.entries if entry.undone] == ["clock.jumped"]
    assert (found.facts.injects, found.facts.recalled) == (1, 1)


def test_what_is_taken_back_is_in_the_picture_as_such() -> None:
    found = debrief(there_and_back())
    control = lanes_chart(found).rows[0]
    assert [mark.words for mark in control.releases if mark.undone] == [
        "Released “Two” to all teams, by the jump (withdrawn)"
    ]
    assert [(mark.letter, mark.undone) for mark in control.markers] == [("J", True), ("N", False)]
    assert [each.what for each in page(found, About("night", "N")).unusual] == [
        "Jump",
        "Taken back",
    ]
