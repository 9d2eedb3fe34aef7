"""Sending, holding, changing and taking back injects."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.domain import events as e
from tabletop.domain.scenario import Inject, Target
from tests.domain.stage import FLOOD, MINUTE, RANSOM, header
from tests.domain.transcript import given, lobby, ms, started


def test_by_hand_an_inject_goes_to_everybody_it_is_meant_for_whatever_its_condition() -> None:
    started().when("fay", "inject.release", {"inject": "storm"}, at="00:10").then(
        e.InjectReleased("storm", ("red", "blue"), None, 10_000 + MINUTE, "facilitator")
    )


def test_by_hand_an_inject_goes_to_the_teams_that_are_named_and_later_to_the_rest() -> None:
    script = started().when("fay", "inject.release", {"inject": "radio", "teams": ["blue"]})
    script.then(e.InjectReleased("radio", ("blue",), None, None, "facilitator"))
    script.when("fay", "inject.release", {"inject": "radio"})
    script.then(e.InjectReleased("radio", ("red",), None, None, "facilitator"))
    script.when("fay", "inject.release", {"inject": "radio"}).then_refused("conflict")


def test_a_private_inject_goes_to_its_addressees_alone() -> None:
    started().when("fay", "inject.release", {"inject": "call"}).then(
        e.InjectReleased("call", ("red", "blue"), ("ann", "cat"), 2 * MINUTE, "facilitator")
    )


def test_a_private_inject_that_nobody_is_there_for_stays() -> None:
    script = started(*[(each, "seat.watch") for each in ("ann", "bob", "cat", "dan")])
    script.when("fay", "inject.release", {"inject": "call"}).then_refused("conflict")


@pytest.mark.parametrize(
    ("data", "code", "fields"),
    [
        ({"inject": "none"}, "not_found", []),
        ({"inject": "radio", "teams": ["green"]}, "not_found", []),
    ],
)
def test_what_is_not_there_cannot_go_out(data: Any, code: str, fields: list[str]) -> None:
    started().when("fay", "inject.release", data).then_refused(code, *fields)


def test_an_inject_does_not_go_to_a_team_it_is_not_meant_for() -> None:
    script = given(("fay", "exercise.open"), ("fay", "clock.start"), made=header(RANSOM))
    script.when("fay", "inject.release", {"inject": "dark", "teams": ["press"]})
    script.then_refused("invalid", "data.teams")


def test_an_inject_for_a_role_that_no_team_has_stays() -> None:
    ghost = Inject("ghost", "Ghost", MINUTE, to=Target("role", ("nobody",)))
    script = started(made=header(replace(FLOOD, injects=(ghost,))))
    script.when("fay", "inject.release", {"inject": "ghost"}, at="02:00").then_refused("conflict")
    assert script.doc("inject", "ghost")["status"] == "waiting"


def test_nothing_goes_out_before_startex_nor_after_the_end() -> None:
    lobby().when("fay", "inject.release", {"inject": "radio"}).then_refused("conflict")
    script = started(("fay", "exercise.end"))
    script.when("fay", "inject.release", {"inject": "radio"}).then_refused("conflict")


def test_on_time_an_inject_goes_to_the_teams_whose_condition_holds() -> None:
    script = started(
        "02:10", ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}})
    )
    script.wait("04:59").when(None, "inject.release", {"inject": "calm"}, at="05:00")
    script.then(
        e.InjectReleased("calm", ("red",), None, None, "schedule"),
        e.InjectPassedOver("calm", ("blue",)),
    )
    script.when(None, "inject.release", {"inject": "storm"}).then(
        e.InjectReleased("storm", ("blue",), None, 6 * MINUTE, "schedule"),
        e.InjectPassedOver("storm", ("red",)),
    )
    script.when(None, "inject.release", {"inject": "storm"}).then_refused("conflict")


def test_on_time_an_inject_that_nobody_gets_is_passed_over() -> None:
    script = started("04:59").when(None, "inject.release", {"inject": "calm"}, at="05:00")
    script.then(e.InjectPassedOver("calm", ("red", "blue")))


def test_a_held_inject_waits_until_it_is_restored() -> None:
    script = started().when("fay", "inject.hold", {"inject": "siren"}).then(e.InjectHeld("siren"))
    script.when("fay", "inject.hold", {"inject": "siren"}).then_refused("conflict")
    script.when(None, "inject.release", {"inject": "siren"}).then_refused("conflict")
    script.wait("01:30")
    assert script.doc("inject", "siren")["status"] == "held"
    script.when("fay", "inject.restore", {"inject": "siren"}).then(e.InjectRestored("siren"))
    script.when("fay", "inject.restore", {"inject": "siren"}).then_refused("conflict")
    script.wait("01:30")
    assert script.doc("inject", "siren")["released_ms"] == 90_000, "its time has passed: at once"


def test_a_skipped_inject_is_off_the_run_sheet_until_it_is_restored_or_sent_by_hand() -> None:
    script = started().when("fay", "inject.skip", {"inject": "siren"})
    script.then(e.InjectSkipped("siren"))
    script.when("fay", "inject.skip", {"inject": "siren"}).then_refused("conflict")
    script.when("fay", "inject.hold", {"inject": "siren"}).then_refused("conflict")
    script.given(("fay", "inject.release", {"inject": "siren"}))
    assert script.doc("inject", "siren")["status"] == "open"


def test_a_held_inject_can_be_skipped() -> None:
    script = lobby(("fay", "inject.hold", {"inject": "siren"}))
    script.when("fay", "inject.skip", {"inject": "siren"}).then(e.InjectSkipped("siren"))


@pytest.mark.parametrize("name", ["inject.hold", "inject.skip", "inject.restore"])
def test_what_went_out_or_will_not_any_more_has_no_plan(name: str) -> None:
    started("01:30").when("fay", name, {"inject": "siren"}).then_refused("conflict")
    started().when("fay", name, {"inject": "none"}).then_refused("not_found")
    over = started(("fay", "exercise.end"))
    over.when("fay", name, {"inject": "radio"}).then_refused("conflict")


def test_what_was_written_on_the_spot_goes_out_by_hand() -> None:
    script = started(("fay", "inject.compose", {"title": "Aside", "release": False}))
    script.when("fay", "inject.restore", {"inject": "adhoc-1"}).then_refused("conflict")


def test_an_inject_is_recalled_once_and_does_not_go_out_again() -> None:
    script = started("01:30").when("fay", "inject.recall", {"inject": "siren", "reason": "Wrong"})
    script.then(e.InjectRecalled("siren", "Wrong"))
    script.when("fay", "inject.recall", {"inject": "siren"}).then_refused("conflict")
    script.when("fay", "inject.release", {"inject": "siren"}).then_refused("conflict")
    script.when("fay", "inject.revise", {"inject": "siren", "title": "X"}).then_refused("conflict")
    script.when("fay", "inject.hold", {"inject": "siren"}).then_refused("conflict")
    script.when("fay", "inject.close", {"inject": "siren"}).then_refused("conflict")


def test_only_what_went_out_can_be_recalled_and_only_while_the_play_is_on() -> None:
    started().when("fay", "inject.recall", {"inject": "siren"}).then_refused("conflict")
    script = started("01:30", ("fay", "exercise.end"))
    script.when("fay", "inject.recall", {"inject": "siren"}).then_refused("conflict")


def test_an_inject_gets_new_words_before_and_after_it_went_out() -> None:
    script = lobby().when("fay", "inject.revise", {"inject": "siren", "title": "Horn"})
    script.then(e.InjectRevised("siren", "Horn"))
    script.given(("fay", "clock.start"), "01:00")
    script.when("fay", "inject.revise", {"inject": "siren", "body": "Tut", "prompt": "Heard?"})
    script.then(e.InjectRevised("siren", None, "Tut", "Heard?"))
    seen = script.doc("inject", "siren", "team:red")
    assert (seen["title"], seen["body"].strip(), seen["ask"]["prompt"], seen["version"]) == (
        "Horn",
        "<p>Tut</p>",
        "Heard?",
        3,
    )


def test_a_revision_says_what_to_change_and_of_what() -> None:
    script = started()
    script.when("fay", "inject.revise", {"inject": "siren"}).then_refused("invalid")
    script.when("fay", "inject.revise", {"inject": "radio", "prompt": "And?"})
    script.then_refused("invalid", "data.prompt")
    script.given(("fay", "exercise.end"))
    script.when("fay", "inject.revise", {"inject": "siren", "title": "X"}).then_refused("conflict")


def test_an_ask_stays_open_longer_for_all_or_for_one_team() -> None:
    script = started("01:30").when("fay", "inject.extend", {"inject": "siren", "by_ms": 30_000})
    script.then(e.InjectExtended("siren", ("red", "blue"), ms("02:30")))
    script.when("fay", "inject.extend", {"inject": "siren", "by_ms": 1_000, "team": "red"})
    script.then(e.InjectExtended("siren", ("red",), ms("02:31")))
    script.when("fay", "inject.extend", {"inject": "siren", "by_ms": 1_000})
    script.then(
        e.InjectExtended("siren", ("red",), ms("02:32")),
        e.InjectExtended("siren", ("blue",), ms("02:31")),
    )


def test_what_has_no_deadline_is_open_long_enough() -> None:
    script = started("08:00")
    script.when("fay", "inject.extend", {"inject": "alone", "by_ms": 1_000})
    script.then_refused("conflict")


def test_an_ask_is_closed_early_for_one_team_then_for_the_rest() -> None:
    script = started("01:30").when("fay", "inject.close", {"inject": "siren", "team": "blue"})
    script.then(e.InjectClosed("siren", ("blue",), "facilitator"))
    script.when("fay", "inject.close", {"inject": "siren"})
    script.then(e.InjectClosed("siren", ("red",), "facilitator"))
    script.when("fay", "inject.close", {"inject": "siren"}).then_refused("closed")


def test_an_ask_that_has_closed_is_opened_again_from_now_on() -> None:
    """Somebody raises a hand just as the clock reads zero."""
    late = ("ann", "response.submit", {"inject": "gauge", "answer": {"option": "a"}})
    script = (
        started("04:30")
        .when(*late)
        .when("fay", "inject.extend", {"inject": "gauge", "by_ms": MINUTE, "team": "red"})
    )
    script.then(e.InjectExtended("gauge", ("red",), ms("05:30")))
    red, blue = (script.doc("inject", "gauge", f"team:{team}") for team in ("red", "blue"))
    assert (red["status"], red["closes_ms"], red["closed_at"]) == ("open", ms("05:30"), None)
    assert blue["status"] == "closed"
    script.given("04:40", ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}}))
    script.given("05:30")
    assert script.doc("inject", "gauge", "team:red")["status"] == "closed"
    again = {"inject": "gauge", "by_ms": MINUTE, "team": "red"}
    script.when("fay", "inject.extend", again).then_refused("already_answered")
    script.given(("fay", "exercise.end"))
    script.when("fay", "inject.extend", again | {"team": "blue"}).then_refused("conflict")


def test_on_time_an_ask_closes_by_its_deadline() -> None:
    script = started("01:30")
    script.when(None, "inject.close", {"inject": "siren", "team": "red"}, at="02:00")
    script.then(e.InjectClosed("siren", ("red",), "deadline"))


def test_the_schedule_closes_nothing_that_somebody_gave_more_time_meanwhile() -> None:
    script = started("01:30")
    script.when("fay", "inject.extend", {"inject": "siren", "by_ms": MINUTE}, at="02:00")
    script.when(None, "inject.close", {"inject": "siren", "team": "red"}).then_refused("conflict")


def test_the_schedule_sends_nothing_that_is_ahead_again() -> None:
    script = started("01:30", ("fay", "clock.jump", {"to_ms": ms("01:50")}))
    script.given(("fay", "clock.undo_jump"))
    script.when(None, "inject.release", {"inject": "gauge"}).then_refused("conflict")


CALL = {"inject": "call"}


def test_who_comes_into_the_role_gets_what_is_private_to_it() -> None:
    """A phone that takes over from a dead one, and a new lead."""
    script = started("06:10", ("fay", "seat.remove", {"seat": "ann"}))
    script.when(None, "seat.join", {"seat": "amy", "kind": "participant", "team": "red"})
    script.then(
        e.SeatJoined("amy", "participant", "red", "lead"),
        e.InjectDelivered("call", "red", ("amy",)),
    )
    assert script.doc("inject", "call", "seat:amy")["status"] == "open"
    assert script.doc("decision", "call:red", "seat:amy")["lock_holder"] == "amy"
    assert not script.has("inject", "call", "seat:bob")
    script.when("fay", "seat.move", {"seat": "bob", "team": "red", "role": "lead"})
    script.then(
        e.SeatMoved("bob", "red", "red", "lead"), e.InjectDelivered("call", "red", ("bob",))
    )
    script.when("fay", "seat.move", {"seat": "bob", "team": "red", "role": "desk"})
    script.then(e.SeatMoved("bob", "red", "red", "desk"))


def test_who_takes_part_again_gets_what_came_meanwhile() -> None:
    script = started(("ann", "seat.watch"), "06:10")
    assert script.has("inject", "call", "seat:bob"), "desk stands in for lead"
    script.when("ann", "seat.watch", {"watching": False})
    script.then(e.SeatWatching("ann", False), e.InjectDelivered("call", "red", ("ann",)))


def test_what_is_private_goes_out_to_a_table_where_nobody_sat_once_somebody_does() -> None:
    script = started(*(("fay", "seat.remove", {"seat": each}) for each in ("ann", "bob")), "06:10")
    assert script.state.plays["call"].deliveries["red"].seats == ()
    script.given((None, "seat.join", {"seat": "amy", "kind": "participant", "team": "red"}))
    assert script.has("inject", "call", "seat:amy")


def test_by_hand_a_private_inject_reaches_who_stands_in_now() -> None:
    script = started("06:10", ("fay", "seat.remove", {"seat": "ann"}))
    assert not script.has("inject", "call", "seat:bob")
    script.when("fay", "inject.release", CALL).then(e.InjectDelivered("call", "red", ("bob",)))
    script.when("fay", "inject.release", CALL).then_refused("conflict")
    script.given(("fay", "inject.recall", CALL))
    script.when(None, "seat.join", {"seat": "amy", "kind": "participant", "team": "red"})
    script.then(e.SeatJoined("amy", "participant", "red", "lead"))


def test_what_the_display_cannot_show_is_not_revealed() -> None:
    script = started("06:10")
    script.when("fay", "inject.reveal", CALL).then_refused("conflict")
    assert "only some of a team" in str(script.refusal and script.refusal.message)
    script = started("02:10", ("fay", "inject.recall", {"inject": "gauge"}))
    script.when("fay", "inject.reveal", {"inject": "gauge"}).then_refused("conflict")
    script = started(("fay", "inject.compose", {"title": "Aside"}))
    script.when("fay", "inject.reveal", {"inject": "adhoc-1"}).then_refused("conflict")


def test_what_is_revealed_again_comes_to_the_front_and_can_be_hidden() -> None:
    siren, gauge = {"inject": "siren"}, {"inject": "gauge"}
    script = started("02:10", ("fay", "inject.reveal", siren), "02:11")
    script.given(("fay", "inject.reveal", gauge))
    script.when("fay", "inject.reveal", gauge).then()
    script.given("02:12")
    script.when("fay", "inject.reveal", siren).then(e.InjectRevealed("siren"))
    script.when("fay", "inject.hide", siren).then(e.InjectHidden("siren"))
    script.when("fay", "inject.hide", siren).then()
    script.when("fay", "inject.reveal", siren).then(e.InjectRevealed("siren"))


def test_what_was_passed_over_is_sent_by_hand() -> None:
    went = {"inject": "gauge", "answer": {"option": "a"}}
    script = started("02:10", ("ann", "decision.lock", went), "05:00")
    script.when("fay", "inject.hold", {"inject": "calm"}).then_refused("conflict")
    assert "Release it by hand" in str(script.refusal and script.refusal.message)
    script.when("fay", "inject.release", {"inject": "calm", "teams": ["red"]})
    script.then(e.InjectReleased("calm", ("red",), None, None, "facilitator"))


@pytest.mark.parametrize("data", [{}, {"by_ms": 1_000}])
def test_what_cannot_be_closed_nor_extended(data: dict[str, int]) -> None:
    name = "inject.extend" if data else "inject.close"
    started().when("fay", name, {"inject": "siren", **data}).then_refused("conflict")
    started("03:00").when("fay", name, {"inject": "radio", **data}).then_refused("conflict")
    script = started("01:30")
    script.when("fay", name, {"inject": "none", **data}).then_refused("not_found")
    script.when("fay", name, {"inject": "siren", "team": "x", **data}).then_refused("not_found")


def test_the_answers_are_revealed_once_and_also_afterwards() -> None:
    started().when("fay", "inject.reveal", {"inject": "siren"}).then_refused("conflict")
    script = started("01:30", ("fay", "exercise.end"))
    script.when("fay", "inject.reveal", {"inject": "siren"}).then(e.InjectRevealed("siren"))
    script.when("fay", "inject.reveal", {"inject": "siren"}).then()


def test_a_revision_of_what_somebody_else_has_revised_is_refused() -> None:
    script = lobby(("fay", "inject.revise", {"inject": "siren", "title": "Horn", "version": 1}))
    revision = {"inject": "siren", "title": "Bell"}
    script.when("fay", "inject.revise", revision | {"version": 1}).then_refused("conflict")
    script.when("fay", "inject.revise", revision | {"version": 2})
    script.then(e.InjectRevised("siren", "Bell", None, None))
