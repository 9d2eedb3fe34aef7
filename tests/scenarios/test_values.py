"""Numbers and yes or no, as people write them."""

from __future__ import annotations

import pytest

from tabletop.scenarios import values


@pytest.mark.parametrize(("text", "number"), [("7", 7), ("-3", -3), ("+2", 2), ("0.5", 0.5)])
def test_numbers(text: str, number: float) -> None:
    assert values.number(text) == number
    assert isinstance(values.number(text), float) == ("." in text)


@pytest.mark.parametrize("text", ["", "x", "1e3", ".5", "1,5", "٣", "nan", "1_000", "0x1f"])
def test_what_is_no_number(text: str) -> None:
    for read in (values.number, values.whole):
        with pytest.raises(ValueError, match="must be a"):
            read(text)


def test_too_large_a_number_is_called_so() -> None:
    for read in (values.number, values.whole):
        with pytest.raises(ValueError, match="nine digits at most"):
            read("9" * 20)


def test_a_whole_number_has_no_point() -> None:
    assert values.whole("12") == 12
    with pytest.raises(ValueError, match="must be a whole number"):
        values.whole("1.0")


def test_flags() -> None:
    assert [values.flag(word) for word in ("true", "No", "YES", "false")] == [True, False] * 2
    with pytest.raises(ValueError, match="true or false"):
        values.flag("on")
