"""Surveys in counts and medians, and who stays out of them."""

from __future__ import annotations

import pytest

from tabletop.domain import commands as c
from tabletop.domain.debrief.rows import Spread, SurveySummary
from tabletop.domain.debrief.surveys import surveys
from tabletop.domain.scenario import Item, Survey
from tests.data.debrief import debrief, play
from tests.data.script import Script
from tests.data.transcript import evening

SURE = Item("sure", "calm somebody down", label_min="not at all", label_max="completely")
WORDS = Item("words", "What else?", "text")
BOTH = (
    Survey("before", "pre", "Sure?", "How sure …", "not validated", "house", (SURE,)),
    Survey("after", "post", "Sure?", "How sure …", "not validated", "house", (SURE, WORDS)),
)


def handed_in(people: int, consent: tuple[str, ...] = ("analysis",)) -> Script:
    """So many people, each one surer than the one before, and all of them surer afterwards."""
    script = play(tables=1, surveys=BOTH)
    for number in range(people):
        script.join(f"p{number}", f"P {number}", team="a", consent=consent)
        script.say(f"p{number}", c.SubmitSurvey("before", {"sure": number}))
    script.start()
    script.say("fay", c.End())
    for number in range(people):
        answers = {"sure": number + (number % 3) - 1, "words": f"Word {9 - number}"}
        script.say(
            f"p{number}", c.SubmitSurvey("after", {**answers, "sure": max(0, answers["sure"])})
        )
    return script


def only(script: Script) -> SurveySummary:
    (summary,) = debrief(script).surveys
    return summary


def test_before_and_after_of_one_scale_are_one_summary() -> None:
    summary = only(handed_in(6))
    assert (summary.before, summary.after, summary.left_out) == (6, 6, 0)
    item, _ = summary.items
    assert item.before == Spread(6, 2.5)
    assert item.after == Spread(6, 2.5)
    assert (item.paired, item.up, item.same, item.down) == (6, 2, 3, 1)
    assert (item.label_min, item.label_max) == ("not at all", "completely")


def test_a_later_answer_replaces_an_earlier_one() -> None:
    script = handed_in(5)
    script.say("p0", c.SubmitSurvey("after", {"sure": 10}))
    assert only(script).items[0].after == Spread(5, 3)


def test_fewer_than_five_are_not_broken_down() -> None:
    item, words = only(handed_in(4)).items
    assert item.before == Spread(4)
    assert (item.paired, item.up, item.same, item.down) == (4, None, None, None)
    assert (words.after, words.quotes) == (Spread(4), ())


def test_who_did_not_agree_is_left_out_and_the_page_says_so() -> None:
    summary = only(handed_in(6, consent=()))
    assert (summary.before, summary.after, summary.left_out) == (0, 0, 6)
    assert summary.items[0].before == Spread(0)


def test_texts_are_quoted_only_with_leave_in_no_telling_order() -> None:
    assert only(handed_in(6)).items[1].quotes == ()
    quotes = only(handed_in(6, consent=("analysis", "quotes"))).items[1].quotes
    assert quotes == tuple(f"Word {number}" for number in range(4, 10))


def test_an_empty_answer_is_none() -> None:
    script = handed_in(5, consent=("analysis", "quotes"))
    script.say("p0", c.SubmitSurvey("after", {"words": ""}))
    item, words = only(script).items
    assert (item.after, words.after) == (Spread(4), Spread(4))


@pytest.mark.parametrize("when", ["pre", "post"])
def test_a_survey_without_a_twin_stands_alone(when: str) -> None:
    survey = Survey("one", when, "One", items=(SURE, WORDS))  # type: ignore[arg-type]
    (summary,) = surveys(play(surveys=[survey]).state)
    assert (summary.before is None, summary.after is None) == (when == "post", when == "pre")
    assert (summary.items[0].before is None) == (when == "post")
    assert (summary.items[1].after is None) == (when == "pre")


def test_two_of_a_scale_at_the_same_time_are_two() -> None:
    pair = [Survey(name, "post", name, scale="house", items=(SURE,)) for name in ("one", "two")]
    assert len(surveys(play(surveys=pair).state)) == 2


def test_the_order_before_after_does_not_matter() -> None:
    (summary,) = surveys(play(surveys=BOTH[::-1]).state)
    assert (summary.before, summary.after) == (0, 0)
    assert [item.id for item in summary.items] == ["sure", "words"]


def test_the_evening() -> None:
    sure, feedback = debrief(evening()).surveys
    assert (sure.before, sure.after, sure.left_out) == (11, 10, 1)
    assert sure.items[0].up == 8
    assert (feedback.before, feedback.after) == (None, 7)
