"""Whom an inject is for, who holds the lock, and what counts as a team's answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from tabletop.domain.reach import (
    addressees,
    asked,
    in_line,
    lock_holder,
    open_asks,
    pending,
    private,
    private_seats,
    reaches,
    target_teams,
)
from tabletop.domain.scenario import Inject, Target
from tests.domain.stage import FLOOD, header
from tests.domain.transcript import Transcript, lobby, started


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
