"""The debrief's rows as JSON values: what GET timeline answers and every format is drawn from.

The names are those of `tabletop.domain.debrief.rows`, each documented in docs/debrief.md. Moments
(`at`, `…_at`) become ISO 8601 in UTC, tuples lists; nothing is left out but by the filter.
"""

from __future__ import annotations

from dataclasses import dataclass, field, fields, is_dataclass
from functools import cache
from typing import Any, Final, TypeAlias

from tabletop.domain.debrief.filters import Filter
from tabletop.domain.debrief.rows import Entry, Timeline
from tabletop.domain.documents.view import iso

Plain: TypeAlias = dict[str, Any]

MARK: Final = "EXERCISE"
"""On every page and in every file, so that nobody takes play for the real thing."""


@dataclass(frozen=True, slots=True)
class About:
    """Which exercise the rows are of, and what was left out of them."""

    id: str
    title: str
    filter: Filter = field(default_factory=Filter)


def entry_row(entry: Entry) -> Plain:
    """One entry of the timeline."""
    row: Plain = plain(entry)
    return row


def timeline_object(timeline: Timeline, about: About) -> Plain:
    """Everything there is to show, as one JSON object."""
    return {
        "mark": MARK,
        "exercise": {
            "id": about.id,
            "title": about.title,
            "status": timeline.facts.status,
            "head": timeline.head,
        },
        "filter": {
            "kinds": sorted(about.filter.kinds),
            "teams": sorted(about.filter.lanes),
            "hidden": timeline.hidden,
        },
        "lanes": plain(timeline.lanes),
        "readings": plain(timeline.readings),
        "entries": [entry_row(entry) for entry in timeline.entries],
        "questions": plain(timeline.questions),
        "heat": plain(timeline.heat),
        "paths": plain(timeline.paths),
        "surveys": plain(timeline.surveys),
        "ratings": plain(timeline.ratings),
        "facts": plain(timeline.facts),
    }


def plain(value: Any) -> Any:
    """A row, or anything in one, as JSON."""
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    if not is_dataclass(value):
        return value
    return {
        name: iso(getattr(value, name)) if moment else plain(getattr(value, name))
        for name, moment in _names(type(value))  # type: ignore[arg-type]  # classes are hashable
    }


@cache
def _names(row: type) -> tuple[tuple[str, bool], ...]:
    """The fields of a kind of row, and which of them are moments."""
    return tuple(
        (each.name, each.name == "at" or each.name.endswith("_at")) for each in fields(row)
    )
