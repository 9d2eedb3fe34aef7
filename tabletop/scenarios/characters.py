"""Characters that look like others, or like nothing: named for who can't tell them apart."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

FOREIGN_BREAK: Final = re.compile("[\x85\u2028\u2029]")
"""What some programs break lines with. YAML does too, but no editor shows it as a new line."""

DASHES: Final = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2022\u00b7\u2023\u25cf\u25aa\u25e6"
COLONS: Final = "\uff1a\ufe55\u2236\ua789"

_TURNING: Final = re.compile("[\u202a-\u202e]")
_AFTER_A_SIGN: Final = re.compile(r"(?:^\s*-|:)([^\S \t\r\n])")


def named(character: str) -> str:
    """The character's name and number: "zero width space, U+200B"."""
    name = unicodedata.name(character, "").lower()
    number = f"U+{ord(character):04X}"
    return f"{name}, {number}" if name else number


def no_text(character: str) -> str:
    """What to say of a character that has no place in a text."""
    return f"holds a character that is not text ({named(character)})"


def invisible(word: str) -> str | None:
    """The first character of a name that nobody sees, or that only looks like a space."""
    return next((c for c in word if c != " " and not c.isprintable()), None)


def turning(text: str) -> str | None:
    """The first invisible mark that turns the direction of what is shown after it."""
    found = _TURNING.search(text)
    return found[0] if found else None


def look_alike(line: str) -> str | None:
    """Why a line that looks right can't be read; None when it holds nothing foreign."""
    begin = line.lstrip()
    for character in line[: len(line) - len(begin)]:
        if character not in " \t\r":
            return f"the indentation holds a {named(character)}; indent with plain spaces"
    first = begin[:1]
    if first and unicodedata.category(first) == "Cf":
        return f"begins with an invisible character ({named(first)}); type the line again"
    if begin.startswith("* ") or (first and first in DASHES):
        return f"a list entry begins with a plain -, not with {first} ({named(first)})"
    for character in line:
        if character in COLONS:
            return f"{character} ({named(character)}) stands where a plain : belongs"
    if found := _AFTER_A_SIGN.search(line):
        return f"after the dash or the colon stands a {named(found[1])}; type a plain space"
    return None
