"""When a branch is taken, which injects it asks about, and how it reads."""

from __future__ import annotations

import pytest

from tabletop.domain.conditions import Outcome, Verdict, holds, in_words, judge, mentions
from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Condition,
    EffectIn,
    Inject,
    NoResponse,
    Not,
    OptionIn,
)

CALM = EffectIn("gauge", ("de_escalating", "neutral"))
WENT = OptionIn("gauge", ("a", "c"))
SILENT = NoResponse("gauge")

NEVER_SENT = Outcome()
STILL_OPEN = Outcome("later")
UNANSWERED = Outcome("asked")
GO = Outcome("asked", True, frozenset({"a"}), frozenset({"escalating"}))
WAIT = Outcome("asked", True, frozenset({"b"}), frozenset({"de_escalating"}))


@pytest.mark.parametrize(
    ("condition", "true_of"),
    [
        (None, [NEVER_SENT, STILL_OPEN, UNANSWERED, GO, WAIT]),
        (CALM, [WAIT]),
        (WENT, [GO]),
        (SILENT, [UNANSWERED]),
        (Not(SILENT), [GO, WAIT]),
        (Not(Not(SILENT)), [UNANSWERED]),
        (AnyOf((WENT, SILENT)), [UNANSWERED, GO]),
        (AllOf((Not(WENT), Not(SILENT))), [WAIT]),
        (AnyOf(()), []),
        (AllOf(()), [NEVER_SENT, STILL_OPEN, UNANSWERED, GO, WAIT]),
    ],
)
def test_a_condition_holds(condition: Condition | None, true_of: list[Outcome]) -> None:
    outcomes = [NEVER_SENT, STILL_OPEN, UNANSWERED, GO, WAIT]
    assert [each for each in outcomes if holds(condition, {"gauge": each}.__getitem__)] == true_of


OTHER = NoResponse("heat")


@pytest.mark.parametrize(
    ("condition", "gauge", "heat", "verdict"),
    [
        (SILENT, NEVER_SENT, GO, Verdict.NEVER),
        (Not(SILENT), NEVER_SENT, GO, Verdict.NEVER),
        (SILENT, STILL_OPEN, GO, Verdict.LATER),
        (Not(SILENT), STILL_OPEN, GO, Verdict.LATER),
        # One part is enough to know; what is missing may not matter.
        (AnyOf((SILENT, OTHER)), STILL_OPEN, UNANSWERED, Verdict.YES),
        (AnyOf((SILENT, OTHER)), STILL_OPEN, GO, Verdict.LATER),
        (AnyOf((SILENT, OTHER)), STILL_OPEN, NEVER_SENT, Verdict.LATER),
        (AnyOf((SILENT, OTHER)), NEVER_SENT, GO, Verdict.NEVER),
        (AllOf((SILENT, OTHER)), STILL_OPEN, GO, Verdict.NO),
        (AllOf((SILENT, OTHER)), STILL_OPEN, UNANSWERED, Verdict.LATER),
        (AllOf((SILENT, OTHER)), STILL_OPEN, NEVER_SENT, Verdict.NEVER),
    ],
)
def test_what_is_not_known_yet_and_what_never_will_be(
    condition: Condition, gauge: Outcome, heat: Outcome, verdict: Verdict
) -> None:
    assert judge(condition, {"gauge": gauge, "heat": heat}.__getitem__) is verdict


def test_a_condition_names_what_it_asks_about() -> None:
    other = NoResponse("heat")
    assert list(mentions(None)) == []
    assert list(mentions(AllOf((CALM, Not(other), AnyOf((WENT, SILENT)))))) == [
        "gauge",
        "heat",
        "gauge",
        "gauge",
    ]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, None),
        (CALM, "“Gauge” was de-escalating or neutral"),
        (WENT, "“Gauge” was A or C"),
        (SILENT, "“Gauge” got no answer"),
        (NoResponse("gone"), "gone got no answer"),
        (AnyOf((WENT, SILENT)), "“Gauge” was A or C, or “Gauge” got no answer"),
        (AllOf((WENT, SILENT)), "“Gauge” was A or C, and “Gauge” got no answer"),
        (Not(SILENT), "not (“Gauge” got no answer)"),
        (NoResponse("quote"), "“Help!” got no answer"),
    ],
)
def test_a_condition_in_words(condition: Condition | None, words: str | None) -> None:
    script = {"gauge": Inject("gauge", "Gauge", 0), "quote": Inject("quote", "“Help!”", 0)}
    assert in_words(condition, script.get) == words
