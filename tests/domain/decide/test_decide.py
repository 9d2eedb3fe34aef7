"""Who may say what: the table of deciders, held against the commands."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from tabletop.domain import commands as c
from tabletop.domain.commands.rules import PARTICIPANT
from tabletop.domain.decide import DECIDERS, decide
from tabletop.domain.decide.decision import Context
from tabletop.domain.errors import Refusal
from tests.domain.transcript import started

LEAST: Mapping[str, Mapping[str, Any]] = {
    "clock.rate": {"rate": 1},
    "clock.jump": {"to_ms": 1},
    "clock.preview_jump": {"to_ms": 1},
    "clock.restart_pause": {"elapsed_ms": 1},
    "inject.revise": {"inject": "siren"},
    "inject.extend": {"inject": "siren", "by_ms": 1_000},
    "inject.compose": {"title": "Aside"},
    "response.submit": {"inject": "siren", "answer": {}},
    "response.draft": {"inject": "siren", "answer": {}},
    "decision.propose": {"inject": "siren", "answer": {}},
    "decision.vote": {"inject": "siren", "seat": None},
    "decision.lock": {"inject": "siren", "answer": {}},
    "decision.pass_lock": {"inject": "siren", "seat": "ann"},
    "seat.join": {"seat": "eli", "kind": "participant"},
    "seat.rename": {"name": "X"},
    "seat.move": {"seat": "ann", "team": "red"},
    "seat.remove": {"seat": "ann"},
    "nudge.send": {"seats": ["ann"]},
    "message.send": {"text": "Hm"},
    "note.add": {"text": "Hm"},
    "rating.set": {"objective": "o1", "rating": "P"},
    "survey.submit": {"survey": "before", "answers": {}},
} | {
    f"inject.{verb}": {"inject": "siren"}
    for verb in (
        *("release", "hold", "skip", "restore", "recall", "close", "reveal", "hide"),
        "read",
    )
}
"""What each command needs at least."""

SEATS = {"facilitator": "fay", "evaluator": "eve", "participant": "ann", "display": "wall"}


def least(name: str) -> c.AnyCommand:
    """The command with as little as it takes."""
    return c.read(name, LEAST.get(name, {}))


def test_every_command_has_its_decider() -> None:
    assert set(DECIDERS) == set(c.COMMANDS.values())


@pytest.mark.parametrize("name", c.COMMANDS)
def test_a10_a_command_is_said_by_those_it_belongs_to(name: str) -> None:
    script = started((None, "seat.join", {"seat": "abe", "kind": "actor"}), "01:10")
    for kind, seat in (SEATS | {"actor": "abe"}).items():
        try:
            decide(script.state, seat, least(name), script.now)
        except Refusal as refusal:
            forbidden = refusal.code == "forbidden"
        else:
            forbidden = False
        assert forbidden is (kind not in c.COMMANDS[name].by), kind


@pytest.mark.parametrize("seat", ["zoe", "system", ""])
def test_who_is_not_in_says_nothing(seat: str) -> None:
    started().when(seat, "pause.request").then_refused("unauthenticated")


@pytest.mark.parametrize(
    "name", sorted(name for name, cls in c.COMMANDS.items() if cls.by == PARTICIPANT)
)
def test_the_system_cannot_speak_for_a_seat(name: str) -> None:
    script = started("02:10")
    data = dict(LEAST.get(name, {}))
    if "inject" in data:
        data |= {"inject": "gauge"} | ({"answer": {"option": "a"}} if "answer" in data else {})
    script.when(None, name, data).then_refused("forbidden")


def test_a_decision_changes_nothing() -> None:
    script = started("01:10")
    before = script.documents()
    for name in c.COMMANDS:
        for seat in (None, *SEATS.values()):
            try:
                decide(script.state, seat, least(name), script.now)
            except Refusal:
                continue
    assert script.documents() == before


def test_what_is_wrong_can_be_said_in_the_words_of_the_protocol() -> None:
    script = started().when("ann", "seat.rename", {"name": "X", "seat": "bob"})
    assert script.refusal is not None
    assert script.refusal.wire() == {"code": "forbidden", "message": script.refusal.message}
    assert script.refusal.status == 403


def test_a_context_without_a_seat_has_no_speaker() -> None:
    with pytest.raises(Refusal) as caught:
        _ = Context(started().state, None, 0).speaker
    assert caught.value.code == "forbidden"
