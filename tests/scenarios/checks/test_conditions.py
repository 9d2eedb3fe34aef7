"""Conditions on what cannot be known."""

from __future__ import annotations

import pytest

from tests.scenarios.good import GOOD, Desk, assert_fault, line_of

EFFECT = "effect_in: [escalating]"
ASK_B = """\
    ask:
      kind: KIND
      prompt: What now?
      deadline: 60 s
"""


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("inject: A", "inject: Z", "injects[B].when.any[1].inject", "there is no inject 'Z'"),
        ("inject: A", "inject: B", "injects[B].when.any[1].inject", "depend on its own answers"),
        (
            "inject: A\n      option",
            "inject: B\n      option",
            "injects[C].when.inject",
            "at 5:00, not b",
        ),
        (
            "inject: A\n      option",
            "inject: B\n      option",
            "injects[C].when.inject",
            "asks for noth",
        ),
        (
            "at: 1:00",
            "at: 6:00",
            "injects[C].when.inject",
            "A goes out at 6:00, not before C at 5:00",
        ),
        ("option_in: [y]", "option_in: [z]", "injects[C].when.option_in", "A has no option 'z'"),
        (
            EFFECT,
            "effect_in: [neutral]",
            "injects[B].when.any[1].effect_in",
            "no option of A is neu",
        ),
    ],
)
def test_errors(load: Desk, old: str, new: str, field: str, message: str) -> None:
    assert_fault(load((old, new)), field, message)


@pytest.mark.parametrize("kind", ["ack", "text", "number", "ranking"])
def test_only_picked_options_can_be_asked_about(load: Desk, kind: str) -> None:
    options = GOOD[GOOD.index("      options:\n") : GOOD.index("    expected_action:")]
    changes = [("kind: choice", f"kind: {kind}")]
    if kind != "ranking":
        changes.append((options, ""))
    loaded = load(*changes)
    message = f"nobody picks an option of A: its kind is {kind}"
    assert_fault(loaded, "injects[C].when.option_in", message)
    assert_fault(loaded, "injects[B].when.any[1].effect_in", message)


def test_a_loop_is_told_as_one(load: Desk) -> None:
    ask = ASK_B.replace("KIND", "ack")
    loop = ("to: {role: lead}", "to: {role: lead}\n    when: {inject: C, no_response: true}")
    loaded = load(loop, ("body: It was steam.", "body: It was steam.\n" + ask))
    assert_fault(loaded, "injects[A].when", "these wait for each other: A → C → A")
    assert_fault(loaded, "injects[A].when.inject", "C goes out at 5:00, not before A at 1:00")


def test_conditions_deep_inside_are_named_with_their_line(load: Desk) -> None:
    deep = "all: [{not: {any: [{inject: Q, no_response: true}]}}]"
    change = ("inject: A\n      option_in: [y]", deep)
    loaded = load(change)
    fault = next(fault for fault in loaded.faults if "'Q'" in fault.message)
    assert fault.field == "injects[C].when.all[1].not.any[1].inject"
    assert fault.line == line_of(GOOD.replace(*change), "inject: Q, ")


def test_what_is_wrong_with_the_question_is_not_said_again_of_its_branches(load: Desk) -> None:
    options = GOOD[GOOD.index("      options:\n") : GOOD.index("    expected_action:")]
    loaded = load((options, "      options: []\n"))
    assert [fault.field for fault in loaded.faults] == ["injects[A].ask.options"]
