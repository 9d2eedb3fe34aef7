"""What effects add up to."""

from __future__ import annotations

import pytest

from tabletop.domain import commands as c
from tabletop.domain.debrief.rows import Spread
from tabletop.domain.debrief.scoring import score, spread
from tabletop.domain.scenario import Effect
from tests.data.debrief import CHOICE, debrief, inject, play
from tests.data.transcript import evening


@pytest.mark.parametrize(
    ("effects", "expected"),
    [
        ((), None),
        (("neutral",), 0),
        (("escalating",), 1),
        (("de_escalating",), -1),
        (("escalating", "de_escalating"), 0),
        (("escalating", "escalating", "neutral"), 1),
    ],
)
def test_an_answer_counts_by_the_sign_of_its_effects(
    effects: tuple[Effect, ...], expected: int | None
) -> None:
    assert score(effects) == expected


def test_a_path_is_the_running_sum_in_the_order_of_the_injects() -> None:
    paths = {path.team: path for path in debrief(evening()).paths}
    assert {team: path.total for team, path in paths.items()} == {
        "t1": -3,
        "t2": -2,
        "t3": 1,
        "t4": -1,
    }
    assert [(step.inject, step.score, step.total) for step in paths["t4"].steps] == [
        ("cs-03", 1, 1),
        ("cs-04h", 0, 1),
        ("cs-05", None, 1),
        ("cs-06", None, 1),
        ("cs-07", -1, 0),
        ("cs-09", -1, -1),
    ]
    assert [step.status for step in paths["t4"].steps][2:4] == ["missed", "skipped"]


def test_a_path_leaves_out_what_was_not_meant_for_the_team() -> None:
    script = play(inject("both", 0, CHOICE))
    script.start()
    script.say(
        "fay",
        c.Compose(
            "Only Birch",
            to={"team": ["b"]},
            ask={
                "kind": "choice",
                "prompt": "Which?",
                "scope": "team",
                "options": [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}],
            },
        ),
    )
    paths = {path.team: path for path in debrief(script).paths}
    assert [step.inject for step in paths["a"].steps] == ["both"]
    assert [step.inject for step in paths["b"].steps] == ["both"], (
        "without effects there is no step"
    )


def test_a_step_stands_where_the_team_decided() -> None:
    script = play(inject("both", 1, CHOICE))
    assert debrief(script).paths[0].steps[0].clock_ms == 60_000, "planned"
    script.start()
    script.at("1:10")
    assert debrief(script).paths[0].steps[0].clock_ms == 60_000, "released"
    script.say("a1", c.Lock("both", {"option": "a"}))
    assert debrief(script).paths[0].steps[0].clock_ms == 70_000, "locked"


def test_a_spread_is_count_middle_and_range() -> None:
    assert spread([4, 1, 2]) == Spread(3, 2, 1, 4)
    assert spread([]) == Spread(0)
