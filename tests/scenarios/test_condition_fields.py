"""Who is sent an inject, as written."""

from __future__ import annotations

import pytest

from tests.scenarios.good import Desk, assert_fault

EFFECT = "effect_in: [escalating]"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (EFFECT, "effect_in: [escalate]", ".effect_in", "did you mean 'escalating'?"),
        (EFFECT, "effect_in: []", ".effect_in", "is empty: name at least one effect"),
        (EFFECT, "effect_in:", ".effect_in", "is empty: name at least one effect"),
        (EFFECT, "effects_in: x", ".effects_in", "is no condition; did you mean 'effect_in'?"),
        (EFFECT, "", "", "asks nothing about it: add effect_in, option_in, no_response"),
        (EFFECT, "effect_in: x\n          not: y", "", "not and effect_in stand here together"),
        (EFFECT, "no_response: true\n          x: y", ".x", "there is no such field here"),
        (EFFECT, "no_response: false", ".no_response", "for the opposite write not:"),
    ],
)
def test_each_fault_of_a_question_names_its_field(
    load: Desk, old: str, new: str, field: str, message: str
) -> None:
    assert_fault(load((old, new)), f"injects[B].when.any[1]{field}", message)


@pytest.mark.parametrize(
    ("condition", "field", "message"),
    [
        ("inject: A\n      option_in: []", "option_in", "is empty: name at least one option"),
        ("option_in: [y]", "inject", "is missing"),
        ("all: []", "all", "is empty: list at least one condition"),
        ("any:", "any", "is empty: list at least one condition"),
        ("any: [x]", "any[1]", "must have fields of its own"),
        ("not:", "not", "is empty: put a condition below it"),
        ("not: x", "not", "must have fields below it"),
        ("not: [{inject: A}]", "not", "is a list: put any: or all: above it"),
        ("not: {inject: A}", "not", "asks nothing about it"),
    ],
)
def test_each_fault_of_a_group_names_its_field(
    load: Desk, condition: str, field: str, message: str
) -> None:
    loaded = load(("inject: A\n      option_in: [y]", condition))
    assert_fault(loaded, f"injects[C].when.{field}", message)
