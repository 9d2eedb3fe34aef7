"""What may stand in a text that came from outside, and how a number is written in one."""

from __future__ import annotations


def is_text(value: str) -> bool:
    """Whether a database and a phone can take it: no NUL, no half of a surrogate pair."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in value


def number(value: float) -> str:
    """A number without needless zeros: 7, 12.5."""
    return f"{value:.10g}"
