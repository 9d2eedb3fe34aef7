"""Starting, pausing, pacing and jumping the exercise clock."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain import events as e
from tests.domain.stage import MINUTE
from tests.domain.transcript import Transcript, given, lobby, ms, started


def reading(script: Transcript) -> int:
    """What the exercise clock reads now."""
    return script.state.clock.elapsed(script.now)


def test_startex_comes_once_and_from_the_lobby() -> None:
    given().when("fay", "clock.start").then_refused("conflict")
    lobby().when("fay", "clock.start").then(e.ClockStarted())
    started().when("fay", "clock.start").then_refused("conflict")


def test_a_pause_stops_the_clock_where_it_reads() -> None:
    script = started().when("fay", "clock.pause", at="00:20").then(e.ClockPaused(20_000))
    script.when("fay", "clock.pause").then_refused("conflict")
    script.when("fay", "clock.resume", at="05:00").then(e.ClockResumed())
    script.when("fay", "clock.resume").then_refused("conflict")
    assert reading(script.wait("05:01")) == 21_000


def test_another_pace_counts_from_now_on() -> None:
    script = started().when("fay", "clock.rate", {"rate": 2}, at="00:30")
    script.then(e.RateChanged(2.0, 30_000))
    assert reading(script.wait("00:40")) == 50_000
    script.given(("fay", "exercise.end"))
    script.when("fay", "clock.rate", {"rate": 1}).then_refused("conflict")


def test_the_pace_can_be_set_before_startex() -> None:
    given().when("fay", "clock.rate", {"rate": 0.5}).then(e.RateChanged(0.5, 0))


def test_after_a_restart_the_clock_stands_where_it_was_last_known_to_run() -> None:
    script = started().when(None, "clock.restart_pause", {"elapsed_ms": 4_000}, at="02:00")
    script.then(e.ClockPaused(4_000, "restart"))
    assert script.doc("exercise", "x", "team:red")["notice"]["code"] == "restart"
    script.when(None, "clock.restart_pause", {"elapsed_ms": 4_000}).then_refused("conflict")
    script.given(("fay", "clock.resume"))
    assert script.doc("exercise", "x", "team:red")["notice"] is None


JUMPED = ms("05:30")


def test_a_jump_skips_what_it_passes_unless_told_otherwise() -> None:
    started("01:30").when("fay", "clock.jump", {"to_ms": JUMPED}).then(
        e.ClockJumped(90_000, JUMPED),
        e.InjectClosed("siren", ("red", "blue"), "jump"),
        e.InjectSkipped("gauge", by_jump=True),
        e.InjectSkipped("radio", by_jump=True),
        e.InjectSkipped("calm", by_jump=True),
        e.InjectSkipped("storm", by_jump=True),
    )


def test_what_a_jump_releases_asks_its_condition_and_goes_out_at_the_moment_jumped_to() -> None:
    script = started(
        "02:10", ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "a"}})
    )
    script.when(
        "fay", "clock.jump", {"to_ms": JUMPED, "injects": {"calm": "release", "storm": "release"}}
    ).then(
        e.ClockJumped(130_000, JUMPED),
        e.InjectClosed("gauge", ("red", "blue"), "jump"),
        e.InjectSkipped("radio", by_jump=True),
        e.InjectPassedOver("calm", ("red", "blue")),
        e.InjectReleased("storm", ("red", "blue"), None, JUMPED + MINUTE, "jump"),
    )
    assert script.doc("inject", "storm", "team:red")["released_ms"] == JUMPED


def test_a_jump_passes_over_the_teams_whose_condition_does_not_hold() -> None:
    script = started(
        "02:10", ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}})
    ).when("fay", "clock.jump", {"to_ms": JUMPED, "injects": {"storm": "release"}})
    assert script.decision is not None
    assert script.decision.events[-2:] == (
        e.InjectReleased("storm", ("blue",), None, JUMPED + MINUTE, "jump"),
        e.InjectPassedOver("storm", ("red",)),
    )


@pytest.mark.parametrize(
    ("to_ms", "injects", "fields"),
    [
        (60_000, {}, ["data.to_ms"]),
        (90_000, {}, ["data.to_ms"]),
        (100_000, {"gauge": "skip"}, ["data.injects.gauge"]),
        (JUMPED, {"siren": "release", "none": "skip"}, ["data.injects.none", "data.injects.siren"]),
    ],
)
def test_a_jump_that_is_not_one(to_ms: int, injects: dict[str, str], fields: list[str]) -> None:
    script = started("01:30").when("fay", "clock.jump", {"to_ms": to_ms, "injects": injects})
    script.then_refused("invalid", *fields)


def test_the_clock_is_set_forward_only_while_the_play_is_on() -> None:
    for name in ("clock.jump", "clock.preview_jump"):
        lobby().when("fay", name, {"to_ms": 1}).then_refused("conflict")


def test_a_paused_clock_can_be_set_forward_and_stands_there() -> None:
    script = started(("fay", "clock.pause"), ("fay", "clock.jump", {"to_ms": 30_000}))
    assert script.state.status == "paused"
    assert reading(script.wait("09:00")) == 30_000


def test_the_preview_names_the_fate_of_everything_on_the_way() -> None:
    script = started(
        "01:30",
        ("fay", "inject.hold", {"inject": "radio"}),
        ("fay", "inject.skip", {"inject": "calm"}),
    ).when("fay", "clock.preview_jump", {"to_ms": JUMPED})
    assert script.decision is not None
    assert script.decision.events == ()
    result: Any = script.decision.result
    assert (result["from_ms"], result["to_ms"]) == (90_000, JUMPED)
    assert [(each["id"], each["fate"]) for each in result["injects"]] == [
        ("siren", "closes"),
        ("gauge", "passes"),
        ("radio", "held"),
        ("calm", "skipped"),
        ("storm", "passes"),
    ]
    assert result["injects"][1] == {
        "id": "gauge",
        "title": "Gauge",
        "offset_ms": 120_000,
        "fate": "passes",
    }


def test_what_was_written_on_the_spot_and_waits_is_not_passed_by_a_jump() -> None:
    script = started(("fay", "inject.compose", {"title": "Aside", "release": False}))
    script.when("fay", "clock.jump", {"to_ms": 30_000}).then(e.ClockJumped(0, 30_000))


def test_an_open_ask_whose_close_lies_further_ahead_stays_open() -> None:
    script = started("01:30").when("fay", "clock.jump", {"to_ms": 100_000})
    script.then(e.ClockJumped(90_000, 100_000))


def test_taking_a_jump_back_takes_back_what_it_did() -> None:
    script = started(
        "02:10", ("fay", "clock.jump", {"to_ms": JUMPED, "injects": {"storm": "release"}})
    ).when("fay", "clock.undo_jump", at="02:20")
    script.then(e.InjectWithdrawn("storm", ("red", "blue")), e.JumpUndone(130_000 + 10_000))
    assert reading(script) == 140_000
    assert script.state.plays["siren"].deliveries["red"].open is False, "it closed at 02:00"
    assert script.state.plays["gauge"].deliveries["red"].open
    assert [script.doc("inject", each)["status"] for each in ("radio", "calm", "storm")] == [
        "waiting",
        "waiting",
        "waiting",
    ]
    script.when("fay", "clock.undo_jump").then_refused("conflict")


def test_what_a_jump_sent_and_took_back_goes_out_at_its_time_after_all() -> None:
    passed = {"gauge": "release", "radio": "release"}
    script = started("01:30", ("fay", "clock.jump", {"to_ms": ms("03:30"), "injects": passed}))
    script.given(
        ("ann", "response.submit", {"inject": "gauge", "answer": {"option": "b"}}),
        ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "a"}}),
        ("cat", "inject.read", {"inject": "gauge"}),
        ("fay", "inject.recall", {"inject": "radio"}),
        ("fay", "clock.undo_jump"),
    )
    assert script.doc("inject", "radio")["status"] == "recalled"
    for scope in ("team:red", "team:blue", "display", "seat:ann"):
        for held in (("inject", "gauge"), ("decision", "gauge:red"), ("answer", "gauge:ann")):
            assert not script.has(*held, scope)
    sheet = script.doc("inject", "gauge")
    assert (sheet["status"], sheet["order"]) == ("waiting", 0)
    script.given("02:00")
    assert script.doc("inject", "gauge", "team:red")["status"] == "open"
    assert script.doc("decision", "gauge:red", "team:red")["locked"] is False
    assert script.doc("inject", "gauge")["teams"]["blue"]["read"] == []
    script.given("05:00")
    assert script.doc("inject", "storm")["teams"]["red"]["status"] == "open", "nobody answered"


def test_what_was_said_to_another_table_stays_when_a_jump_is_taken_back() -> None:
    said = {"inject": "gauge", "answer": {"option": "b"}}
    script = started(
        "01:30",
        ("fay", "inject.release", {"inject": "gauge", "teams": ["red"]}),
        ("ann", "response.submit", said),
        ("fay", "clock.jump", {"to_ms": ms("02:30"), "injects": {"gauge": "release"}}),
        ("fay", "seat.move", {"seat": "ann", "team": "blue"}),
        ("ann", "response.submit", said),
        ("fay", "clock.undo_jump"),
    )
    assert script.doc("answer", "gauge:ann", "seat:ann")["team"] == "red"


def test_what_a_person_had_sent_before_a_jump_stays_when_it_is_taken_back() -> None:
    script = started(
        "01:30",
        ("fay", "inject.release", {"inject": "gauge", "teams": ["red"]}),
        ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "a"}}),
        ("fay", "clock.jump", {"to_ms": ms("02:30"), "injects": {"gauge": "release"}}),
    )
    script.when("fay", "clock.undo_jump").then(
        e.InjectWithdrawn("gauge", ("blue",)), e.JumpUndone(90_000)
    )
    assert script.doc("decision", "gauge:red", "team:red")["locked"] is True
    script.given("02:00")
    assert script.doc("inject", "gauge", "team:blue")["status"] == "open"


def test_a_branch_on_what_the_same_jump_sends_waits_for_its_answer() -> None:
    passed = {"gauge": "release", "calm": "release", "storm": "release"}
    script = started("01:30", ("fay", "clock.jump", {"to_ms": JUMPED, "injects": passed}))
    assert script.doc("inject", "storm")["waits_for"] == ["gauge"]
    script.given("01:40", ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}}))
    script.given("01:40")
    teams = script.doc("inject", "calm")["teams"]
    assert (teams["red"]["status"], teams["blue"]["status"]) == ("open", "waiting")


def test_after_an_undone_jump_the_schedule_goes_on_as_if_there_had_been_none() -> None:
    script = started("02:10", ("fay", "clock.jump", {"to_ms": JUMPED}), ("fay", "clock.undo_jump"))
    script.wait("05:00")
    assert [row.command_id for row in script.log if row.actor == "system"][-5:] == [
        "fire:radio:0",
        "close:gauge:red:1",
        "close:gauge:blue:1",
        "fire:calm:0",
        "fire:storm:0",
    ]


def test_what_the_clock_passed_over_behind_the_jump_is_ahead_again() -> None:
    """Both branches fall due after the jump; nothing went out, so it can still be taken back."""
    script = started("03:30", ("fay", "inject.skip", {"inject": "storm"}))
    script.given(("fay", "clock.jump", {"to_ms": ms("04:50")}), "04:00")
    assert script.doc("inject", "calm")["status"] == "passed_over"
    script.given(("fay", "clock.undo_jump"))
    assert script.doc("inject", "calm")["status"] == "waiting"
    assert script.doc("inject", "storm")["status"] == "skipped", "a person did that"


def test_what_a_jump_passed_over_is_waiting_again() -> None:
    script = started("03:30", ("fay", "inject.skip", {"inject": "storm"}))
    script.given(("fay", "clock.jump", {"to_ms": JUMPED, "injects": {"calm": "release"}}))
    assert script.doc("inject", "calm")["status"] == "passed_over"
    script.given(("fay", "clock.undo_jump"))
    assert script.doc("inject", "calm")["status"] == "waiting"


def test_only_the_last_jump_can_be_taken_back() -> None:
    script = started(
        ("fay", "clock.jump", {"to_ms": ms("01:10")}),
        ("fay", "clock.jump", {"to_ms": ms("02:10")}),
        ("fay", "clock.undo_jump"),
    )
    assert reading(script) == ms("01:10")
    assert script.doc("inject", "siren")["status"] == "skipped"
    assert script.doc("inject", "gauge")["status"] == "waiting"
    script.when("fay", "clock.undo_jump").then_refused("conflict")


def test_a_jump_stays_once_another_inject_has_gone_out() -> None:
    script = started(("fay", "clock.jump", {"to_ms": 30_000}), "00:31")
    script.when("fay", "clock.undo_jump").then_refused("conflict")
    script = started(("fay", "clock.jump", {"to_ms": 30_000}), ("fay", "exercise.end"))
    script.when("fay", "clock.undo_jump").then_refused("conflict")


def test_a_close_by_hand_is_not_undone_with_the_jump() -> None:
    script = started(
        "01:10",
        ("fay", "clock.jump", {"to_ms": ms("01:20")}),
        ("fay", "inject.close", {"inject": "siren"}),
        ("fay", "clock.undo_jump"),
    )
    assert script.doc("inject", "siren")["status"] == "closed"
