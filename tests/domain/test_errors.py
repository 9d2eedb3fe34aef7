"""Refusals as the protocol says them."""

from __future__ import annotations

from typing import get_args

from tabletop.domain.errors import STATUS, Code, Refusal


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
