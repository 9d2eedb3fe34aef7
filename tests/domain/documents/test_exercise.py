"""The exercise as a whole, for each audience."""

from __future__ import annotations

from tabletop.domain.index import DISPLAY
from tests.domain.stage import MINUTE
from tests.domain.transcript import given, lobby, ms, started


def test_a_participant_gets_what_a_phone_needs() -> None:
    script = started("01:10")
    assert script.doc("exercise", "x", "team:red") == {
        "type": "exercise",
        "id": "x",
        "rev": script.doc("exercise", "x", "team:red")["rev"],
        "title": "Night",
        "scenario": "flood",
        "mode": "parallel",
        "status": "running",
        "clock": {
            "status": "running",
            "elapsed_ms": 0,
            "anchor_at": "2026-01-01T00:00:00.000Z",
            "rate": 1.0,
        },
        "duration_ms": 30 * MINUTE,
        "joins_locked": False,
        "content_note": "Water.",
        "helplines": [{"name": "Night line", "contact": "0800 1", "note": "free"}],
        "notice": None,
    }


def test_the_display_also_gets_the_code_and_how_many_are_in() -> None:
    script = lobby(("fay", "seat.remove", {"seat": "dan"}))
    shown = script.doc("exercise", "x", DISPLAY)
    assert set(shown) - set(script.doc("exercise", "x", "team:red")) == {"code", "people"}
    assert (shown["code"], shown["people"]) == ("ABCDEFGH", 3)
    assert shown["clock"]["anchor_at"] is None


def test_facilitators_also_get_what_comes_next_and_what_the_script_is_for() -> None:
    script = started("01:10")
    document = script.doc("exercise", "x")
    assert document["next"] == {
        "inject": "gauge",
        "offset_ms": 2 * MINUTE,
        "due_at": "2026-01-01T00:02:00.000Z",
    }
    assert document["undo"] is None
    assert document["objectives"][0] == {"id": "o1", "text": "Decide early"}
    assert document["roles"] == [{"id": "lead", "name": "Lead"}, {"id": "desk", "name": "Desk"}]
    assert document["tags"][0] == {
        "id": "tag-orders",
        "label": "Orders",
        "kind": "escalator",
        "definition": "Telling, not asking",
    }
    assert document["answers_while_paused"] is True


def test_what_comes_next_has_no_moment_while_the_clock_stands() -> None:
    assert given().doc("exercise", "x")["next"] == {
        "inject": "siren",
        "offset_ms": MINUTE,
        "due_at": None,
    }
    assert started(("fay", "exercise.end")).doc("exercise", "x")["next"] is None


def test_a_jump_can_be_taken_back_until_something_goes_out() -> None:
    script = started("01:10", ("fay", "clock.jump", {"to_ms": ms("01:20")}))
    assert script.doc("exercise", "x")["undo"] == {"from_ms": 70_000, "to_ms": 80_000}
    script.wait("03:00")
    assert script.doc("exercise", "x")["undo"] is None


def test_an_emergency_is_on_every_screen() -> None:
    script = started(("fay", "exercise.halt"))
    for scope in ("control", DISPLAY, "team:red"):
        assert script.doc("exercise", "x", scope)["notice"]["code"] == "halted"
        assert script.doc("exercise", "x", scope)["status"] == "halted"


def test_facilitators_see_who_had_a_hand_on_the_clock() -> None:
    script = started()
    assert script.doc("exercise", "x")["clock_by"] == "fay"
    script.given((None, "clock.pause"))
    assert script.doc("exercise", "x")["clock_by"] is None
    assert "clock_by" not in script.doc("exercise", "x", "team:red")
