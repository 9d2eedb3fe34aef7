"""Words and names as a terminal shows them."""

from __future__ import annotations


def count(number: int, noun: str) -> str:
    """How many there are: "no errors", "1 error", "2 errors"."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def printable(text: str) -> str:
    """The text on one line, with what can't be seen written out: a file's content and its name come
    from elsewhere, and neither forges a line here nor steers the terminal."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in text)
