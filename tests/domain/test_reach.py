"""Whom an inject is for, who holds the lock, and what counts as a team's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.domain.conditions import Outcome
from tabletop.domain.reach import (
    addressees,
    agree,
    applies,
    asked,
    chosen,
    in_line,
    lock_holder,
    open_asks,
    outcome,
    pending,
    private,
    private_seats,
    reaches,
    target_teams,
    team_answer,
)
from tabletop.domain.scenario import Inject, Target
from tabletop.domain.state import Response
from tests.domain.stage import FLOOD, RANSOM, header
from tests.domain.transcript import Transcript, given, lobby, started


def ransom(*lines: Any) -> Transcript:
    """Everybody at the ransom: nia commands, doc and nan are the clinic, pam is press."""
    script = given(("fay", "exercise.open"), made=header(RANSOM))
    for seat, team in (("nia", "command"), ("doc", "clinic"), ("nan", "clinic"), ("pam", "press")):
        script.given((None, "seat.join", {"seat": seat, "kind": "participant", "team": team}))
    return script.given(("fay", "clock.start"), *lines)


@pytest.mark.parametrize(
    ("to", "teams"),
    [
        (Target(), ("red", "blue")),
        (Target("team", ("blue", "green")), ("blue",)),
        (Target("role", ("lead",)), ("red", "blue")),
        (Target("role", ("cook",), ("desk",)), ("red", "blue")),
        (Target("role", ("cook",)), ()),
        (Target("seat", ("dan", "zoe", "fay")), ("blue",)),
    ],
)
def test_the_teams_an_inject_is_meant_for(to: Target, teams: tuple[str, ...]) -> None:
    assert target_teams(lobby().state, Inject("i", "I", 0, to=to)) == teams


@pytest.mark.parametrize(
    ("to", "watching", "people"),
    [
        (Target(), [], ["ann", "bob"]),
        (Target("team", ("red",)), [], ["ann", "bob"]),
        (Target("role", ("lead",)), [], ["ann"]),
        (Target("role", ("lead", "desk")), [], ["ann", "bob"]),
        (Target("role", ("lead",), ("cook", "desk")), ["ann"], ["bob"]),
        (Target("role", ("lead",)), ["ann"], ["bob"]),
        (Target("seat", ("bob", "cat")), [], ["bob"]),
        (Target("seat", ("bob",)), ["bob"], []),
    ],
)
def test_the_members_an_inject_addresses(
    to: Target, watching: list[str], people: list[str]
) -> None:
    script = lobby(*[(each, "seat.watch") for each in watching])
    found = addressees(script.state, Inject("i", "I", 0, to=to), "red")
    assert [seat.id for seat in found] == people


def test_only_what_is_for_a_role_or_a_seat_can_be_private() -> None:
    state = lobby().state
    for kind, ids in (("all", ()), ("team", ("red",))):
        inject = Inject("i", "I", 0, to=Target(kind, ids), seen_by="only")  # type: ignore[arg-type]
        assert not private(inject)
        assert private_seats(state, inject, ["red"]) is None
    lead = Inject("i", "I", 0, to=Target("role", ("lead",)))
    assert private_seats(state, lead, ["red", "blue"]) is None
    assert private_seats(state, replace(lead, seen_by="only"), ["red", "blue"]) == ("ann", "cat")


def test_a_private_inject_reaches_its_seats_for_as_long_as_they_sit_there() -> None:
    script = started("06:00")
    state = script.state
    call = state.plays["call"]
    assert [seat.id for seat in asked(state, call.deliveries["red"])] == ["ann"]
    assert reaches(call, state.seats["ann"]) is call.deliveries["red"]
    assert reaches(call, state.seats["bob"]) is None
    assert reaches(call, state.seats["eve"]) is None
    script.given(("fay", "seat.move", {"seat": "ann", "team": "blue"}))
    assert reaches(call, state.seats["ann"]) is None


def holder(script: Transcript, inject: str = "gauge", team: str = "red") -> str | None:
    """Who may lock."""
    play = script.state.plays[inject]
    return lock_holder(script.state, play, play.deliveries[team])


def test_the_first_to_join_holds_the_lock_where_nobody_is_addressed() -> None:
    script = started("02:00")
    assert holder(script) == "ann"
    script.given(("ann", "seat.watch"))
    assert holder(script) == "bob"
    script.given(("bob", "seat.watch"))
    assert holder(script) is None


def test_the_addressed_role_holds_the_lock_then_its_fallback_then_who_joined_first() -> None:
    lines: list[Any] = [
        (None, "seat.join", {"seat": "pia", "kind": "participant", "team": "red"}),
        ("fay", "seat.move", {"seat": "ann", "team": "red"}),
        ("fay", "seat.move", {"seat": "pia", "team": "red", "role": "lead"}),
    ]
    call = replace(next(each for each in FLOOD.injects if each.id == "call"), seen_by="team")
    made = header(replace(FLOOD, injects=(call,)))
    script = started(*lines, "06:00", made=made)
    play = script.state.plays["call"]
    line = in_line(script.state, play, play.deliveries["red"])
    assert [seat.id for seat in line] == ["pia", "bob", "ann"]
    script.given(("fay", "seat.remove", {"seat": "pia"}))
    assert holder(script, "call") == "bob"


def test_a_lock_that_was_passed_on_stays_until_its_holder_leaves() -> None:
    script = started("02:00", ("fay", "decision.pass_lock", {"inject": "gauge", "seat": "bob"}))
    assert holder(script) == "bob"
    script.given(("fay", "seat.move", {"seat": "bob", "team": "blue"}))
    assert holder(script) == "ann"
    assert holder(script, team="blue") == "cat"


def lock(seat: str, option: str, inject: str = "gauge") -> tuple[str, str, dict[str, Any]]:
    """A team's answer."""
    return seat, "decision.lock", {"inject": inject, "answer": {"option": option}}


