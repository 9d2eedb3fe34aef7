"""What an inject wants back, as written."""

from __future__ import annotations

import pytest

from tests.scenarios.good import Desk, assert_fault


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("kind: choice", "kind: chioce", "kind", "did you mean 'choice'?"),
        ("kind: choice", "", "kind", "is missing"),
        ("scope: team", "scope: table", "scope", "known are seat, team"),
        ("deadline: 90 s", "deadline: 90", "deadline", "90 of what?"),
        ("deadline: 90 s", "min: low", "min", "must be a number"),
        ("deadline: 90 s", "max: 1e400", "max", "must be a number"),
        ("deadline: 90 s", "step: .nan", "step", "must be a number"),
        ("deadline: 90 s", "max: 99999999999999999999", "max", "is too large a number: nine"),
        ("deadline: 90 s", "pick_min: 1.5", "pick_min", "must be a whole number"),
        ("deadline: 90 s", "max_length: many", "max_length", "must be a whole number"),
        ("deadline: 90 s", "alone_first: perhaps", "alone_first", "must be true or false"),
        (
            "effect: escalating",
            "effect: bad",
            "options[x].effect",
            "known are de_escalating, neutral",
        ),
        ("effect: escalating", "efect: bad", "options[x].efect", "did you mean 'effect'?"),
        ("text: Look.", "text: ''", "options[y].text", "is empty"),
        ("- id: y", "- name: y", "options[2].id", "is missing"),
        ("prompt: What now?", "question: What now?", "prompt", "is missing"),
        ("prompt: What now?", "question: What?", "question", "known are kind, prompt, scope"),
    ],
)
def test_each_fault_names_its_field(
    load: Desk, old: str, new: str, field: str, message: str
) -> None:
    assert_fault(load((old, new)), f"injects[A].ask.{field}", message)
