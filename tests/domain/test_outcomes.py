"""What counts as a team's answer, and what a branch makes of it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.domain import events as e
from tabletop.domain.conditions import Outcome, Verdict
from tabletop.domain.outcomes import (
    agree,
    chosen,
    dissent,
    latest,
    outcome,
    team_answer,
    verdict,
    votes,
)
from tabletop.domain.scenario import Inject
from tabletop.domain.state import Response
from tests.domain.stage import FLOOD, MINUTE, RANSOM, choice, header
from tests.domain.transcript import Transcript, given, ms, started


def ransom(*lines: Any) -> Transcript:
    """Everybody at the ransom: nia commands, doc and nan are the clinic, pam is press."""
    script = given(("fay", "exercise.open"), made=header(RANSOM))
    for seat, team in (("nia", "command"), ("doc", "clinic"), ("nan", "clinic"), ("pam", "press")):
        script.given((None, "seat.join", {"seat": seat, "kind": "participant", "team": team}))
    return script.given(("fay", "clock.start"), *lines)


def lock(seat: str, option: str, inject: str = "gauge") -> tuple[str, str, dict[str, Any]]:
    """A team's answer."""
    return seat, "decision.lock", {"inject": inject, "answer": {"option": option}}


def came_of(script: Transcript, inject: str, team: str, branch: str = "storm") -> Outcome:
    """What became of an inject for a team, as a branch asks about it now."""
    return outcome(script.state, script.state.plays[branch], inject, team, None)


def test_what_became_of_an_inject_for_a_team() -> None:
    script = started("02:10", lock("ann", "b"))
    assert came_of(script, "gauge", "red") == Outcome(
        "asked", True, frozenset({"b"}), frozenset({"de_escalating"})
    )
    assert came_of(script, "gauge", "blue") == Outcome("later")
    assert came_of(script, "heat", "red") == Outcome("later")
    assert came_of(script, "none", "red") == Outcome("never")
    script.given("04:00")
    assert came_of(script, "gauge", "blue") == Outcome("asked")
    script.given(("fay", "inject.recall", {"inject": "gauge"}))
    assert came_of(script, "gauge", "red") == Outcome("never")


def test_what_is_held_may_still_come_and_what_is_skipped_will_not() -> None:
    script = started(("fay", "inject.hold", {"inject": "gauge"}))
    assert came_of(script, "gauge", "red") == Outcome("later")
    script.given(("fay", "inject.skip", {"inject": "gauge"}))
    assert came_of(script, "gauge", "red") == Outcome("never")


def test_what_asks_nothing_has_no_answer() -> None:
    assert came_of(started("03:00"), "radio", "red") == Outcome("asked")


def test_a_branch_waits_for_an_ask_that_is_open_for_longer_than_scripted() -> None:
    script = started("02:10", ("fay", "inject.extend", {"inject": "gauge", "by_ms": 5 * MINUTE}))
    script.given("08:00", lock("ann", "b"), "08:00")
    assert events(script, "calm", "storm") == [
        e.InjectReleased("calm", ("red",), None, None),
        e.InjectPassedOver("storm", ("red",)),
    ]
    script.given("09:00")
    assert events(script, "calm", "storm")[2:] == [
        e.InjectPassedOver("calm", ("blue",)),
        e.InjectReleased("storm", ("blue",), None, ms("10:00")),
    ]


def test_a_branch_waits_for_an_ask_that_was_held_and_went_out_late() -> None:
    script = started(("fay", "inject.hold", {"inject": "gauge"}), "05:30")
    assert events(script, "calm", "storm") == []
    script.given(("fay", "inject.release", {"inject": "gauge"}), "06:00")
    assert events(script, "calm", "storm") == []
    script.given(lock("ann", "b"), "06:00")
    assert events(script, "calm", "storm") == [
        e.InjectReleased("calm", ("red",), None, None),
        e.InjectPassedOver("storm", ("red",)),
    ]


def test_a_branch_that_the_script_puts_before_the_close_does_not_wait() -> None:
    """Nobody has said anything by now: that is what such a contingency is for."""
    early = replace(
        next(each for each in FLOOD.injects if each.id == "storm"), offset_ms=ms("03:00")
    )
    injects = (*(each for each in FLOOD.injects if each.id != "storm"), early)
    script = started("02:10", lock("ann", "b"), made=header(replace(FLOOD, injects=tuple(injects))))
    script.given("03:00")
    assert events(script, "storm") == [
        e.InjectReleased("storm", ("blue",), None, ms("04:00")),
        e.InjectPassedOver("storm", ("red",)),
    ]


def test_of_what_was_never_sent_neither_arm_is_taken() -> None:
    script = started(("fay", "inject.skip", {"inject": "gauge"}), "05:00")
    assert events(script, "calm", "storm") == [
        e.InjectPassedOver("calm", ("red", "blue")),
        e.InjectPassedOver("storm", ("red", "blue")),
    ]


def test_who_answers_alone_is_waited_for_until_all_have() -> None:
    """An answer that most gave may still be outvoted."""
    gauge = Inject("gauge", "Gauge", 2 * MINUTE, ask=choice(scope="seat"))
    injects = (gauge, *(each for each in FLOOD.injects if each.id in {"calm", "storm"}))
    script = started(made=header(replace(FLOOD, injects=injects)))
    script.given("02:10", ("fay", "inject.extend", {"inject": "gauge", "by_ms": 5 * MINUTE}))
    script.given(answer("ann", "b"), "06:00")
    assert events(script, "calm", "storm") == []
    script.given(answer("bob", "b"), "06:01")
    assert events(script, "calm", "storm") == [
        e.InjectReleased("calm", ("red",), None, None),
        e.InjectPassedOver("storm", ("red",)),
    ]


