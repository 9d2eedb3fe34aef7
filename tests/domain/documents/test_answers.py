"""One seat's answer, and a team's way to its decision."""

from __future__ import annotations

from typing import Any

import pytest

from tests.domain.stage import FLOOD, header
from tests.domain.transcript import Transcript, lobby, started

RED = "team:red"


def propose(seat: str, option: str, inject: str = "gauge", **said: Any) -> tuple[str, str, Any]:
    """A member's proposal."""
    return seat, "response.submit", {"inject": inject, "answer": {"option": option}, **said}


def test_an_answer_with_all_that_was_said() -> None:
    script = started("02:10", propose("bob", "a", rationale="Now", confidence=40))
    assert script.doc("answer", "gauge:bob", "seat:bob") == {
        "type": "answer",
        "id": "gauge:bob",
        "rev": script.state.seq,
        "inject": "gauge",
        "seat": "bob",
        "team": "red",
        "answer": {"option": "a"},
        "rationale": "Now",
        "confidence": 40,
        "submitted_at": "2026-01-01T00:02:10.000Z",
        "submitted_ms": 130_000,
        "late": False,
    }


def test_a_decision_from_its_release_to_its_lock() -> None:
    script = started("02:00")
    fresh = {
        "type": "decision",
        "id": "gauge:red",
        "rev": script.state.seq,
        "inject": "gauge",
        "team": "red",
        "lock_holder": "ann",
        "expected": 2,
        "proposals": [],
        "votes": {},
        "locked": False,
        "answer": None,
        "rationale": "",
        "confidence": None,
        "locked_by": None,
        "locked_at": None,
        "locked_ms": None,
        "dissent": [],
    }
    assert script.doc("decision", "gauge:red", RED) == fresh
    script.given(
        "02:10",
        propose("bob", "a", rationale="Now", confidence=40),
        ("ann", "decision.vote", {"inject": "gauge", "seat": "bob"}),
        "02:20",
        (
            "ann",
            "decision.lock",
            {"inject": "gauge", "answer": {"option": "b"}, "rationale": "No", "confidence": 90},
        ),
    )
    assert script.doc("decision", "gauge:red", RED) == fresh | {
        "rev": script.state.seq,
        "proposals": [
            {
                "seat": "bob",
                "answer": {"option": "a"},
                "rationale": "Now",
                "confidence": 40,
                "submitted_at": "2026-01-01T00:02:10.000Z",
            }
        ],
        "votes": {"ann": "bob"},
        "locked": True,
        "answer": {"option": "b"},
        "rationale": "No",
        "confidence": 90,
        "locked_by": "ann",
        "locked_at": "2026-01-01T00:02:20.000Z",
        "locked_ms": 140_000,
        "dissent": ["bob"],
    }


def test_texts_differ_without_anybody_disagreeing() -> None:
    script = started(
        "05:10",
        ("bob", "response.submit", {"inject": "storm", "answer": {"text": "We come."}}),
        ("ann", "decision.lock", {"inject": "storm", "answer": {"text": "We are coming."}}),
    )
    assert script.doc("decision", "storm:red", RED)["dissent"] == []


def proposals(script: Transcript, scope: str = RED) -> list[Any]:
    """The answers in the alone-first decision, None where they are hidden."""
    found = script.doc("decision", "alone:red", scope)
    assert all(each["rationale"] == "" for each in found["proposals"] if each["answer"] is None)
    return [each["answer"] for each in found["proposals"]]


A, B = {"option": "a"}, {"option": "b"}


def test_alone_first_hides_what_the_others_said_until_all_have_spoken() -> None:
    script = started("08:10", propose("ann", "a", "alone", rationale="Mine", confidence=10))
    script.given(("ann", "decision.vote", {"inject": "alone", "seat": "ann"}))
    assert proposals(script) == [None]
    assert script.doc("decision", "alone:red", RED)["votes"] == {}
    assert proposals(script, "control") == [A], "facilitators see each proposal"
    assert script.seen_by("ann")["answer", "alone:ann"]["answer"] == A
    script.given(propose("bob", "b", "alone"))
    assert proposals(script) == [A, B]
    assert script.doc("decision", "alone:red", RED)["votes"] == {"ann": "ann"}


@pytest.mark.parametrize(
    "line",
    [
        ("fay", "inject.close", {"inject": "alone"}),
        ("ann", "decision.lock", {"inject": "alone", "answer": B}),
        ("bob", "seat.watch"),
        ("fay", "seat.remove", {"seat": "bob"}),
    ],
)
def test_alone_first_ends_with_the_close_the_lock_or_when_nobody_else_is_asked(line: Any) -> None:
    script = started("08:10", propose("ann", "a", "alone"), line)
    assert proposals(script) == [A]


def test_alone_first_waits_for_who_was_moved_in_whatever_they_said_elsewhere() -> None:
    script = started("08:10", propose("ann", "a", "alone"), propose("cat", "c", "alone"))
    script.given(("fay", "seat.move", {"seat": "cat", "team": "red"}))
    script.given(propose("bob", "b", "alone"))
    assert proposals(script) == [None, None]
    script.given(propose("cat", "a", "alone"))
    assert proposals(script) == [{"option": option} for option in "aba"]


def test_what_was_shown_together_is_not_hidden_again() -> None:
    script = started("08:10", propose("ann", "a", "alone"), propose("bob", "b", "alone"))
    script.given((None, "seat.join", {"seat": "amy", "kind": "participant", "team": "red"}))
    assert proposals(script) == [{"option": "a"}, {"option": "b"}]


def test_nobody_is_waited_for_who_only_watches_or_is_gone() -> None:
    for line in (
        ("bob", "seat.watch"),
        ("fay", "seat.watch", {"seat": "bob"}),
        ("fay", "seat.remove", {"seat": "bob"}),
        ("fay", "seat.move", {"seat": "bob", "team": "blue"}),
    ):
        script = started("08:10", propose("ann", "a", "alone"))
        assert proposals(script) == [None]
        assert proposals(script.given(line)) == [{"option": "a"}]


def test_picks_in_another_order_are_no_dissent() -> None:
    """A multi decided by the team: the order of the picks says nothing."""
    made = header(FLOOD)
    script = lobby(("fay", "clock.start"), made=made)
    ask = {
        "kind": "multi",
        "prompt": "Which?",
        "scope": "team",
        "options": [{"id": each, "text": each} for each in "abc"],
    }
    script.given(
        ("fay", "inject.compose", {"title": "Pick", "ask": ask}),
        ("bob", "response.submit", {"inject": "adhoc-1", "answer": {"options": ["b", "a"]}}),
        ("ann", "decision.lock", {"inject": "adhoc-1", "answer": {"options": ["a", "b"]}}),
    )
    assert script.doc("decision", "adhoc-1:red")["dissent"] == []
