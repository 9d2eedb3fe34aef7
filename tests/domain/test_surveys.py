"""When a survey is asked, and what its answers must look like."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tabletop.domain import surveys
from tabletop.domain.errors import Refusal
from tests.domain.transcript import given, lobby, started


def statuses(*lines: Any) -> tuple[str, str]:
    """How the surveys before and after stand."""
    state = (started(*lines) if lines else given()).state
    before, after = (surveys.find(state, each) for each in ("before", "after"))
    assert before is not None
    assert after is not None
    return surveys.status(state, before), surveys.status(state, after)


def test_a_survey_is_open_when_it_is_asked() -> None:
    assert statuses() == ("waiting", "waiting")
    assert statuses(("fay", "clock.pause")) == ("open", "waiting")
    assert statuses(("fay", "exercise.end")) == ("closed", "open")
    assert statuses(("fay", "exercise.end"), ("fay", "exercise.close")) == ("closed", "closed")
    assert surveys.find(lobby().state, "none") is None


def test_an_emergency_leaves_surveys_as_they_were() -> None:
    assert statuses(("fay", "exercise.halt")) == ("open", "waiting")
    assert statuses(("fay", "exercise.end"), ("fay", "exercise.halt")) == ("closed", "open")


@pytest.mark.parametrize("answers", [{}, {"s1": 0}, {"s1": 10, "s2": ""}, {"s2": "x" * 4_000}])
def test_answers_that_fit(answers: dict[str, Any]) -> None:
    after = surveys.find(given().state, "after")
    assert after is not None
    surveys.check(after, answers)


@pytest.mark.parametrize(
    "answers",
    [
        {"s9": 1},
        {"s1": -1},
        {"s1": 11},
        {"s1": 10**400},
        {"s1": 5.0},
        {"s1": "5"},
        {"s1": True},
        {"s1": None},
        {"s2": 5},
        {"s2": "x" * 4_001},
        {"s2": "a\x00"},
        {"s2": "\ud800"},
    ],
)
def test_answers_that_do_not(answers: dict[str, Any]) -> None:
    after = surveys.find(given().state, "after")
    assert after is not None
    with pytest.raises(Refusal) as caught:
        surveys.check(after, {"s1": 5, **answers})
    assert caught.value.code == "invalid"
    assert list(caught.value.fields) == [f"data.answers.{each}" for each in answers]


def test_a_phone_lets_people_type_no_more_than_is_taken() -> None:
    script = (Path(__file__).parents[2] / "static/js/play/survey.js").read_text(encoding="utf-8")
    assert f"{surveys.MAX_TEXT}" in script.replace("_", "")
