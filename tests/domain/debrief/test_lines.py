"""Each event in words."""

from __future__ import annotations

import pytest

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.debrief.line import Telling
from tabletop.domain.debrief.rows import Entry
from tabletop.domain.debrief.timeline import timeline
from tabletop.domain.scenario import Ask, EffectIn, Survey
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.script import Script
from tests.domain.transcript import started

ACK = Ask("ack", "Read.")
TEXT = Ask("text", "Say it.", scope="team", deadline_ms=60_000)


def last(script: Script) -> Entry:
    return debrief(script).entries[-1]


def titles(script: Script, event: str) -> list[str]:
    return [entry.title for entry in debrief(script).entries if entry.event == event]


def test_the_exercise_and_its_clock() -> None:
    script = play(inject("one", 5, None))
    script.say("fay", c.LockJoins(True))
    script.say("fay", c.LockJoins(False))
    script.start()
    script.say("fay", c.SetRate(2.5))
    script.say("fay", c.Jump(60_000))
    script.say("fay", c.UndoJump())
    script.say("fay", c.Pause())
    script.say("fay", c.Resume())
    script.say(None, c.RestartPause(1_000))
    script.say("fay", c.Halt())
    script.say("fay", c.ResumeAfterHalt())
    script.say("fay", c.End())
    script.say("fay", c.CloseExercise())
    assert [entry.title for entry in debrief(script).entries if entry.kind == "exercise"] == [
        "Lobby opened",
        "Joining closed",
        "Joining opened again",
        "STARTEX",
        "Clock runs at 2.5 times real time",
        "Clock set forward from 00:00 to 01:00",
        "Jump taken back to 00:00",
        "Paused",
        "Resumed",
        "Paused: the server was away",
        "Real-world emergency: everything stopped",
        "Real-world emergency over; the clock stays paused",
        "ENDEX: the play is over, the hot wash begins",
        "Hot wash over",
    ]


def test_seats() -> None:
    script = play()
    script.say("a1", c.Rename("Ash One"))
    script.say("a1", c.Watch(True))
    script.say("a1", c.Watch(False))
    script.say("fay", c.Move("a1", "b"))
    script.say("fay", c.Move("a1", "b", None))
    script.say("fay", c.Remove("b2"))
    script.recorded.append(
        e.Recorded(script.state.seq + 1, script.now, 0, "fay", e.SeatMoved("b1", "b", "b", "lead"))
    )
    told = [entry.title for entry in debrief(script).entries if entry.kind == "people"]
    assert told[0] == "Fay joined as facilitator"
    assert told[1] == "Ash 1 joined as participant"
    assert "Ash 1 goes by this name now" in told
    assert "Ash 1 only watches now" in told
    assert "Ash 1 takes part again" in told
    assert "Ash 1 moved from Ash to Birch" in told
    assert "Birch 2 was removed" in told
    assert told[-1] == "Birch 1 is lead now"


def test_injects() -> None:
    script = play(inject("one", 0, CHOICE), inject("two", 2, None), inject("three", 4, ACK))
    script.start()
    script.say("fay", c.Hold("two"))
    script.say("fay", c.Restore("two"))
    script.say("fay", c.Skip("three"))
    script.say("fay", c.Extend("one", 30_000, "a"))
    script.say("fay", c.CloseInject("one", "b"))
    script.say("fay", c.Reveal("one"))
    script.say("fay", c.Hide("one"))
    script.say("fay", c.Revise("one", title="“Uno”"))
    script.say("fay", c.Release("two", ("a",)))
    script.say("fay", c.Recall("two", "By mistake"))
    script.say("fay", c.Compose("Now this", to={"seat": ["a1"]}, private=True))
    script.at("1:30")
    entries = [entry for entry in debrief(script).entries if entry.inject]
    assert [entry.title for entry in entries] == [
        "Released “One” to all teams",
        "Held “Two”",
        "Put “Two” back on the run sheet",
        "Skipped “Three”",
        "Extended “One” for Ash, to 01:30",
        "Closed “One” for Birch, by hand",
        "Revealed the answers to “One” on the display",
        "Hid the answers to “One” on the display",
        "Revised “Uno”",
        "Released “Two” to Ash, by hand",
        "Recalled “Two”",
        "Wrote “Now this” on the spot",
        "Released “Now this” to Ash 1, by hand",
        "Closed “Uno” for Ash",
    ]
    assert [entry.text for entry in entries if entry.event == "inject.recalled"] == ["By mistake"]
    assert {entry.kind for entry in entries} == {"inject", "closing"}


def test_who_came_into_a_role_later_got_what_is_private_to_it() -> None:
    script = started("06:10", ("fay", "seat.remove", {"seat": "ann"}))
    script.given((None, "seat.join", {"seat": "amy", "kind": "participant", "team": "red"}))
    header = script.state.header
    entry = timeline(header.scenario, header.teams, script.log, script.names).entries[-1]
    assert (entry.title, entry.lane) == ("“Call for the lead” reached Amy as well", "red")


def test_what_a_jump_does() -> None:
    script = play(inject("one", 0, CHOICE), inject("two", 2, None), inject("three", 3, ACK))
    script.start()
    script.say("fay", c.Jump(240_000, {"two": "release"}))
    told = [entry.title for entry in debrief(script).entries if entry.inject]
    assert "Released “Two” to all teams, by the jump" in told
    assert "Skipped “Three”, by the jump" in told
    assert any(title.endswith(", by the jump") and title.startswith("Closed") for title in told)


