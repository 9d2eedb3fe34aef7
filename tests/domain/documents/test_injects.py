"""An inject as whoever got it sees it, and as the run sheet shows it."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain.index import CONTROL, DISPLAY
from tests.domain.stage import MINUTE, RANSOM, header
from tests.domain.transcript import Transcript, given, started

RED = "team:red"


def test_a_participant_gets_the_words_and_nothing_of_the_script() -> None:
    script = started("01:10")
    seen = script.doc("inject", "siren", RED)
    assert seen == {
        "type": "inject",
        "id": "siren",
        "rev": seen["rev"],
        "title": "Siren",
        "body": "<p><em>Hoo</em></p>",
        "from": "Town",
        "channel": "dashboard",
        "to": {"kind": "all", "ids": [], "name": "Everybody"},
        "private": False,
        "media": [{"url": "/media/x/siren.mp3", "kind": "audio", "alt": "A siren"}],
        "ask": {
            "kind": "ack",
            "prompt": "Seen?",
            "scope": "seat",
            "deadline_ms": MINUTE,
            "options": [],
            "minimum": None,
            "maximum": None,
            "step": None,
            "label_min": "",
            "label_max": "",
            "unit": "",
            "pick_min": None,
            "pick_max": None,
            "max_length": None,
            "alone_first": False,
        },
        "version": 1,
        "reason": "",
        "order": 1,
        "status": "open",
        "released_at": "2026-01-01T00:01:00.000Z",
        "released_ms": MINUTE,
        "closes_at": "2026-01-01T00:02:00.000Z",
        "closes_ms": 2 * MINUTE,
        "closed_at": None,
    }


def test_effects_and_tags_are_the_facilitators() -> None:
    script = started("02:10")
    assert script.doc("inject", "gauge", RED)["ask"]["options"][0] == {"id": "a", "text": "Go"}
    assert script.doc("inject", "gauge", DISPLAY)["ask"]["options"][0] == {"id": "a", "text": "Go"}
    assert script.doc("inject", "gauge")["ask"]["options"][0] == {
        "id": "a",
        "text": "Go",
        "effect": "escalating",
        "tags": ["tag-orders"],
    }


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ({"team": ["blue"]}, "Blue"),
        ({"role": ["lead", "desk"]}, "Lead, Desk"),
        ({"seat": ["cat", "dan"]}, "Cat, Dan"),
    ],
)
def test_whom_the_fiction_addresses_in_words(to: dict[str, list[str]], name: str) -> None:
    script = started(("fay", "inject.compose", {"title": "Aside", "to": to}))
    ((kind, ids),) = to.items()
    seen = script.doc("inject", "adhoc-1", "team:blue")["to"]
    assert seen == {"kind": kind, "ids": ids, "name": name}


def test_the_close_has_no_moment_while_the_clock_stands() -> None:
    script = started("01:10", ("fay", "clock.pause"))
    seen = script.doc("inject", "siren", RED)
    assert (seen["closes_at"], seen["closes_ms"]) == (None, 2 * MINUTE)
    assert script.doc("exercise", "x", RED)["clock"]["anchor_at"] == "2026-01-01T00:01:10.000Z"


def test_a_closed_inject_says_when_it_closed() -> None:
    seen = started("02:10").doc("inject", "siren", RED)
    assert (seen["status"], seen["closes_at"]) == ("closed", None)
    assert seen["closed_at"] == "2026-01-01T00:02:00.000Z"


def test_a_recalled_inject_is_a_mark_without_its_words() -> None:
    script = started("01:10", ("fay", "inject.recall", {"inject": "siren", "reason": "Wrong"}))
    for scope in (RED, DISPLAY):
        seen = script.doc("inject", "siren", scope)
        assert (seen["status"], seen["reason"], seen["title"]) == ("recalled", "Wrong", "Siren")
        assert (seen["body"], seen["media"], seen["ask"], seen["closes_at"]) == ("", [], None, None)
    row = script.doc("inject", "siren")
    assert (row["status"], row["ask"]["kind"]) == ("recalled", "ack")
    assert "Hoo" in row["body"]


def test_a_private_inject_is_one_to_its_addressee() -> None:
    script = started("06:10")
    assert script.seen_by("ann")["inject", "call"]["private"] is True
    assert ("inject", "call") not in script.seen_by("bob")
    assert not script.has("inject", "call", DISPLAY)


def test_what_everybody_is_addressed_in_is_not_private() -> None:
    script = started(("fay", "inject.compose", {"title": "Aside", "private": True}))
    assert script.doc("inject", "adhoc-1", RED)["private"] is False


def test_the_display_counts_and_shows_the_tally_once_it_is_revealed() -> None:
    script = started(
        "02:10", ("bob", "response.submit", {"inject": "gauge", "answer": {"option": "a"}})
    )
    red = {"status": "open", "expected": 2, "answered": 1, "locked": False, "tally": None}
    red |= {"places": None, "decision": None}
    shown = script.doc("inject", "gauge", DISPLAY)
    assert shown["teams"] == {"red": red, "blue": red | {"answered": 0}}
    assert shown["revealed"] is False
    script.given(("fay", "inject.reveal", {"inject": "gauge"}))
    shown = script.doc("inject", "gauge", DISPLAY)
    assert shown["revealed"] is True
    assert shown["teams"]["red"]["tally"] == {"a": 1}
    script.given(("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}}))
    red = script.doc("inject", "gauge", DISPLAY)["teams"]["red"]
    assert (red["answered"], red["tally"], red["decision"]) == (2, {"a": 1}, {"option": "b"})
    script.given(("fay", "inject.recall", {"inject": "gauge"}))
    red = script.doc("inject", "gauge", DISPLAY)["teams"]["red"]
    assert (red["tally"], red["decision"]) == (None, None)
    assert script.doc("inject", "gauge", DISPLAY)["revealed"] is False


def test_of_a_ranking_the_display_gets_the_average_places() -> None:
    options = [{"id": each, "text": each} for each in "abc"]
    ask = {"kind": "ranking", "prompt": "First?", "options": options}
    script = started(
        "01:10",
        ("fay", "inject.compose", {"title": "Rank", "ask": ask}),
        ("ann", "response.submit", {"inject": "adhoc-1", "answer": {"order": ["a", "b", "c"]}}),
        ("bob", "response.submit", {"inject": "adhoc-1", "answer": {"order": ["b", "a", "c"]}}),
        ("fay", "inject.reveal", {"inject": "adhoc-1"}),
    )
    teams = script.doc("inject", "adhoc-1", DISPLAY)["teams"]
    assert teams["red"]["places"] == {"a": 1.5, "b": 1.5, "c": 3}
    assert teams["blue"]["places"] == {}


def test_what_one_team_got_is_on_the_display_while_it_is_revealed() -> None:
    script = started(("fay", "inject.release", {"inject": "gauge", "teams": ["red"]}))
    assert not script.has("inject", "gauge", DISPLAY)
    script.given(("fay", "inject.reveal", {"inject": "gauge"}))
    assert set(script.doc("inject", "gauge", DISPLAY)["teams"]) == {"red"}
    assert script.doc("inject", "gauge", DISPLAY)["revealed_at"]
    script.given(("fay", "inject.hide", {"inject": "gauge"}))
    assert not script.has("inject", "gauge", DISPLAY)
    script.given(("fay", "inject.reveal", {"inject": "gauge"}))
    script.given(("fay", "inject.recall", {"inject": "gauge"}))
    assert not script.has("inject", "gauge", DISPLAY)


def row(script: Transcript, inject: str, team: str = "red") -> dict[str, Any]:
    """A team's row of an inject on the run sheet."""
    found: dict[str, Any] = script.doc("inject", inject)["teams"][team]
    return found


