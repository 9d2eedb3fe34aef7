"""Before and after on a scale."""

from __future__ import annotations

from tabletop.exports.charts.surveys import WIDTH, dumbbells
from tests.data.debrief import debrief, play
from tests.data.transcript import evening, lobby


def test_medians_lie_on_the_scale() -> None:
    sure, feedback = debrief(evening()).surveys
    first = dumbbells(sure)[0]
    assert (first.before_x, first.after_x) == (190.0, 205.0)
    assert (first.marks[0], first.marks[-1], len(first.marks)) == (10, WIDTH - 10, 11)
    assert dumbbells(feedback)[0].before_x is None
    assert len(dumbbells(feedback)) == 2, "a text has no place on a scale"


def test_what_is_not_known_is_not_drawn() -> None:
    sure, _ = debrief(lobby()).surveys
    assert dumbbells(sure)[0].before_x is not None
    assert dumbbells(sure)[0].after_x is None
    assert debrief(play()).surveys == ()
