"""The timeline's entries as CSV, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

from tabletop.domain.debrief.rows import Entry, Timeline
from tabletop.domain.debrief.wording import reading
from tabletop.exports.rows import MARK, About, Plain, entry_row

COLUMNS: Final = (
    "mark",
    "exercise",
    "seq",
    "at",
    "clock",
    "clock_ms",
    "lane",
    "teams",
    "kind",
    "event",
    "actor_name",
    "title",
    "text",
    "seat_name",
    "inject",
    "inject_title",
    "answer",
    "options",
    "effects",
    "tags",
    "confidence",
    "took_ms",
    "late",
    "undone",
)
"""In this order. Each row says of itself that it is of an exercise, and of which."""

FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # noqa: RUF001  # spreadsheets read the wide ones too
BYTE_ORDER_MARK: Final = "\ufeff"


def to_csv(timeline: Timeline, about: About) -> str:
    """One line an entry, after a line of names. Starts with the mark that lets Excel read UTF-8."""
    written = StringIO()
    writer = csv.writer(written)
    writer.writerow(COLUMNS)
    names = {lane.id: lane.name for lane in timeline.lanes}
    for entry in timeline.entries:
        row = _row(entry, about, names)
        writer.writerow([cell(row[column]) for column in COLUMNS])
    return BYTE_ORDER_MARK + written.getvalue()


def _row(entry: Entry, about: About, names: Mapping[str, str]) -> Plain:
    row = entry_row(entry)
    return row | {
        "mark": MARK,
        "exercise": about.title,
        "clock": reading(entry.clock_ms),
        "lane": names[entry.lane],
        "teams": [names[team] for team in entry.teams],
    }


def cell(value: Any) -> str | int | float:
    """The value as a spreadsheet may have it: text that would be a formula gets an apostrophe."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else ""
        case int() | float():
            return value
        case list():
            return cell("; ".join(map(str, value)))
        case _:
            text = str(value)
            return f"'{text}" if text.startswith(FORMULA_STARTS) else text
