"""Words and names as a terminal shows them."""

from __future__ import annotations

from tabletop.cli.words import count, printable


def test_how_many() -> None:
    assert [count(number, "error") for number in (0, 1, 2)] == ["no errors", "1 error", "2 errors"]


def test_what_cannot_be_seen_is_written_out() -> None:
    assert printable("Küche – 🔥") == "Küche – 🔥"
    assert printable("a\nb\x1b[2J\u200bc\u2028") == "a\\u000ab\\u001b[2J\\u200bc\\u2028"
