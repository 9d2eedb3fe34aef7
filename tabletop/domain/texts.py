"""What may stand in a text that came from outside."""

from __future__ import annotations


def is_text(value: str) -> bool:
    """Whether a database and a phone can take it: no NUL, no half of a surrogate pair."""
    return "\x00" not in value and not any(0xD800 <= ord(each) <= 0xDFFF for each in value)
