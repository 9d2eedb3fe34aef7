"""Which asks can be answered, and what is said of the others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.domain.ask_rules import MAX_DEADLINE_MS, complaints
from tabletop.domain.scenario import Ask, Option

TWO = (Option("a", "Stay"), Option("b", "Go"))
CHOICE = Ask("choice", "What now?", options=TWO)
MULTI = Ask("multi", "Which?", options=TWO)
RATING = Ask("rating", "How hot?", minimum=0, maximum=10)
NUMBER = Ask("number", "How many?")
TEXT = Ask("text", "Say it.")


@pytest.mark.parametrize(
    "ask",
    [
        CHOICE,
        MULTI,
        replace(MULTI, pick_min=0, pick_max=2),
        RATING,
        NUMBER,
        replace(NUMBER, minimum=0, step=0.5, unit="beds"),
        replace(NUMBER, minimum=0, maximum=5_000),
        TEXT,
        replace(TEXT, max_length=280, deadline_ms=MAX_DEADLINE_MS),
        Ask("ack", "Read."),
        Ask("ranking", "Order?", scope="team", options=TWO, alone_first=True),
    ],
)
def test_a_sensible_ask_has_no_complaints(ask: Ask) -> None:
    assert list(complaints(ask)) == []


@pytest.mark.parametrize(
    ("ask", "field", "message"),
    [
        (replace(TEXT, prompt=" "), "prompt", "is empty"),
        (replace(TEXT, prompt="x" * 501), "prompt", "longer than 500"),
        (replace(TEXT, deadline_ms=0), "deadline_ms", "longer than nothing"),
        (
            replace(TEXT, deadline_ms=MAX_DEADLINE_MS + 1),
            "deadline_ms",
            "at most a day",
        ),
        (replace(CHOICE, alone_first=True), "alone_first", "scope: team"),
        (
            replace(TEXT, options=TWO),
            "options",
            "belongs to choice and multi and ranking, not to text",
        ),
        (replace(CHOICE, max_length=5), "max_length", "belongs to text"),
        (replace(CHOICE, minimum=0), "minimum", "belongs to number and rating"),
        (replace(RATING, unit="°"), "unit", "belongs to number"),
        (replace(CHOICE, pick_max=1), "pick_max", "belongs to multi"),
        (replace(CHOICE, options=()), "options", "needs at least two"),
        (replace(CHOICE, options=TWO[:1]), "options", "needs at least two"),
        (
            replace(CHOICE, options=tuple(Option(f"o{n}", "x") for n in range(21))),
            "options",
            "more than 20",
        ),
        (replace(CHOICE, options=(*TWO, TWO[0])), "options.2.id", "two options 'a'"),
        (
            replace(CHOICE, options=(*TWO, Option("A", "x"))),
            "options.2.id",
            "'A' differs from 'a' in capitals alone",
        ),
        (
            replace(CHOICE, options=(*TWO, Option("\u017f", "long s"))),
            "options.2.id",
            "plain letters, digits",
        ),
        (
            replace(CHOICE, options=(*TWO, Option("c d", "x"))),
            "options.2.id",
            "letters, digits",
        ),
        (
            replace(CHOICE, options=(*TWO, Option("c", ""))),
            "options.2.text",
            "is empty",
        ),
        (
            replace(CHOICE, options=(*TWO, Option("c", "x" * 1001))),
            "options.2.text",
            "longer than 1000",
        ),
        (replace(MULTI, pick_min=3), "pick_min", "number of options, 2"),
        (replace(MULTI, pick_max=0), "pick_max", "between 1"),
        (replace(MULTI, pick_min=2, pick_max=1), "pick_min", "more than the most"),
        (replace(RATING, minimum=None), "minimum", "lowest and its highest"),
        (replace(RATING, maximum=None), "maximum", "lowest and its highest"),
        (replace(RATING, minimum=10), "minimum", "is not below"),
        (replace(NUMBER, minimum=3, maximum=2), "minimum", "is not below"),
        (replace(RATING, step=0), "step", "more than 0"),
        (replace(RATING, maximum=1000), "maximum", "100 steps"),
        (replace(RATING, minimum=1, maximum=2, step=7), "step", "one point only"),
        (replace(TEXT, max_length=0), "max_length", "between 1 and 4000"),
    ],
)
def test_each_fault_is_named_with_its_field(ask: Ask, field: str, message: str) -> None:
    told = list(complaints(ask))
    assert any(at == field and message in text for at, text in told), told
