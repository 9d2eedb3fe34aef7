"""Nudges, messages, requests for a pause, notes, flags and ratings."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain import events as e
from tests.domain.transcript import started


def test_people_are_nudged_each_once() -> None:
    script = started("01:10").when("fay", "nudge.send", {"seats": ["ann", "bob", "ann"]})
    script.then(e.NudgeSent(("ann", "bob")))
    script.when("fay", "nudge.send", {"seats": ["ann"], "inject": "siren"})
    script.then(e.NudgeSent(("ann",), "siren"))


@pytest.mark.parametrize(
    ("data", "code"),
    [
        ({"seats": ["zoe"]}, "not_found"),
        ({"seats": ["ann"], "inject": "none"}, "not_found"),
        ({"seats": ["ann"], "inject": "heat"}, "conflict"),
        ({"seats": ["ann", "bob"], "inject": "call"}, "conflict"),
    ],
)
def test_a_nudge_never_tells_of_an_inject_that_did_not_reach_the_seat(
    data: dict[str, Any], code: str
) -> None:
    started("06:10").when("fay", "nudge.send", data).then_refused(code)


@pytest.mark.parametrize("to", [{}, {"team": "red"}, {"seat": "ann"}])
def test_a_message_goes_to_all_to_a_team_or_to_a_seat(to: dict[str, str]) -> None:
    script = started().when("fay", "message.send", {"text": "Five minutes.", **to})
    script.then(e.MessageSent("Five minutes.", to.get("team"), to.get("seat")))


@pytest.mark.parametrize(
    ("to", "code"),
    [
        ({"team": "green"}, "not_found"),
        ({"seat": "zoe"}, "not_found"),
        ({"team": "red", "seat": "ann"}, "invalid"),
    ],
)
def test_a_message_to_nobody(to: dict[str, str], code: str) -> None:
    started().when("fay", "message.send", {"text": "Hm", **to}).then_refused(code)


def test_anybody_at_a_table_may_ask_for_a_pause() -> None:
    started().when("bob", "pause.request").then(e.PauseRequested("bob"))


def test_notes_and_flags_are_pinned_to_an_inject_and_a_team() -> None:
    script = started()
    about = {"inject": "heat", "team": "red"}
    script.when("eve", "note.add", {"text": "Quick", **about})
    script.then(e.NoteAdded("Quick", "heat", "red"))
    script.when("fay", "flag.add", {"text": "See", **about}).then(e.FlagAdded("See", "heat", "red"))
    for name in ("note.add", "flag.add"):
        for wrong in ({"inject": "none"}, {"team": "green"}):
            script.when("eve", name, {"text": "?", **wrong}).then_refused("not_found")


def test_an_objective_is_rated_for_a_team_or_for_all() -> None:
    script = started().when(
        "eve", "rating.set", {"objective": "o2", "rating": "M", "team": "red", "text": "Slow"}
    )
    script.then(e.RatingSet("o2", "M", "red", "Slow"))
    script.when("fay", "rating.set", {"objective": "o2", "rating": "S"})
    script.then(e.RatingSet("o2", "S"))
    for wrong in ({"objective": "o9"}, {"objective": "o1", "team": "green"}):
        script.when("eve", "rating.set", {"rating": "P", **wrong}).then_refused("not_found")
