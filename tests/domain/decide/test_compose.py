"""Writing an inject on the spot."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain import events as e
from tabletop.domain.plain import inject_from_plain
from tabletop.domain.scenario import Ask, Inject, Option, Target
from tests.domain.stage import MINUTE
from tests.domain.transcript import Transcript, lobby, started


def composed(script: Transcript) -> tuple[Inject, e.Event | None]:
    """What was written, and how it was sent."""
    assert script.decision is not None, script.refusal
    written, *sent = script.decision.events
    assert isinstance(written, e.InjectComposed)
    assert script.decision.result == {"inject": written.inject}
    return inject_from_plain(dict(written.definition)), sent[0] if sent else None


def test_a_few_words_go_to_everybody_at_once() -> None:
    script = started().when("fay", "inject.compose", {"title": "Aside"}, at="00:30")
    assert composed(script) == (
        Inject("adhoc-1", "Aside", 30_000, channel="chat", sender="Exercise control"),
        e.InjectReleased("adhoc-1", ("red", "blue"), None, None, "facilitator"),
    )


def test_it_can_wait_until_it_is_sent_also_before_the_play() -> None:
    script = lobby().when("fay", "inject.compose", {"title": "Aside", "release": False})
    assert composed(script)[1] is None
    assert script.doc("inject", "adhoc-1")["status"] == "held"
    script.given(("fay", "clock.start"), ("fay", "inject.release", {"inject": "adhoc-1"}))
    assert script.doc("inject", "adhoc-1")["status"] == "open"


def test_every_part_of_it_can_be_said() -> None:
    script = started().when(
        "fay",
        "inject.compose",
        {
            "title": "Call back",
            "body": "*Now*",
            "from": "Mayor",
            "channel": "phone",
            "to": {"role": ["lead"]},
            "private": True,
            "ask": {
                "kind": "choice",
                "prompt": "Yes?",
                "scope": "team",
                "deadline_ms": MINUTE,
                "options": [{"id": "y", "text": "Yes"}, {"id": "n", "text": "No"}],
            },
        },
    )
    written, sent = composed(script)
    assert written == Inject(
        "adhoc-1",
        "Call back",
        0,
        channel="phone",
        sender="Mayor",
        to=Target("role", ("lead",)),
        seen_by="only",
        body="*Now*",
        ask=Ask("choice", "Yes?", "team", MINUTE, (Option("y", "Yes"), Option("n", "No"))),
    )
    assert sent == e.InjectReleased(
        "adhoc-1", ("red", "blue"), ("ann", "cat"), MINUTE, "facilitator"
    )


def test_each_gets_an_id_of_its_own() -> None:
    script = started()
    for number in (1, 2):
        script.when("fay", "inject.compose", {"title": "Aside"})
        assert composed(script)[0].id == f"adhoc-{number}"


def test_an_id_of_the_script_is_not_taken_again() -> None:
    script = started()
    script.state.plays["adhoc-1"] = script.state.plays["radio"]
    script.when("fay", "inject.compose", {"title": "Aside"})
    assert composed(script)[0].id == "adhoc-2"


@pytest.mark.parametrize(
    ("to", "teams"),
    [
        ({"team": ["blue"]}, ("blue",)),
        ({"role": ["desk"]}, ("red", "blue")),
        ({"seat": ["bob"]}, ("red",)),
        ({"seat": ["bob", "dan"]}, ("red", "blue")),
    ],
)
def test_it_goes_to_the_teams_of_whom_it_is_for(to: Any, teams: tuple[str, ...]) -> None:
    script = started().when("fay", "inject.compose", {"title": "Aside", "to": to})
    sent = composed(script)[1]
    assert isinstance(sent, e.InjectReleased)
    assert (sent.teams, sent.seats) == (teams, None)


@pytest.mark.parametrize(
    "to",
    [
        "nobody",
        None,
        [],
        {},
        {"team": []},
        {"team": "red"},
        {"team": [1]},
        {"table": ["red"]},
        {"team": ["red"], "role": ["lead"]},
    ],
)
def test_whom_it_is_for_must_be_clear(to: Any) -> None:
    script = started().when("fay", "inject.compose", {"title": "Aside", "to": to})
    script.then_refused("invalid", "data.to")


@pytest.mark.parametrize("to", [{"team": ["green"]}, {"role": ["cook"]}, {"seat": ["zoe"]}])
def test_whom_it_is_for_must_be_here(to: Any) -> None:
    started().when("fay", "inject.compose", {"title": "Aside", "to": to}).then_refused("not_found")


def test_only_participants_get_injects() -> None:
    script = started().when("fay", "inject.compose", {"title": "Aside", "to": {"seat": ["eve"]}})
    script.then_refused("conflict")


def test_a_private_one_needs_somebody_who_takes_part() -> None:
    script = started(("bob", "seat.watch"))
    script.when(
        "fay", "inject.compose", {"title": "Psst", "to": {"seat": ["bob"]}, "private": True}
    ).then_refused("conflict")
    assert not script.has("inject", "adhoc-1")


@pytest.mark.parametrize(
    ("ask", "field"),
    [
        ({}, "data.ask.kind"),
        ({"kind": "guess", "prompt": "?"}, "data.ask.kind"),
        ({"kind": "ack", "prompt": " "}, "data.ask.prompt"),
        ({"kind": "choice", "prompt": "?"}, "data.ask.options"),
        ({"kind": "ack", "prompt": "?", "secret": 1}, "data.ask.secret"),
        ({"kind": "number", "prompt": "?", "minimum": 10**400}, "data.ask.minimum"),
        (
            {"kind": "choice", "prompt": "?", "options": [{"id": "a", "text": ""}] * 2},
            "data.ask.options.0.text",
        ),
    ],
)
def test_an_ask_that_nobody_could_answer(ask: dict[str, Any], field: str) -> None:
    script = started().when("fay", "inject.compose", {"title": "Aside", "ask": ask})
    assert script.refusal is not None
    assert script.refusal.code == "invalid"
    assert field in script.refusal.fields


def test_the_channel_is_one_there_is() -> None:
    script = started().when("fay", "inject.compose", {"title": "Aside", "channel": "pigeon"})
    script.then_refused("invalid", "data.channel")


def test_it_goes_out_only_while_the_play_is_on() -> None:
    lobby().when("fay", "inject.compose", {"title": "Aside"}).then_refused("conflict")
    over = started(("fay", "exercise.end"))
    for release in (True, False):
        over.when("fay", "inject.compose", {"title": "Aside", "release": release})
        over.then_refused("conflict")
