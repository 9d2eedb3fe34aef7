"""Names people type for themselves: made safe to show, or refused with what to do."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from typing import Final

from tabletop.domain.errors import Refusal

LONGEST: Final = 40
MOST_MARKS: Final = 3
"""So many accents on one letter; what stacks higher is there to run over other people's lines."""

_ALPHABETS: Final = ("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "CHEROKEE", "COPTIC", "LISU")
"""Whose letters can be taken for another's; nobody's name needs two of them."""

_JOINERS: Final = "\u200c\u200d"
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
"""Letters and marks that show nothing: a name of them would look empty, or like another."""

_SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))))
"""They choose between two looks of a picture; after a letter they show nothing."""


def clean(name: str, *, longest: int = LONGEST) -> str:
    """The name as it is shown: composed, without what is invisible, with single spaces.

    Raises Refusal("bad_name") for one that is empty, longer than `longest` characters, or mixes
    alphabets that look alike (a Cyrillic letter in a Latin name).
    """
    if len(name) > 20 * longest:
        raise _bad(f"Use at most {longest} characters.")
    shown = unicodedata.normalize("NFKC", " ".join("".join(_visible(name)).split()))
    if not any(character.isalnum() for character in shown):
        raise _bad("Type a name with at least one letter or digit.")
    if len(shown) > longest:
        raise _bad(f"Use at most {longest} characters.")
    if len({_alphabet(character) for character in shown} - {None}) > 1:
        raise _bad("Use letters of one alphabet.")
    return shown


def _visible(name: str) -> Iterator[str]:
    text = unicodedata.normalize("NFKC", name)
    marks = 0
    for place, character in enumerate(text):
        category = unicodedata.category(character)
        before, after = text[place - 1 : place], text[place + 1 : place + 2]
        marks = marks + 1 if category in {"Mn", "Me"} else 0
        if character.isspace():
            yield " "
        elif character in _JOINERS:
            if _joins(before) and _joins(after):
                yield character
        elif character in _SELECTORS:
            if before and unicodedata.category(before) == "So":
                yield character
        elif (
            character not in _INVISIBLE
            and category not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
            and marks <= MOST_MARKS
        ):
            yield character


def _joins(neighbour: str) -> bool:
    """Whether a joiner makes a difference beside it: in Indic and Arabic writing, and between the
    parts of some pictures. In our alphabets it only hides."""
    category = unicodedata.category(neighbour) if neighbour else ""
    return category in {"Lo", "Mn", "Mc", "So", "Sk"} and _alphabet(neighbour) is None


def _alphabet(character: str) -> str | None:
    """Which of the alphabets that look alike it is a letter of."""
    script = unicodedata.name(character, "").partition(" ")[0] if character.isalpha() else ""
    return script if script in _ALPHABETS else None


def _bad(message: str) -> Refusal:
    return Refusal("bad_name", message, {"name": [message]})
