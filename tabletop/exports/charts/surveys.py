"""Before and after, item by item: two medians on one scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from tabletop.domain.debrief.rows import ItemSummary, SurveySummary

WIDTH: Final = 320
HEIGHT: Final = 24
PAD: Final = 10


@dataclass(frozen=True, slots=True)
class Dumbbell:
    """One item's medians in pixels; None where there is none to show."""

    item: ItemSummary
    before_x: float | None
    after_x: float | None
    marks: tuple[float, ...]


def dumbbells(summary: SurveySummary) -> tuple[Dumbbell, ...]:
    """One a rated item; texts have no place on a scale."""
    return tuple(_dumbbell(item) for item in summary.items if item.kind == "rating")


def _dumbbell(item: ItemSummary) -> Dumbbell:
    def x(value: float) -> float:
        part = (value - item.minimum) / (item.maximum - item.minimum)
        return round(PAD + part * (WIDTH - 2 * PAD), 1)

    def median_x(side: str) -> float | None:
        spread = item.before if side == "before" else item.after
        return None if spread is None or spread.median is None else x(spread.median)

    return Dumbbell(
        item=item,
        before_x=median_x("before"),
        after_x=median_x("after"),
        marks=tuple(x(value) for value in range(item.minimum, item.maximum + 1)),
    )
