"""Names people type for themselves: made safe to show, or refused with what to do."""

from __future__ import annotations

import unicodedata
from typing import Final

from tabletop.domain.errors import Refusal

LONGEST: Final = 40
_SCRIPTS: Final = ("LATIN", "GREEK", "CYRILLIC")
_JOINERS: Final = "\u200c\u200d"


def clean(name: str, *, longest: int = LONGEST) -> str:
    """The name as it is shown: composed, without control and direction marks, single spaces.

    Raises Refusal("bad_name") for one that is empty, longer than `longest` characters, or mixes
    alphabets that look alike (a Cyrillic letter in a Latin name).
    """
    if len(name) > 20 * longest:
        raise _bad(f"Use at most {longest} characters.")
    text = unicodedata.normalize("NFKC", name)
    kept = "".join(
        " " if character.isspace() else character
        for character in text
        if character.isspace()
        or character in _JOINERS
        or unicodedata.category(character) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    )
    shown = " ".join(kept.split())
    if not any(character.isalnum() for character in shown):
        raise _bad("Type a name with at least one letter or digit.")
    if len(shown) > longest:
        raise _bad(f"Use at most {longest} characters.")
    if len(_scripts(shown)) > 1:
        raise _bad("Use letters of one alphabet.")
    return shown


def _scripts(text: str) -> set[str]:
    """Which of the alphabets that look alike the letters come from."""
    found: set[str] = set()
    for character in text:
        if character.isalpha():
            script = unicodedata.name(character, "").partition(" ")[0]
            if script in _SCRIPTS:
                found.add(script)
    return found


def _bad(message: str) -> Refusal:
    return Refusal("bad_name", message, {"name": [message]})
