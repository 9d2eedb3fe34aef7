"""What may stand in a text that came from outside."""

from __future__ import annotations


def is_text(value: str) -> bool:
    """Whether a database and a phone can take it: no NUL, no half of a surrogate pair."""
    try:
        value.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in value
