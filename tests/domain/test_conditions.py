"""When a branch is taken, which injects it asks about, and how it reads."""

from __future__ import annotations

import pytest

from tabletop.domain.conditions import Outcome, holds, in_words, mentions
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
UNANSWERED = Outcome(asked=True)
GO = Outcome(True, True, frozenset({"a"}), frozenset({"escalating"}))
WAIT = Outcome(True, True, frozenset({"b"}), frozenset({"de_escalating"}))


@pytest.mark.parametrize(
    ("condition", "true_of"),
    [
        (None, [NEVER_SENT, UNANSWERED, GO, WAIT]),
        (CALM, [WAIT]),
        (WENT, [GO]),
        (SILENT, [UNANSWERED]),
        (Not(SILENT), [NEVER_SENT, GO, WAIT]),
        (AnyOf((WENT, SILENT)), [UNANSWERED, GO]),
        (AllOf((Not(WENT), Not(SILENT))), [NEVER_SENT, WAIT]),
        (AnyOf(()), []),
        (AllOf(()), [NEVER_SENT, UNANSWERED, GO, WAIT]),
    ],
)
def test_a_condition_holds(condition: Condition | None, true_of: list[Outcome]) -> None:
    outcomes = [NEVER_SENT, UNANSWERED, GO, WAIT]
    assert [each for each in outcomes if holds(condition, {"gauge": each}.__getitem__)] == true_of


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