def test_a_branch_is_taken_or_not() -> None:
    hot = inject("hot", 2, ACK, EffectIn("one", ("escalating",)))
    script = play(inject("one", 0, CHOICE), hot)
    script.start()
    script.say("a1", c.Lock("one", {"option": "a"}))
    script.at("2:00")
    branches = [entry for entry in debrief(script).entries if entry.kind == "branch"]
    assert [(entry.title, entry.lane) for entry in branches] == [
        ("Released “Hot” to Ash", "a"),
        ("“Hot” not sent to Birch: its condition did not hold", "b"),
    ]


def test_answers_votes_and_locks() -> None:
    script = play(inject("one", 0, CHOICE), inject("two", 0, TEXT), inject("three", 0, ACK))
    script.start()
    script.say("a1", c.Read("one"))
    assert last(script).title == "Ash 1 read “One”"
    script.say("a1", c.Propose("one", {"option": "a"}, "Because.", 80))
    assert last(script).title == "Ash 1 proposed A on “One”"
    assert (last(script).text, last(script).confidence) == ("Because.", 80)
    assert (last(script).answer, last(script).options) == ("A: Shout", ("a",))
    script.say("a2", c.Vote("one", "a1"))
    assert last(script).title == "Ash 2 stands behind Ash 1's proposal on “One”"
    script.say("a2", c.Vote("one", None))
    assert last(script).title == "Ash 2 took the vote on “One” back"
    script.say("fay", c.PassLock("one", "a2"))
    assert last(script).title == "The lock on “One” went to Ash 2"
    script.say("a2", c.Lock("one", {"option": "c"}))
    assert last(script).title == "Ash 2 locked C for Ash on “One”"
    assert (last(script).effects, last(script).tags) == (
        ("de_escalating",),
        ("Listening", "unknown"),
    )
    script.say(None, c.PassLock("two", "a2"))
    assert last(script).title == "The lock on “Two” went to Ash 2: its holder is gone"
    script.say("a1", c.Submit("three", {}))
    assert last(script).title == "Ash 1 acknowledged “Three”"
    script.at("1:01")
    script.say("a2", c.Lock("two", {"text": "Sorry."}))
    assert last(script).title == "Ash 2 answered a text on “Two”, too late"
    assert (last(script).kind, last(script).late, last(script).answer) == ("answer", True, "Sorry.")


def test_a_time_that_runs_backwards_is_no_time() -> None:
    """After a crash the clock stands where it was last known to run: before the release."""
    script = play(inject("one", 5, CHOICE))
    script.start()
    script.at("5:00")
    script.say(None, c.RestartPause(298_000))
    script.say("a1", c.Lock("one", {"option": "a"}))
    assert last(script).event == "decision.locked"
    assert last(script).took_ms is None
    assert debrief(script).decisions[0].took_ms is None
    assert debrief(script).decisions[0].status == "locked"


def test_what_is_said_around_the_play() -> None:
    script = play(inject("one", 0, CHOICE), surveys=[Survey("pre", "pre", "Before")])
    script.say("a1", c.SubmitSurvey("pre", {}))
    script.start()
    script.say("fay", c.Nudge(("a1", "b1"), "one"))
    script.say("fay", c.Nudge(("a1",)))
    script.say("fay", c.Message("Hello."))
    script.say("fay", c.Message("Hello Ash.", team="a"))
    script.say("fay", c.Message("Hello you.", seat="b1"))
    script.say("a2", c.RequestPause())
    script.say("fay", c.AddNote("Look.", "one", "b"))
    script.say("fay", c.AddNote("Around."))
    script.say("fay", c.AddFlag("Here.", None, "a"))
    script.say("fay", c.AddFlag())
    script.say("fay", c.SetRating("o1", "P", "a", "Did."))
    script.say("fay", c.SetRating("o2", "U"))
    kinds = {"message", "note", "flag", "rating", "survey"}
    told = [
        (entry.title, entry.lane, entry.text)
        for entry in debrief(script).entries
        if entry.kind in kinds
    ]
    assert told == [
        ("Ash 1 handed in “Before”", "a", ""),
        ("Nudged Ash 1 and Birch 1 about “One”", "control", ""),
        ("Nudged Ash 1", "a", ""),
        ("Message to everybody", "control", "Hello."),
        ("Message to Ash", "a", "Hello Ash."),
        ("Message to Birch 1", "b", "Hello you."),
        ("Somebody asked for a pause", "control", ""),
        ("Note", "b", "Look."),
        ("Note", "control", "Around."),
        ("Flag", "a", "Here."),
        ("Flag", "control", ""),
        ("Rated “Listen” P for Ash: performed without challenges", "a", "Did."),
        ("Rated “Act” U for all teams: unable to be performed", "control", ""),
    ]


def test_what_the_system_does_the_clock_does() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    assert last(script).actor_name == "The clock"


def test_an_answer_needs_an_ask() -> None:
    script = play(inject("one", 0, None))
    with pytest.raises(LookupError):
        Telling(script.state, {}).ask("one")
