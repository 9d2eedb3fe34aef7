"""Rows that cannot be played as they stand."""

from __future__ import annotations

import pytest

from tests.scenarios.good import GOOD, Desk, assert_fault

OPTIONS = GOOD[GOOD.index("      options:\n") : GOOD.index("    expected_action:")]


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("at: 5:00", "at: 31:00", "injects[B].at", "is 31:00, after the end of the exercise"),
        ("duration: 30 min", "duration: 0", "duration", "must be longer than nothing"),
        (GOOD[GOOD.index("injects:") :], "", "injects", "is missing: a scenario needs at least"),
        (OPTIONS, "", "injects[A].ask.options", "a choice needs at least two options"),
        ("deadline: 90 s", "deadline: 0", "injects[A].ask.deadline", "longer than nothing"),
        (
            "deadline: 90 s",
            "min: 1",
            "injects[A].ask.min",
            "belongs to number and rating, not to c",
        ),
        ("deadline: 90 s", "max_length: 9", "injects[A].ask.max_length", "belongs to text"),
        ("kind: choice", "kind: text", "injects[A].ask.options", "belongs to choice and multi and"),
        ("id: x", "id: y", "injects[A].ask.options[y].id", "there are two options 'y'"),
        ("id: x", "id: x!", "injects[A].ask.options[x!].id", "letters, digits"),
        (OPTIONS, "      min: 5\n      max: 5\n", "injects[A].ask.options", "needs at least two"),
        (
            "kind: choice\n      scope: team\n      prompt: What now?\n      deadline: 90 s\n"
            + OPTIONS,
            "kind: rating\n      prompt: How hot?\n      min: 9\n      max: 1\n",
            "injects[A].ask.min",
            "the lowest value (9) is not below the highest (1)",
        ),
        (
            "scope: team",
            "scope: seat\n      alone_first: true",
            "injects[A].ask.alone_first",
            "team",
        ),
    ],
)
def test_errors(load: Desk, old: str, new: str, field: str, message: str) -> None:
    assert_fault(load((old, new)), field, message)


def test_a_deadline_after_the_end_is_told(load: Desk) -> None:
    ask = "    kind: contextual\n    ask: {kind: ack, prompt: x, deadline: 26 min}\n"
    message = "ends at 31:00, after the exercise (duration 30:00), which closes it"
    loaded = load(("    body: It burns.\n", ask))
    assert_fault(loaded, "injects[B].ask.deadline", message, "warning")
    assert load(("    body: It burns.\n", ask.replace("26 min", "25 min"))).faults == ()


def test_media_must_be_there_and_be_what_it_says(load: Desk) -> None:
    media = ("body: There is smoke.", "media: [{file: plan.png, alt: A plan.}]")
    png = b"\x89PNG\r\n\x1a\n" + bytes(20)
    assert load(media, files={"plan.png": png}).scenario is not None
    wrong = load(media, files={"plan.png": b"<svg onload=alert(1)>"})
    assert_fault(wrong, "injects[A].media[1].file", "is called .png but is something else inside")


def test_media_that_is_missing_is_an_error(load: Desk) -> None:
    loaded = load(("body: There is smoke.", "media: [{file: plan.png, alt: A plan.}]"))
    assert_fault(loaded, "injects[A].media[1].file", "there is no file 'plan.png'")
