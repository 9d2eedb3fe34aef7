"""The YAML parser's complaints in words for somebody who has never heard of tokens."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, TypeAlias

import yaml
from yaml import events

from tabletop.scenarios.characters import look_alike

Told: TypeAlias = tuple[int, str]
"""The line to look at, from 1, and what to do there."""

TAB: Final = "found character '\\t'"

HINTS: Final = {
    "mapping values are not allowed": "there is a colon too many, or a line is indented too far; a"
    " text that holds a colon goes in quotes, or in a block after >-",
    "could not find expected ':'": "a line here is neither a field (name: value) nor part of the"
    " text above it; check the indentation and the colon",
    TAB: "there is a tab; indent with spaces",
    "that cannot start any token": "a text may not begin with this character; put it in quotes",
    "sequence entries are not allowed": "a text that begins with - needs quotes; the entries of a"
    " list begin on a line of their own",
    "mapping keys are not allowed": "a text that begins with ? needs quotes",
    "expected <block end>": "this line does not fit the lines around it; check the indentation, and"
    " quotes that close too early",
    "expected the node content": "something is missing here; check brackets and commas, and put a"
    " text that begins with one in quotes",
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
    "expected '<document start>'": "a line may not begin with %; put the text in quotes",
}

BEGUN_EARLIER: Final = (
    "could not find expected ':'",
    "while scanning a quoted scalar",
    "expected ',' or",
)
"""The parser notices these further down than where the author has to look."""

FIELD: Final = re.compile(r"\s*(?:-\s+)?[\w-]+:(?:\s|$)")


def explain(
    error: yaml.MarkedYAMLError, lines: Sequence[str], last: events.Event | None
) -> Told | None:
    """What the parser stumbled over and where the author has to look; None if nobody knows where.

    `last` is what it read just before: often that is to blame.
    """
    told = f"{error.context or ''} {error.problem or ''}"
    here = _line_of(error, told)
    if here is None:
        return None
    noticed = here if error.problem_mark is None else error.problem_mark.line + 1
    if blamed := _blame_last(told, noticed, lines, last):
        return blamed
    for number in dict.fromkeys((noticed, here, noticed - 1)):
        if 0 < number <= len(lines) and (message := look_alike(lines[number - 1])):
            return number, message
    for piece, hint in HINTS.items():
        if piece in told:
            return here, hint
    return here, f"cannot be read as YAML here: {error.problem or error.context}"


def _line_of(error: yaml.MarkedYAMLError, told: str) -> int | None:
    marks = [error.problem_mark, error.context_mark]
    if any(piece in told for piece in BEGUN_EARLIER):
        marks.reverse()
    return next((mark.line + 1 for mark in marks if mark is not None), None)


def _blame_last(
    told: str, noticed: int, lines: Sequence[str], last: events.Event | None
) -> Told | None:
    """A text that ended in this very line, but should not have."""
    if last is None or last.start_mark is None or last.end_mark is None:
        return None
    if last.end_mark.line + 1 != noticed or TAB in told:
        return None
    begun = last.start_mark.line + 1
    match last:
        case events.ScalarEvent(style="|" | ">") if not _is_field(noticed, lines):
            return noticed, (
                "is indented less than the text above it, so it does not belong to it any more;"
                " indent it alike"
            )
        case events.ScalarEvent(style="'" | '"' as quote) if begun < noticed:
            return begun, (
                f"the quote {quote} that opens here closes only in line {noticed}: one is missing"
                " in between"
            )
        case events.ScalarEvent(style="'" | '"') if "expected <block end>" in told:
            return noticed, (
                "the quote closes before the text ends; put all of it in single quotes, with every"
                " apostrophe in it written twice, or after >- on the next line"
            )
        case events.SequenceEndEvent() | events.MappingEndEvent() if (
            "expected <block end>" in told and last.end_mark.index > last.start_mark.index
        ):
            return noticed, "a text that begins with a bracket needs quotes around all of it"
    return None


def _is_field(number: int, lines: Sequence[str]) -> bool:
    return number > len(lines) or FIELD.match(lines[number - 1]) is not None
