"""What the debrief's page shows, beyond the timeline itself: filters, pictures, short lists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from tabletop.domain.debrief.filters import KINDS, Filter, filtered
from tabletop.domain.debrief.rows import CONTROL_LANE, Decision, Entry, Kind, Lane, Timeline
from tabletop.domain.debrief.wording import STATUS
from tabletop.exports.charts.lanes import LanesChart, lanes_chart
from tabletop.exports.charts.paths import PathsChart, paths_chart
from tabletop.exports.rows import About

KIND_WORDS: Final[dict[Kind, str]] = {
    "inject": "Injects",
    "branch": "Branches",
    "answer": "Answers",
    "decision": "Decisions",
    "note": "Notes",
    "flag": "Flags",
    "message": "Messages",
    "exercise": "Clock",
    "closing": "Closings",
    "rating": "Ratings",
    "survey": "Surveys",
    "people": "People",
    "read": "Read",
}

QUIET: Final[frozenset[str]] = frozenset({"closing", "people", "read", "survey"})
"""Many, and seldom what the talk is about: left out at first, and the page says so."""

UNUSUAL: Final = {
    "inject.recalled": "Recalled",
    "inject.skipped": "Skipped",
    "inject.held": "Held",
    "inject.revised": "Revised",
    "inject.extended": "Extended",
    "inject.composed": "Ad hoc",
    "response.late": "Late",
    "clock.jumped": "Jump",
    "clock.jump_undone": "Taken back",
    "exercise.halted": "Halted",
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One box of the filter: a kind or a lane, and how many entries there are of it."""

    value: str
    label: str
    count: int
    chosen: bool
    lane: Lane | None = None


@dataclass(frozen=True, slots=True)
class Unusual:
    """Something that did not go by the script, or that a team did not do."""

    clock_ms: int
    what: str
    words: str
    team: Lane | None


@dataclass(frozen=True, slots=True)
class Page:
    """The timeline as it is shown: `shown` is what the filter left of `whole`."""

    about: About
    whole: Timeline
    shown: Timeline
    kinds: tuple[Choice, ...]
    lanes: tuple[Choice, ...]
    chart: LanesChart
    paths: PathsChart | None
    unusual: tuple[Unusual, ...]
    remarks: tuple[Entry, ...]
    query: str


def first_filter(wanted: Filter) -> Filter:
    """The filter of the page: without a choice of kinds, all but the quiet ones."""
    if wanted.kinds:
        return wanted
    return Filter(frozenset(KINDS) - QUIET, wanted.lanes)


def page(timeline: Timeline, about: About) -> Page:
    """The page of this timeline, with the filter in `about`."""
    wanted = about.filter
    kinds = Counter(entry.kind for entry in timeline.entries)
    return Page(
        about=about,
        whole=timeline,
        shown=filtered(timeline, wanted),
        kinds=tuple(
            Choice(kind, KIND_WORDS[kind], kinds[kind], kind in wanted.kinds)
            for kind in KINDS
            if kinds[kind]
        ),
        lanes=tuple(
            Choice(
                lane.id,
                lane.name,
                sum(Filter(lanes=frozenset({lane.id})).keeps(each) for each in timeline.entries),
                not wanted.lanes or lane.id in wanted.lanes,
                lane,
            )
            for lane in timeline.lanes
        ),
        chart=lanes_chart(timeline),
        paths=paths_chart(timeline),
        unusual=tuple(_unusual(timeline)),
        remarks=tuple(entry for entry in timeline.entries if entry.kind in {"note", "flag"}),
        query=query(wanted),
    )


def query(wanted: Filter) -> str:
    """The filter as a query string, for the links to the exports."""
    pairs = [("kind", kind) for kind in KINDS if kind in wanted.kinds]
    return urlencode([*pairs, *(("team", lane) for lane in sorted(wanted.lanes))])


def _unusual(timeline: Timeline) -> list[Unusual]:
    skips = _skips(timeline.entries)
    found = [
        Unusual(entry.clock_ms, UNUSUAL[entry.event], _words(entry), _team(timeline, entry.lane))
        for entry in timeline.entries
        if entry.event in UNUSUAL
        and (not entry.undone or entry.event == "clock.jumped")
        and (entry.event != "inject.skipped" or skips.get(entry.inject) == entry.seq)
    ]
    titles = {question.inject: question.title for question in timeline.questions}
    found.extend(
        Unusual(
            decision.released_ms or 0,
            STATUS[decision.status].capitalize(),
            f"{titles[decision.inject]}: {_undecided(decision)}",
            _team(timeline, decision.team),
        )
        for decision in _missed(timeline.decisions)
    )
    return sorted(found, key=lambda each: each.clock_ms)


def _skips(entries: Iterable[Entry]) -> dict[str | None, int]:
    """The skips that stand, by inject: neither taken back nor overtaken by a release."""
    found: dict[str | None, int] = {}
    for entry in entries:
        if entry.event == "inject.skipped" and not entry.undone:
            found[entry.inject] = entry.seq
        elif entry.event == "inject.restored" or (
            entry.event == "inject.released" and not entry.undone
        ):
            found.pop(entry.inject, None)
    return found


def _missed(decisions: Iterable[Decision]) -> Iterable[Decision]:
    return (decision for decision in decisions if decision.status == "missed")


def _undecided(decision: Decision) -> str:
    said = f"{decision.answered} of {decision.expected} said something"
    return f"{said} before the close"


def _words(entry: Entry) -> str:
    text = f": {entry.text}" if entry.text else ""
    return f"{entry.title}{text}"


def _team(timeline: Timeline, lane: str) -> Lane | None:
    return None if lane == CONTROL_LANE else timeline.lane(lane)
