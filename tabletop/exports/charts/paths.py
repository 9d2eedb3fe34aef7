"""The escalation path: every team's running sum of effects over the exercise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeAlias

from tabletop.domain.debrief.rows import Lane, Path, Timeline
from tabletop.domain.debrief.wording import reading, signed
from tabletop.exports.charts.scale import Scale, scale_of
from tabletop.exports.charts.spans import CHARACTER

WIDTH: Final = 700
LEFT: Final = 52
RIGHT: Final = 130
TOP: Final = 30
UNIT: Final = 36
FOOT: Final = 30
NUDGE: Final = 3
"""Lines that share a value lie this far apart, so that none hides another."""

LABEL: Final = 16
SHAPES: Final = ("circle", "square", "triangle", "diamond")


_Y: TypeAlias = Callable[[int], float]


@dataclass(frozen=True, slots=True)
class Point:
    """The sum after one decision that has an effect."""

    x: float
    y: float
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """One team's path as an SVG path, with a shape of its own beside its colour."""

    lane: Lane
    d: str
    shape: str
    points: tuple[Point, ...]
    end_y: float
    label_y: float
    total: int


@dataclass(frozen=True, slots=True)
class Level:
    """A value of the sum, on the left."""

    value: int
    y: float


@dataclass(frozen=True, slots=True)
class Column:
    """A question that has effects: where its line is, and when ("" where there is no room)."""

    title: str
    clock: str
    x: float


@dataclass(frozen=True, slots=True)
class PathsChart:
    """Everything the template draws; `zero_y` is where nobody has done anything yet."""

    width: int
    height: int
    left: int
    right: int
    top: int
    bottom: int
    zero_y: float
    levels: tuple[Level, ...]
    columns: tuple[Column, ...]
    lines: tuple[Line, ...]


def paths_chart(timeline: Timeline) -> PathsChart | None:
    """The chart, or None when no decision has had an effect yet."""
    sums = [step.total for path in timeline.paths for step in path.steps]
    if not any(step.score is not None for path in timeline.paths for step in path.steps):
        return None
    high, low = max(1, *sums), min(-1, *sums)
    scale = scale_of(timeline.entries, WIDTH - LEFT - RIGHT)

    def y(value: int) -> float:
        return TOP + 8 + (high - value) * UNIT

    lines = _apart(
        [
            _line(timeline.lane(path.team), path, scale, y, number)
            for number, path in enumerate(timeline.paths)
        ]
    )
    bottom = max(round(y(low)) + 16, round(max(line.label_y for line in lines)))
    return PathsChart(
        width=WIDTH,
        height=bottom + FOOT,
        left=LEFT,
        right=WIDTH - RIGHT,
        top=TOP,
        bottom=bottom,
        zero_y=y(0),
        levels=tuple(Level(value, y(value)) for value in range(high, low - 1, -1)),
        columns=_columns(timeline, scale),
        lines=lines,
    )


def _columns(timeline: Timeline, scale: Scale) -> tuple[Column, ...]:
    columns: list[Column] = []
    free = 0.0
    for question in timeline.questions:
        if question.released_ms is None or not any(split.effect for split in question.splits):
            continue
        x = LEFT + scale.x(question.released_ms)
        clock = reading(question.released_ms) if x >= free else ""
        if clock:
            free = x + len(clock) * CHARACTER + 10
        columns.append(Column(question.title, clock, x))
    return tuple(columns)


def _line(lane: Lane, path: Path, scale: Scale, y: _Y, number: int) -> Line:
    shift = (number % 4 - 1.5) * NUDGE
    at = y(0) + shift
    d = [f"M{LEFT} {at:g}"]
    points: list[Point] = []
    for step in path.steps:
        if step.score is None:
            continue
        x = round(LEFT + scale.x(step.clock_ms), 1)
        at = y(step.total) + shift
        d.append(f"H{x:g}V{at:g}")
        words = f"{lane.name}, {reading(step.clock_ms)}, {step.title}: {signed(step.total)}"
        points.append(Point(x, at, words))
    d.append(f"H{WIDTH - RIGHT}")
    shape = SHAPES[number % len(SHAPES)]
    return Line(lane, "".join(d), shape, tuple(points), at, at, path.total)


def _apart(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The names at the ends, moved so far that none lies on another."""
    placed: dict[str, float] = {}
    last = float("-inf")
    for line in sorted(lines, key=lambda each: each.end_y):
        last = max(line.end_y, last + LABEL)
        placed[line.lane.id] = last
    return tuple(replace(line, label_y=placed[line.lane.id]) for line in lines)
