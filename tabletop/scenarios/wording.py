"""The YAML parser's complaints in words for somebody who has never heard of tokens."""

from __future__ import annotations

from typing import Final

import yaml

HINTS: Final = {
    "mapping values are not allowed": "there is a colon too many, or a line is indented too far; a"
    " text that holds a colon goes in quotes, or in a block after >-",
    "could not find expected ':'": "a line here is neither a field (name: value) nor part of the"
    " text above it; check the indentation and the colon",
    "found character '\\t'": "there is a tab; indent with spaces",
    "that cannot start any token": "a text may not begin with this character; put it in quotes",
    "expected <block end>": "this line does not fit the lines around it; check the indentation, and"
    " quotes that close too early",
    "expected the node content": "something is missing here; check brackets and commas",
    "while scanning a quoted scalar": "a quote is opened and never closed",
    "expected ',' or": "a bracket is opened and never closed, or a comma is missing",
    "unknown escape character": "a backslash in double quotes begins an escape; use single quotes"
    " or >-",
    "while scanning an alias": "a text that begins with * needs quotes",
    "while scanning an anchor": "a text that begins with & needs quotes",
    "while scanning a tag": "a text that begins with ! needs quotes",
    "while parsing a tag": "a text that begins with ! needs quotes",
    "while scanning a block scalar": "after > or | the text begins on the next line, indented",
    "while scanning a directive": "a line may not begin with %; put the text in quotes",
}


BEGUN_EARLIER: Final = (
    "could not find expected ':'",
    "while scanning a quoted scalar",
    "expected ',' or",
)
"""The parser notices these further down than where the author has to look."""


def in_plain_words(error: yaml.MarkedYAMLError) -> str:
    """What the parser stumbled over, with what to do about it where that is known."""
    told = f"{error.context or ''} {error.problem or ''}"
    for piece, hint in HINTS.items():
        if piece in told:
            return hint
    return f"cannot be read as YAML here: {error.problem or error.context}"


def line_of(error: yaml.MarkedYAMLError) -> int | None:
    """The line, from 1, to look at; None when the parser does not say."""
    marks = [error.problem_mark, error.context_mark]
    if any(piece in f"{error.context or ''} {error.problem or ''}" for piece in BEGUN_EARLIER):
        marks.reverse()
    return next((mark.line + 1 for mark in marks if mark is not None), None)


def odd_character(character: str) -> str:
    """What to say of a character that has no place in a text."""
    return f"holds a character that is not text (U+{ord(character):04X})"
