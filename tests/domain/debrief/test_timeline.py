"""The debrief's data from whole transcripts."""

from __future__ import annotations

from collections import Counter

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.debrief.rows import Lane
from tabletop.domain.debrief.timeline import timeline
from tabletop.domain.scenario import Ask, OptionIn, Team
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.script import STARTED
from tests.data.transcript import evening, half_way


def test_every_event_is_an_entry_in_the_log_s_order() -> None:
    script = evening()
    entries = debrief(script).entries
    assert [entry.seq for entry in entries] == list(range(1, len(script.recorded) + 1))
    for entry, recorded in zip(entries, script.recorded, strict=True):
        assert (entry.at, entry.clock_ms) == (recorded.at, recorded.clock_ms)
        actor = "" if isinstance(recorded.event, e.PauseRequested) else recorded.actor
        assert (entry.event, entry.actor) == (recorded.event.kind, actor)
        assert entry.title


def test_lanes_are_control_and_the_teams_with_their_marks() -> None:
    assert debrief(evening()).lanes == (
        Lane("control", "Control", "", 0, 3),
        Lane("t1", "Harbour", "H", 1, 3),
        Lane("t2", "Linden", "L", 2, 3),
        Lane("t3", "Mill", "M", 3, 3),
        Lane("t4", "Quay", "Q", 4, 3),
    )


def test_an_entry_lies_in_the_lane_of_the_one_team_it_concerns() -> None:
    entries = {entry.title: entry for entry in debrief(evening()).entries}
    released = entries["Released “Filming” to Mill and Quay"]
    assert (released.lane, released.teams, released.kind) == ("control", ("t3", "t4"), "branch")
    assert released.lanes == ("control", "t3", "t4")
    locked = entries["Mina locked C for Harbour on “You sold my bed?”"]
    assert (locked.lane, locked.lanes, locked.took_ms) == ("t1", ("t1",), 49_000)
    assert locked.effects == ("de_escalating",)
    assert locked.tags == ("Emotion labelling", "Paraphrasing", "Open-ended questions")
    assert entries["Skipped “The audience”"].lane == "control"


def test_kinds_are_those_of_the_filters() -> None:
    counts = Counter(entry.kind for entry in debrief(evening()).entries)
    assert counts == {
        "inject": 12,
        "branch": 6,
        "answer": 43,
        "decision": 28,
        "note": 2,
        "flag": 2,
        "message": 3,
        "exercise": 9,
        "closing": 34,
        "rating": 3,
        "survey": 29,
        "people": 15,
        "read": 36,
    }


def test_a_team_is_the_one_of_the_event_not_of_today() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("a1", c.Propose("one", {"option": "a"}))
    script.say("fay", c.Move("a1", "b"))
    entry = next(each for each in debrief(script).entries if each.event == "response.submitted")
    assert entry.lane == "a"


def test_a_name_that_was_erased_is_somebody() -> None:
    script = half_way()
    names = {seat: name for seat, name in script.names.items() if seat != "mina"}
    found = timeline(script.scenario, script.teams, script.recorded, names)
    titles = [entry.title for entry in found.entries]
    assert "Somebody locked C for Harbour on “You sold my bed?”" in titles
    assert not any("Mina" in title for title in titles)


def test_other_names_are_pseudonyms() -> None:
    script = half_way()
    names = {seat: f"P{number}" for number, seat in enumerate(script.names)}
    found = timeline(script.scenario, script.teams, script.recorded, names)
    assert not any("Mina" in entry.title for entry in found.entries)


def test_while_it_runs_it_is_a_look_so_far() -> None:
    found = debrief(half_way())
    assert found.facts.status == "running"
    assert {each.status for each in found.decisions if each.inject == "cs-10"} == {"waiting"}
    assert [each.status for each in found.decisions if each.inject == "cs-03"] == [
        "locked",
        "locked",
        "open",
        "open",
    ]


def test_nothing_has_happened_yet() -> None:
    script = evening()
    found = timeline(script.scenario, script.teams, [], {})
    assert (found.entries, found.head, found.facts.played_ms) == ((), 0, 0)


def test_a_lane_that_is_not_there_is_control() -> None:
    found = debrief(evening())
    assert found.lane("t3").name == "Mill"
    assert [lane.name for lane in found.teams] == ["Harbour", "Linden", "Mill", "Quay"]
    assert found.lane(None) is found.lane("elsewhere") is found.lanes[0]


