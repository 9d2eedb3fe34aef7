"""Answers and times in words."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain.debrief.wording import (
    duration,
    in_full,
    letter,
    listed,
    number,
    reading,
    short,
    signed,
)
from tabletop.domain.scenario import Ask, AskKind, Option

OPTIONS = (Option("x", "One"), Option("y", "Two"), Option("z", "Three"))


@pytest.mark.parametrize(
    ("kind", "answer", "expected", "full"),
    [
        ("ack", {}, "read", "Acknowledged"),
        ("choice", {"option": "y"}, "B", "B: Two"),
        ("choice", {"option": "gone"}, "gone", "gone"),
        ("multi", {"options": ["x", "z"]}, "A + C", "A: One; C: Three"),
        ("multi", {"options": []}, "none", "None"),
        ("ranking", {"order": ["z", "x", "y"]}, "C > A > B", "1. C: Three; 2. A: One; 3. B: Two"),
        ("rating", {"value": 7}, "7", "7"),
        ("number", {"value": 12.5}, "12.5 km", "12.5 km"),
        ("text", {"text": "Come in."}, "text", "Come in."),
    ],
)
def test_answers(kind: AskKind, answer: dict[str, Any], expected: str, full: str) -> None:
    ask = Ask(kind, "?", options=OPTIONS, unit="km" if kind == "number" else "")
    assert short(ask, answer) == expected
    assert in_full(ask, answer) == full


def test_a_letter_is_the_option_s_place_whatever_its_id() -> None:
    ask = Ask("choice", "?", options=OPTIONS)
    assert [letter(ask, option.id) for option in OPTIONS] == ["A", "B", "C"]


def test_numbers_have_no_needless_zeros() -> None:
    assert [number(7), number(7.0), number(6.5), number(0.1 + 0.2)] == ["7", "7", "6.5", "0.3"]
    assert [signed(2), signed(0), signed(-3)] == ["+2", "0", "\N{MINUS SIGN}3"]


def test_names_in_a_row() -> None:
    assert listed([]) == "nobody"
    assert listed(["Ash"]) == "Ash"
    assert listed(["Ash", "Birch", "Elm"]) == "Ash, Birch and Elm"


def test_times() -> None:
    assert [reading(0), reading(276_999), reading(3_723_000)] == ["00:00", "04:36", "1:02:03"]
    assert [duration(49_000), duration(725_000), duration(3_723_000)] == [
        "0:49",
        "12:05",
        "1:02:03",
    ]
    assert reading(-5) == "00:00"