def test_what_became_of_an_inject_for_a_team() -> None:
    script = started("02:10", lock("ann", "b"))
    assert outcome(script.state, "gauge", "red") == Outcome(
        True, True, frozenset({"b"}), frozenset({"de_escalating"})
    )
    assert outcome(script.state, "gauge", "blue") == Outcome(asked=True)
    assert outcome(script.state, "heat", "red") == Outcome()
    assert outcome(script.state, "none", "red") == Outcome()
    script.given(("fay", "inject.recall", {"inject": "gauge"}))
    assert outcome(script.state, "gauge", "red") == Outcome()


def test_what_asks_nothing_has_no_answer() -> None:
    assert outcome(started("03:00").state, "radio", "red") == Outcome(asked=True)


def test_another_teams_decision_decides_what_a_team_sees_next() -> None:
    script = ransom("01:10", lock("nia", "b", "dark"))
    assert outcome(script.state, "dark", "clinic").options == {"b"}
    assert applies(script.state, script.state.plays["ward"], "clinic")
    assert not applies(script.state, script.state.plays["paper"], "clinic")


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
    assert outcome(script.state, "ward", "clinic").options == {"b", "c"}
    assert outcome(script.state, "ward", "press").answered is False


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


def test_what_is_still_to_come_and_what_is_open() -> None:
    script = started("02:10")
    state = script.state
    assert pending(state, state.plays["radio"]) == ("red", "blue")
    assert pending(state, state.plays["gauge"]) == ()
    assert [each.team for each in open_asks(state.plays["gauge"])] == ["red", "blue"]
    script.given(("fay", "inject.recall", {"inject": "gauge"}))
    assert open_asks(state.plays["gauge"]) == []
    assert pending(state, state.plays["gauge"]) == ()
    script.wait("03:00")
    assert open_asks(state.plays["radio"]) == []
