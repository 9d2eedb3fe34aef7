"""The escalation path as lines."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.exports.charts.paths import paths_chart
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.transcript import evening


def test_every_team_has_a_line_a_colour_and_a_shape() -> None:
    chart = paths_chart(debrief(evening()))
    assert chart is not None
    assert [(line.lane.name, line.total, line.shape) for line in chart.lines] == [
        ("Harbour", -3, "circle"),
        ("Linden", -2, "square"),
        ("Mill", 1, "triangle"),
        ("Quay", -1, "diamond"),
    ]
    assert [level.value for level in chart.levels] == [1, 0, -1, -2, -3]
    assert [column.clock for column in chart.columns] == [
        "04:00",
        "07:00",
        "10:00",
        "15:00",
        "19:00",
    ]


def test_hotter_is_higher() -> None:
    chart = paths_chart(debrief(evening()))
    assert chart is not None
    by_name = {line.lane.name: line for line in chart.lines}
    assert by_name["Mill"].end_y < chart.zero_y < by_name["Linden"].end_y < by_name["Harbour"].end_y
    assert chart.top <= min(line.end_y for line in chart.lines)
    assert max(line.end_y for line in chart.lines) <= chart.bottom


def test_points_say_what_they_are() -> None:
    chart = paths_chart(debrief(evening()))
    assert chart is not None
    assert [point.words for point in chart.lines[3].points] == [
        "Quay, 05:27, “You sold my bed?”: +1",
        "Quay, 08:27, Filming: +1",
        "Quay, 16:19, “And what do I get?”: 0",
        "Quay, 19:57, The room is gone: \N{MINUS SIGN}1",
    ]
    assert chart.lines[0].d.startswith("M52 ")
    assert chart.lines[0].d.count("V") == 3


def test_names_at_the_ends_keep_apart() -> None:
    script = play(inject("one", 0, CHOICE))
    script.start()
    for seat in ("a1", "b1"):
        script.say(seat, c.Lock("one", {"option": "a"}))
    chart = paths_chart(debrief(script))
    assert chart is not None
    first, second = sorted(line.label_y for line in chart.lines)
    assert second - first >= 16


def test_without_a_decision_there_is_no_path() -> None:
    script = play(inject("one", 0, CHOICE))
    assert paths_chart(debrief(script)) is None
    script.start()
    assert paths_chart(debrief(script)) is None
