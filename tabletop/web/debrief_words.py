"""How the debrief's templates write times, numbers and letters."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from flask import Blueprint

from tabletop.domain.debrief.rows import Question
from tabletop.domain.debrief.wording import (
    EFFECTS,
    RATINGS,
    STATUS,
    duration,
    late,
    reading,
    signed,
)
from tabletop.domain.documents.view import iso
from tabletop.domain.texts import number
from tabletop.exports.charts.splits import before_together, shares
from tabletop.exports.charts.surveys import dumbbells

WALL: Final = {"time": "%H:%M:%S", "minute": "%H:%M", "day": "%A, %-d %B %Y"}
"""The wall clock in UTC; the page's script puts it into the reader's own time zone."""


def wall(at: int, form: str) -> str:
    """A moment (Unix ms) in UTC: "time" to the second, "minute", or "day"."""
    return datetime.fromtimestamp(at // 1000, UTC).strftime(WALL[form])


def letter_of(option: str, question: Question) -> str:
    """The letter of one of the question's options."""
    return next((split.letter for split in question.splits if split.option == option), option)


FILTERS: Final[Mapping[str, Callable[..., Any]]] = {
    "reading": reading,
    "duration": duration,
    "late": late,
    "number": number,
    "signed": signed,
    "iso": iso,
    "wall": wall,
    "letter_of": letter_of,
    "effect_word": EFFECTS.__getitem__,
    "status_word": STATUS.__getitem__,
    "rating_word": RATINGS.__getitem__,
    "dumbbells": dumbbells,
    "shares": shares,
    "before_together": before_together,
}


def register(blueprint: Blueprint) -> None:
    """Give the templates of the application these filters."""
    for name, written in FILTERS.items():
        blueprint.add_app_template_filter(written, name)
