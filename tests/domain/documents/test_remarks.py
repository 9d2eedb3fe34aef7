"""Messages, nudges, notes, flags and ratings."""

from __future__ import annotations

from typing import Any

from tests.domain.transcript import Transcript, started


def last(script: Transcript, scope: str = "control") -> dict[str, Any]:
    """The newest document of a scope, without what all have in common."""
    (*_, document) = script.documents(scope)
    return {key: value for key, value in document.items() if key not in {"type", "id", "rev"}}


AT = {"at": "2026-01-01T00:01:10.000Z", "clock_ms": 70_000}


def test_a_message_to_a_team() -> None:
    script = started("01:10", ("fay", "message.send", {"text": "Hm", "team": "red"}))
    told = {"kind": "message", "text": "Hm", "inject": None, **AT}
    assert last(script, "team:red") == told
    assert last(script) == told | {"team": "red", "seats": [], "by": "fay"}


def test_a_message_to_a_seat() -> None:
    script = started("01:10", ("fay", "message.send", {"text": "Hm", "seat": "ann"}))
    assert last(script)["seats"] == ["ann"]
    assert "seats" not in last(script, "seat:ann")


def test_a_nudge() -> None:
    script = started("01:10", ("fay", "nudge.send", {"seats": ["ann", "bob"], "inject": "siren"}))
    told = last(script, "seat:ann")
    assert told == {"kind": "nudge", "text": told["text"], "inject": "siren", **AT}
    assert last(script)["seats"] == ["ann", "bob"]


def test_a_request_for_a_pause_names_nobody_in_words() -> None:
    script = started("01:10", ("ann", "pause.request"))
    asked = last(script)
    assert (asked["kind"], asked["seats"], asked["by"]) == ("pause_request", ["ann"], "ann")
    assert "nn" not in asked["text"]


def test_a_note_a_flag_and_a_rating() -> None:
    script = started("01:10", ("eve", "note.add", {"text": "Hm", "inject": "heat", "team": "red"}))
    note = {"text": "Hm", "inject": "heat", "team": "red", "by": "eve", **AT}
    assert last(script) == note
    script.given(("eve", "flag.add"))
    assert last(script) == note | {"text": "", "inject": None, "team": None}
    script.given(("eve", "rating.set", {"objective": "o1", "rating": "M", "text": "Slow"}))
    assert last(script) == {
        "objective": "o1",
        "team": None,
        "rating": "M",
        "text": "Slow",
        "by": "eve",
    }
