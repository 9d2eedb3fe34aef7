"""The timeline as lanes: one for control, one a team, over both clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from tabletop.domain.debrief.rows import Lane, Timeline
from tabletop.exports.charts.markers import LABEL_ROWS, Marker, lane_markers, releases
from tabletop.exports.charts.scale import Scale, Tick, scale_of, ticks
from tabletop.exports.charts.spans import ROW, Span, team_spans

WIDTH: Final = 1_080
HEAD: Final = 24
FOOT: Final = 24
LABEL_ROW: Final = 16
CIRCLE_ROW: Final = 22
PAD: Final = 8
OVERVIEW_LANE: Final = 7
LEAST_ROOM: Final = 50


@dataclass(frozen=True, slots=True)
class LaneRow:
    """One lane: where it begins, how high it is, and what lies in it."""

    lane: Lane
    y: int
    height: int
    circles_y: int
    spans_y: int
    releases: tuple[Marker, ...]
    markers: tuple[Marker, ...]
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class LanesChart:
    """Everything the template draws. `room` is what the words at the last moments need to the right
    of them, `overview_height` the height of the strip above."""

    width: int
    room: int
    height: int
    scale: Scale
    ticks: tuple[Tick, ...]
    rows: tuple[LaneRow, ...]
    top: int
    bottom: int
    overview_height: int


def lanes_chart(timeline: Timeline, width: int = WIDTH) -> LanesChart:
    """The chart of this timeline, `width` pixels from the start to the last entry."""
    scale = scale_of(timeline.entries, width)
    rows: list[LaneRow] = []
    y = HEAD
    for lane in timeline.lanes:
        row = _row(timeline, lane, y, scale)
        rows.append(row)
        y += row.height
    return LanesChart(
        width=width,
        room=_room(rows, width),
        height=y + FOOT,
        scale=scale,
        ticks=ticks(timeline.readings, scale),
        rows=tuple(rows),
        top=HEAD,
        bottom=y,
        overview_height=OVERVIEW_LANE * len(rows) + 4,
    )


def _room(rows: Iterable[LaneRow], width: int) -> int:
    ends = [0.0]
    for row in rows:
        ends += [marker.end for marker in row.releases]
        ends += [span.end for span in row.spans]
    return max(LEAST_ROOM, round(max(ends)) - width)


def _row(timeline: Timeline, lane: Lane, y: int, scale: Scale) -> LaneRow:
    control = lane is timeline.lanes[0]
    sent = releases(timeline, scale) if control else ()
    spans = () if control else team_spans(timeline, lane.id, scale)
    markers = lane_markers(timeline, lane.id, scale)
    circles_y = y + PAD + (LABEL_ROW * LABEL_ROWS + 4 if control else 0)
    spans_y = circles_y + CIRCLE_ROW * _rows(marker.row for marker in markers)
    end = spans_y + (0 if control else ROW * max(1, _rows(span.row for span in spans)))
    return LaneRow(lane, y, end + PAD - y, circles_y, spans_y, sent, markers, spans)


def _rows(numbers: Iterable[int]) -> int:
    return max(numbers, default=-1) + 1
