"""What happened at one moment: releases in control's lane, and notes, flags and the like."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from tabletop.domain.debrief.rows import Entry, Kind, Timeline
from tabletop.exports.charts.scale import Scale
from tabletop.exports.charts.spans import CHARACTER

LETTERS: Final[Mapping[str, str]] = {
    "note.added": "N",
    "flag.added": "F",
    "message.sent": "M",
    "nudge.sent": "M",
    "pause.requested": "P",
    "clock.paused": "P",
    "exercise.halted": "!",
    "clock.jumped": "J",
    "inject.recalled": "R",
    "inject.skipped": "S",
    "decision.lock_passed": "L",
}
"""The letter in the circle, by the event."""

BRANCHES: Final[Mapping[str, str]] = {"inject.released": "B", "inject.passed_over": "\N{EN DASH}"}
"""The same for an inject that depends on a condition, in the lane of each team it says it of."""

LONGEST_LABEL: Final = 26
LABEL_ROWS: Final = 3
CIRCLE: Final = 22


@dataclass(frozen=True, slots=True)
class Marker:
    """A moment with a letter, or a release with a label ("" where there was no room for one).

    `undone`: a jump did it, and was taken back.
    """

    seq: int
    clock_ms: int
    x: float
    row: int
    kind: Kind
    lanes: tuple[str, ...]
    letter: str
    label: str
    words: str
    undone: bool

    @property
    def end(self) -> float:
        """Where the next label may begin."""
        return self.x + len(self.label) * CHARACTER + 20


def releases(timeline: Timeline, scale: Scale) -> tuple[Marker, ...]:
    """Each release, its title in the first row where it covers no other."""
    ends = [0.0] * LABEL_ROWS
    found: list[Marker] = []
    for entry in timeline.entries:
        if entry.event != "inject.released":
            continue
        x = scale.x(entry.clock_ms)
        if entry.undone:
            found.append(_marker(entry, x, 0, "", ""))
            continue
        row = next((row for row, end in enumerate(ends) if end <= x), None)
        label = "" if row is None else _shortened(entry.inject_title)
        found.append(_marker(entry, x, row or 0, "", label))
        if row is not None:
            ends[row] = found[-1].end
    return tuple(found)


def lane_markers(timeline: Timeline, lane: str, scale: Scale) -> tuple[Marker, ...]:
    """The lettered moments of one lane, in as many rows as it takes."""
    ends: list[float] = []
    found: list[Marker] = []
    for entry, letter in _lettered(timeline.entries, lane):
        x = scale.x(entry.clock_ms)
        row = next((row for row, end in enumerate(ends) if end <= x), len(ends))
        if row == len(ends):
            ends.append(0)
        ends[row] = x + CIRCLE
        found.append(_marker(entry, x, row, letter, ""))
    return tuple(found)


def _lettered(entries: Iterable[Entry], lane: str) -> Iterator[tuple[Entry, str]]:
    for entry in entries:
        if entry.undone and entry.event != "clock.jumped":
            continue
        if entry.kind == "branch" and entry.event in BRANCHES and lane in entry.teams:
            yield entry, BRANCHES[entry.event]
        elif entry.lane == lane and entry.event in LETTERS:
            yield entry, LETTERS[entry.event]


def _marker(entry: Entry, x: float, row: int, letter: str, label: str) -> Marker:
    words = f"{entry.title}: {entry.text}" if entry.text else entry.title
    return Marker(
        seq=entry.seq,
        clock_ms=entry.clock_ms,
        x=x,
        row=row,
        kind=entry.kind,
        lanes=entry.lanes,
        letter=letter,
        label=label,
        words=f"{words} (withdrawn)" if entry.undone else words,
        undone=entry.undone,
    )


def _shortened(title: str) -> str:
    if len(title) <= LONGEST_LABEL:
        return title
    return f"{title[: LONGEST_LABEL - 1].rstrip()}…"