def test_the_run_sheet_before_and_after_a_release() -> None:
    script = started("01:10")
    assert row(script, "gauge") == {
        "status": "waiting",
        "released_at": None,
        "released_ms": None,
        "closes_at": None,
        "closes_ms": None,
        "closed_at": None,
        "expected": 0,
        "read": [],
        "answered": [],
        "locked": False,
        "locked_at": None,
        "lock_holder": None,
        "tally": {},
        "decision": None,
        "forecast": None,
    }
    script.given(
        "02:10",
        ("bob", "inject.read", {"inject": "gauge"}),
        ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}}),
    )
    assert row(script, "gauge") == {
        "status": "open",
        "released_at": "2026-01-01T00:02:00.000Z",
        "released_ms": 2 * MINUTE,
        "closes_at": "2026-01-01T00:04:00.000Z",
        "closes_ms": 4 * MINUTE,
        "closed_at": None,
        "expected": 2,
        "read": ["bob"],
        "answered": ["ann"],
        "locked": True,
        "locked_at": "2026-01-01T00:02:10.000Z",
        "lock_holder": "ann",
        "tally": {},
        "decision": {"option": "b"},
        "forecast": None,
    }


def test_the_run_sheet_row_by_row() -> None:
    script = started("02:10")
    sheet = script.doc("inject", "siren")
    assert (sheet["kind"], sheet["offset_ms"], sheet["due_at"]) == ("inject", MINUTE, None)
    assert (sheet["notes"], sheet["expected_action"]) == (
        "Watch the door.",
        "Somebody reads it out.",
    )
    assert (sheet["objectives"], sheet["composed"]) == (["o1"], False)
    call = script.doc("inject", "call")
    assert (call["seen_by"], call["fallback"], call["status"]) == ("only", ["desk"], "waiting")
    assert call["due_at"] == "2026-01-01T00:06:00.000Z"
    storm = script.doc("inject", "storm")
    assert storm["condition"] == "“Gauge” was escalating, or “Gauge” got no answer"
    assert row(script, "storm")["forecast"] is row(script, "calm")["forecast"] is None
    assert storm["waits_for"] == ["gauge"]
    script.given("04:00")
    assert row(script, "storm")["forecast"] is True
    assert row(script, "calm")["forecast"] is False
    assert script.doc("inject", "storm")["waits_for"] == []