def test_readings_tie_the_two_clocks_together() -> None:
    script = play(inject("one", 0, CHOICE))
    script.wait(30)
    script.start()
    script.wait(60)
    script.say("fay", c.Pause())
    script.wait(20)
    script.say("fay", c.Resume())
    script.say("fay", c.Jump(300_000))
    script.wait(10)
    script.say("fay", c.AddNote("Now."))
    found = [
        ((reading.at - STARTED) // 1000, reading.clock_ms // 1000)
        for reading in debrief(script).readings
    ]
    assert found == [(30, 0), (90, 60), (110, 60), (110, 300), (120, 310)]


def test_the_expected_are_those_at_the_close() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    script.say("a1", c.Lock("one", {"option": "a"}))
    script.at("1:00")
    script.say("fay", c.Remove("a2"))
    script.say(None, c.Join("a3", "participant", "a"))
    script.say(None, c.Join("a4", "participant", "a"))
    first = debrief(script).decisions[0]
    assert (first.answered, first.expected) == (1, 2)


def test_every_kind_of_event_can_be_told() -> None:
    """Held together with test_lines: whatever is in the log gets a line."""
    told = {entry.event for entry in debrief(evening()).entries}
    assert told <= set(e.KINDS)
    assert len(told) > 20


def test_a_jump_that_was_taken_back_leaves_the_clocks_as_if_it_had_not_been() -> None:
    script = play(inject("one", 2, CHOICE), inject("two", 3, None), inject("three", 4, None))
    script.start()
    script.wait(60)
    script.say("fay", c.Jump(200_000, {"one": "release"}))
    script.wait(10)
    script.say("fay", c.AddNote("Too far."))
    script.say("fay", c.UndoJump())
    script.wait(60)
    found = debrief(script)
    told = [(each.event, each.clock_ms // 1000, each.undone) for each in found.entries]
    begin = next(place for place, each in enumerate(told) if each[0] == "clock.jumped")
    assert told[begin:] == [
        ("clock.jumped", 60, True),
        ("inject.released", 60, True),
        ("inject.skipped", 60, True),
        ("note.added", 70, False),
        ("inject.withdrawn", 70, False),
        ("clock.jump_undone", 70, False),
        ("inject.released", 120, False),
    ]
    assert [reading.clock_ms // 1000 for reading in found.readings] == [0, 60, 70, 120]
    assert "Took “One” back from all teams with the jump" in {each.title for each in found.entries}
    assert found.facts.skipped == 0


def test_an_ask_the_jump_closed_and_a_branch_it_passed_over_are_undone_too() -> None:
    branch = inject("two", 1, None, OptionIn("one", ("a",)))
    script = play(inject("one", 0, CHOICE), branch)
    script.start()
    script.wait(30)
    script.say("fay", c.Jump(90_000, {"two": "release"}))
    script.say("fay", c.UndoJump())
    undone = [each.event for each in debrief(script).entries if each.undone]
    assert undone == ["clock.jumped", "inject.closed", "inject.passed_over"]


def test_an_empty_table_has_no_row_and_counts_nowhere() -> None:
    script = play(inject("one", 0, CHOICE))
    script.say("fay", c.Remove("b1"))
    script.say("fay", c.Remove("b2"))
    script.start()
    script.say("a1", c.Lock("one", {"option": "a"}))
    script.wait(90)
    found = debrief(script)
    assert [each.status for each in found.decisions] == ["locked", "nobody"]
    assert (found.facts.decided, found.facts.decisions, found.facts.missed) == (1, 1, 0)
    assert [row.team for row in found.heat] == ["a", "b"], "somebody did sit there"
    never = timeline(script.scenario, (*script.teams, Team("z", "Zed")), script.recorded, {})
    assert [row.team for row in never.heat] == [path.team for path in never.paths] == ["a", "b"]


def test_what_leaves_the_room_has_no_names_and_only_words_that_may_be_quoted() -> None:
    text = Ask("text", "Say it", "team", 60_000, max_length=200)
    script = play(inject("one", 0, CHOICE), inject("two", 0, text))
    script.say(None, c.Join("a3", "participant", "a", consent=("quotes",)))
    script.say(None, c.Join("w1", "participant", watching=True))
    script.names |= {"a3": "Anna", "w1": "Willa"}
    script.start()
    script.say("a1", c.Propose("one", {"option": "a"}, "My secret."))
    script.say("a3", c.Propose("one", {"option": "b"}, "Quote me."))
    script.say("a1", c.Lock("one", {"option": "a"}, "My secret."))
    script.say("a1", c.Propose("two", {"text": "My secret."}))
    found = timeline(script.scenario, script.teams, script.recorded, script.names, discreet=True)
    whole = repr(found)
    assert "My secret." not in whole
    assert "Anna" not in whole
    assert "Willa" not in whole
    assert "(not to be quoted)" in whole
    assert "Quote me." in whole
    assert "Ash 3 proposed B on “One”" in whole
    decision = found.decisions[0]
    assert (decision.decided_by_name, decision.rationale) == ("Ash 1", "(not to be quoted)")
    assert "My secret." in repr(debrief(script))
    assert {"Fay"} == {each.actor_name for each in found.entries if each.actor == "fay"}
