"""Whether an answer fits what was asked, kind by kind."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.asks import FORMS, check_answer
from tabletop.domain.errors import Refusal
from tabletop.domain.scenario import Ask
from tests.domain.stage import ABC

ACK = Ask("ack", "Seen?")
CHOICE = Ask("choice", "Which?", options=ABC)
MULTI = Ask("multi", "Which?", options=ABC)
TWO = Ask("multi", "Which two?", options=ABC, pick_min=2, pick_max=2)
NONE = Ask("multi", "Any?", options=ABC, pick_min=0, pick_max=1)
TEXT = Ask("text", "Say", max_length=5)
LONG = Ask("text", "Say")
RATING = Ask("rating", "How?", minimum=1, maximum=5)
HALVES = Ask("rating", "How?", minimum=0, maximum=1, step=0.25)
RANKING = Ask("ranking", "Order", options=ABC)
NUMBER = Ask("number", "How many?", minimum=0, maximum=100)
FREE = Ask("number", "How much?")
FINE = Ask("number", "How much?", step=1e-5)


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (ACK, {}),
        (CHOICE, {"option": "c"}),
        (MULTI, {"options": ["c", "a"]}),
        (MULTI, {"options": ["a", "b", "c"]}),
        (TWO, {"options": ["a", "b"]}),
        (NONE, {"options": []}),
        (TEXT, {"text": "Hello"}),
        (LONG, {"text": "x" * 4_000}),
        (RATING, {"value": 5}),
        (RATING, {"value": 3.0}),
        (HALVES, {"value": 0.75}),
        (RANKING, {"order": ["b", "a", "c"]}),
        (NUMBER, {"value": 12.5}),
        (FREE, {"value": -1e300}),
        (FINE, {"value": 0.00003}),
    ],
)
def test_an_answer_that_fits(ask: Ask, answer: dict[str, Any]) -> None:
    check_answer(ask, answer)


@pytest.mark.parametrize(
    ("ask", "answer", "field"),
    [
        (ACK, {"ok": True}, "ok"),
        (CHOICE, {}, "option"),
        (CHOICE, {"option": "z"}, "option"),
        (CHOICE, {"option": ["a"]}, "option"),
        (CHOICE, {"option": None}, "option"),
        (CHOICE, {"option": "a", "team": "red"}, "team"),
        (MULTI, {"options": "a"}, "options"),
        (MULTI, {"options": ["z"]}, "options"),
        (MULTI, {"options": [1]}, "options"),
        (MULTI, {"options": ["a", "a"]}, "options"),
        (MULTI, {"options": []}, "options"),
        (TWO, {"options": ["a"]}, "options"),
        (TWO, {"options": ["a", "b", "c"]}, "options"),
        (TEXT, {"text": " \n"}, "text"),
        (TEXT, {"text": "longer"}, "text"),
        (TEXT, {"text": 7}, "text"),
        (LONG, {"text": "x" * 4_001}, "text"),
        (LONG, {"text": "a\x00"}, "text"),
        (LONG, {"text": "\ud800"}, "text"),
        (RATING, {"value": 0}, "value"),
        (RATING, {"value": 6}, "value"),
        (RATING, {"value": 2.5}, "value"),
        (RATING, {"value": True}, "value"),
        (RATING, {"value": "3"}, "value"),
        (HALVES, {"value": 0.3}, "value"),
        (RANKING, {"order": ["a", "b"]}, "order"),
        (RANKING, {"order": ["a", "b", "b"]}, "order"),
        (RANKING, {"order": "abc"}, "order"),
        (NUMBER, {"value": -1}, "value"),
        (NUMBER, {"value": 101}, "value"),
        (FREE, {"value": float("nan")}, "value"),
        (FREE, {"value": float("inf")}, "value"),
        (FREE, {"value": 10**400}, "value"),
        (FINE, {"value": 1e308}, "value"),
    ],
)
def test_an_answer_that_does_not(ask: Ask, answer: dict[str, Any], field: str) -> None:
    with pytest.raises(Refusal) as caught:
        check_answer(ask, answer)
    assert caught.value.code == "invalid"
    assert list(caught.value.fields) == [f"data.answer.{field}"]


def test_every_kind_has_its_field() -> None:
    assert {ask.kind for ask in (ACK, CHOICE, MULTI, TEXT, RATING, RANKING, NUMBER)} == {
        "ack",
        *FORMS,
    }


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner),
    max_leaves=5,
)


@given(
    st.sampled_from([ACK, CHOICE, MULTI, TEXT, RATING, HALVES, RANKING, NUMBER, FREE, FINE]),
    st.data(),
)
def test_no_answer_is_too_strange_to_be_refused(ask: Ask, data: st.DataObject) -> None:
    fields = st.sampled_from([FORMS[ask.kind][0] if ask.kind in FORMS else "x", "x"])
    answer = data.draw(st.dictionaries(fields, anything, max_size=2))
    with suppress(Refusal):
        check_answer(ask, answer)