def answer(seat: str, option: str, inject: str = "gauge") -> tuple[str, str, dict[str, Any]]:
    """A seat's own answer, or its proposal."""
    return seat, "response.submit", {"inject": inject, "answer": {"option": option}}


def events(script: Transcript, *injects: str) -> list[e.AnyEvent]:
    """What has happened with these injects."""
    return [each.event for each in script.log if getattr(each.event, "inject", None) in injects]


def test_another_teams_decision_decides_what_a_team_sees_next() -> None:
    script = ransom("01:10", lock("nia", "b", "dark"))
    assert came_of(script, "dark", "clinic", "ward").options == {"b"}
    plays = script.state.plays
    assert verdict(script.state, plays["ward"], "clinic") is Verdict.YES
    assert verdict(script.state, plays["paper"], "clinic") is Verdict.NO


def test_in_seat_scope_the_answer_most_gave_is_the_teams_and_of_equals_the_first() -> None:
    script = ransom("01:10", lock("nia", "b", "dark"), "03:10")
    ward = script.state.plays["ward"]
    assert team_answer(ward, ward.deliveries["clinic"]) is None

    def say(seat: str, *options: str) -> Response:
        script.given(
            (seat, "response.submit", {"inject": "ward", "answer": {"options": list(options)}})
        )
        found = team_answer(ward, ward.deliveries["clinic"])
        assert found is not None
        return found

    assert say("doc", "a").seat == "doc"
    assert say("nan", "b", "c").seat == "doc"
    script.given((None, "seat.join", {"seat": "ned", "kind": "participant", "team": "clinic"}))
    assert say("ned", "c", "b").seat == "nan", "picked in another order, it is the same"
    assert came_of(script, "ward", "clinic", "tweet").options == {"b", "c"}
    assert not came_of(script, "ward", "press", "tweet").answered


def test_in_team_scope_only_the_lock_counts() -> None:
    script = started(
        "02:10", ("ann", "response.submit", {"inject": "gauge", "answer": {"option": "a"}})
    )
    play = script.state.plays["gauge"]
    assert team_answer(play, play.deliveries["red"]) is None
    script.given(lock("ann", "c"))
    locked = team_answer(play, play.deliveries["red"])
    assert locked is not None
    assert chosen(locked) == ("c",)


def said(**answer: Any) -> Response:
    """An answer."""
    return Response("ann", "red", answer, "", None, 0, 0)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (said(), said(), True),
        (said(option="a"), said(option="a"), True),
        (said(option="a"), said(option="b"), False),
        (said(options=["a", "b"]), said(options=["b", "a"]), True),
        (said(order=["a", "b"]), said(order=["b", "a"]), False),
        (said(value=7), said(value=7.0), True),
        (said(text="No"), said(text="Yes"), False),
    ],
)
def test_whether_two_answers_say_the_same(one: Response, other: Response, same: bool) -> None:
    assert agree(one, other) is same


def test_dissent_is_who_proposed_something_else_and_did_not_lock() -> None:
    script = started("02:10", answer("ann", "a"), answer("bob", "c"), lock("ann", "b"))
    play = script.state.plays["gauge"]
    assert dissent(play, play.deliveries["red"]) == ["bob"]
    assert dissent(play, play.deliveries["blue"]) == []


def test_who_came_round_to_what_was_locked_is_no_dissent_until_they_say_their_own_again() -> None:
    script = started("02:10", answer("ann", "a"), answer("bob", "c"))
    vote = ("bob", "decision.vote", {"inject": "gauge", "seat": "ann"})
    script.given(vote, answer("bob", "c"), lock("ann", "a"))
    play = script.state.plays["gauge"]
    assert dissent(play, play.deliveries["red"]) == ["bob"]
    script = started("02:10", answer("ann", "a"), answer("bob", "c"))
    script.given(vote, lock("ann", "a"))
    play = script.state.plays["gauge"]
    assert dissent(play, play.deliveries["red"]) == []


def test_a_vote_is_for_what_was_said_not_for_who_said_it() -> None:
    script = started("02:10", answer("bob", "a"))
    delivery = script.state.plays["gauge"].deliveries["red"]
    script.given(("ann", "decision.vote", {"inject": "gauge", "seat": "bob"}), answer("bob", "a"))
    assert votes(script.state, delivery) == {"ann": "bob"}, "said again, it is the same"
    script.given(answer("bob", "c"))
    assert votes(script.state, delivery) == {}


def test_who_left_stands_behind_nothing() -> None:
    script = started("02:10", answer("bob", "a"))
    script.given(("ann", "decision.vote", {"inject": "gauge", "seat": "bob"}))
    script.given(("fay", "seat.move", {"seat": "ann", "team": "blue"}))
    assert votes(script.state, script.state.plays["gauge"].deliveries["red"]) == {}


def test_an_answer_stays_with_the_team_it_was_given_in() -> None:
    script = started("02:10", answer("bob", "a"))
    script.given(("fay", "seat.move", {"seat": "bob", "team": "blue"}), "02:20", answer("bob", "c"))
    play = script.state.plays["gauge"]
    assert list(play.deliveries["red"].answers) == list(play.deliveries["blue"].answers) == ["bob"]
    newest = latest(play, "bob")
    assert newest is not None
    assert newest.team == "blue"
    assert latest(play, "ann") is None