def test_a_branch_that_no_team_took_is_passed_over_and_one_that_some_did_is_not() -> None:
    script = started("05:10")
    assert script.doc("inject", "calm")["status"] == "passed_over"
    assert row(script, "calm")["status"] == "passed_over"
    script = started(
        "02:10", ("ann", "decision.lock", {"inject": "gauge", "answer": {"option": "b"}}), "05:10"
    )
    assert script.doc("inject", "calm")["status"] == "open"
    assert row(script, "calm", "blue")["status"] == "passed_over"


def test_answers_are_tallied_by_option_and_by_value() -> None:
    script = started(
        "10:10",
        ("ann", "response.submit", {"inject": "heat", "answer": {"value": 7}}),
        ("bob", "response.submit", {"inject": "heat", "answer": {"value": 7.0}}),
    )
    assert row(script, "heat")["tally"] == {"7": 2}
    assert row(script, "heat")["answered"] == ["ann", "bob"]


def test_who_left_is_not_expected_any_more_but_what_they_said_is_counted() -> None:
    script = started(
        "02:10",
        ("bob", "response.submit", {"inject": "gauge", "answer": {"option": "a"}}),
        ("fay", "seat.remove", {"seat": "bob"}),
    )
    found = row(script, "gauge")
    assert (found["expected"], found["answered"], found["tally"]) == (1, [], {"a": 1})


def test_an_inject_as_a_whole_is_open_while_any_team_may_answer() -> None:
    script = started("01:10", ("fay", "inject.close", {"inject": "siren", "team": "red"}))
    sheet = script.doc("inject", "siren")
    assert (sheet["status"], sheet["closes_ms"]) == ("open", 2 * MINUTE)
    script.given("02:10")
    assert script.doc("inject", "siren")["status"] == "closed"


def test_functional_rows_are_for_the_teams_it_is_meant_for() -> None:
    script = given(("fay", "exercise.open"), made=header(RANSOM))
    assert list(script.doc("inject", "ward")["teams"]) == ["clinic", "press"]
    assert list(script.doc("inject", "paper")["teams"]) == ["clinic"]
    assert script.doc("inject", "paper", CONTROL)["to"]["name"] == "Doctor"
