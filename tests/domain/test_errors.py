"""Refusals as the protocol says them."""

from __future__ import annotations

from typing import get_args

from tabletop.domain.errors import LONGEST_PATH, MOST_FIELDS, STATUS, Code, Refusal


def test_every_code_has_a_status() -> None:
    assert set(STATUS) == set(get_args(Code))
    assert all(400 <= status < 600 for status in STATUS.values())


def test_a_refusal_on_the_wire() -> None:
    assert Refusal("late", "Too late.").wire() == {"code": "late", "message": "Too late."}
    refusal = Refusal("invalid", "No.", {"data.x": ("Wrong.",)})
    assert refusal.wire() == {
        "code": "invalid",
        "message": "No.",
        "fields": {"data.x": ["Wrong."]},
    }
    assert refusal.status == 400
    assert str(refusal) == "No."


def test_a_refusal_repeats_little_of_the_names_it_was_sent() -> None:
    refusal = Refusal("invalid", "No.", {f"{number}{'x' * 999}": ["?"] for number in range(99)})
    assert len(refusal.fields) == MOST_FIELDS
    assert {len(path) for path in refusal.fields} == {LONGEST_PATH}
