"""Times as people write them."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.scenarios.durations import format_duration, parse_duration


@pytest.mark.parametrize(
    ("text", "milliseconds"),
    [
        ("0", 0),
        ("0:00", 0),
        ("4:00", 240_000),
        ("90:00", 5_400_000),
        ("1:05:00", 3_900_000),
        ("90 s", 90_000),
        ("90s", 90_000),
        ("2 min", 120_000),
        ("2 min 30 s", 150_000),
        ("1 Hour 30 minutes", 5_400_000),
        ("1.5 min", 90_000),
        ("250 ms", 250),
        (" 4:00 ", 240_000),
    ],
)
def test_read(text: str, milliseconds: int) -> None:
    assert parse_duration(text) == milliseconds


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("4", "4 of what? Write 4:00, 4 min or 4 s"),
        ("90", "90 of what"),
        ("5.00", "5.00 of what? Write 5:00, 5.00 min or 5.00 s"),
        ("1.5", "1.5 of what? Write 1.5 min or 1.5 s"),
        ("4:60", "60 seconds"),
        ("1:60:00", "60 minutes"),
        ("soon", "is no time"),
        ("", "is no time"),
        ("-1 min", "is no time"),
        ("4:0", "is no time"),
        ("1 fortnight", "is no time"),
        ("1 min and 2 s", "is no time"),
        ("٣ min", "is no time"),
        ("8 days", "is no time"),
        ("200 h", "longer than a week"),
        ("9" * 400, "of what"),
    ],
)
def test_refused_with_advice(text: str, advice: str) -> None:
    with pytest.raises(ValueError, match=r"[Ww]rite|week|seconds") as refused:
        parse_duration(text)
    assert advice in str(refused.value)


@given(st.integers(0, 600_000))
def test_what_is_shown_can_be_read_back(seconds: int) -> None:
    assert parse_duration(format_duration(seconds * 1000)) == seconds * 1000


@given(st.text(max_size=20))
def test_nothing_else_is_raised(text: str) -> None:
    with suppress(ValueError):
        assert parse_duration(text) >= 0
