"""Branches that lead nowhere, and answers nothing comes of."""

from __future__ import annotations

import pytest

from tabletop.domain.conditions import Outcomes, holds
from tabletop.domain.scenario import Condition
from tabletop.scenarios.checks import branches
from tabletop.scenarios.checks.branches import MAX_STEPS, MAX_WAYS
from tests.scenarios.good import GOOD, Desk, assert_fault

SILENCE = "        - inject: A\n          no_response: true\n"
HEAD = GOOD[: GOOD.index("injects:")]


def row(name: str, minute: int, *, when: str = "", kind: str = "choice", options: int = 2) -> str:
    """A row with a choice between a, b, …, or another kind of ask."""
    listed = "".join(f"{{id: {letter}, text: {letter}}}, " for letter in "abcdefgh"[:options])
    choices = f", scope: team, options: [{listed}]" if kind in {"choice", "multi"} else ""
    condition = f"    when: {when}\n" if when else ""
    return (
        f"  - id: {name}\n    at: {minute}:00\n    title: {name}\n    to: all\n{condition}"
        f"    ask: {{kind: {kind}, prompt: x, deadline: 30 s{choices}}}\n"
        "    expected_action: x\n    objectives: [O1]\n"
    )


def script(*rows: str) -> str:
    return HEAD + "injects:\n" + "".join(rows)


def warnings(load: Desk, *rows: str) -> list[tuple[str, str]]:
    loaded = load(text=script(*rows))
    assert loaded.scenario is not None, loaded.faults
    return [(fault.field, fault.message) for fault in loaded.faults]


@pytest.mark.parametrize(
    "when",
    [
        "{all: [{inject: A, option_in: [a]}, {inject: A, option_in: [b]}]}",
        "{all: [{inject: A, option_in: [a]}, {inject: A, no_response: true}]}",
        "{all: [{inject: A, option_in: [a]}, {not: {inject: A, option_in: [a]}}]}",
    ],
)
def test_a_condition_that_cannot_hold_is_told(load: Desk, when: str) -> None:
    assert ("injects[B].when", "can never be true: nobody ever gets this inject") in warnings(
        load, row("A", 1), row("B", 5, when=when)
    )


def test_what_hangs_on_an_inject_nobody_gets_is_out_of_reach_too(load: Desk) -> None:
    never = "{all: [{inject: A, option_in: [a]}, {inject: A, option_in: [b]}]}"
    found = warnings(
        load, row("A", 1), row("B", 5, when=never), row("C", 9, when="{inject: B, option_in: [a]}")
    )
    assert [field for field, message in found if "can never be true" in message] == [
        "injects[B].when",
        "injects[C].when",
    ]


def test_two_picks_of_a_multi_can_hold_together(load: Desk) -> None:
    both = "{all: [{inject: A, option_in: [a]}, {inject: A, option_in: [b]}]}"
    other = f"{{not: {both}}}"
    for options in (3, 8):
        many = row("A", 1, kind="multi", options=options)
        assert not warnings(load, many, row("B", 5, when=both), row("C", 5, when=other))[1:]


def test_a_decision_whose_outcomes_have_no_branch_is_told(load: Desk) -> None:
    loaded = load((SILENCE, ""))
    message = "after no answer none of the injects that ask about it (B, C) is sent: add no_resp"
    assert_fault(loaded, "injects[A].ask", message, "warning")
    loaded = load(("option_in: [y]", "option_in: [x]"))
    message = "after option 'y' none of the injects that ask about it (B, C) is sent: name it"
    assert_fault(loaded, "injects[A].ask", message, "warning")


def test_a_contingency_may_come_of_some_answers_only_but_needs_an_arm_for_silence(
    load: Desk,
) -> None:
    text = GOOD[: GOOD.index("  - id: C")]
    contingency = ("title: Fire\n", "title: Fire\n    kind: contingency\n")
    assert load(contingency, text=text).faults == ()
    loaded = load(contingency, (SILENCE, ""), text=text)
    assert_fault(loaded, "injects[A].ask", "after no answer none of the injects", "warning")


def test_branches_of_branches_are_followed(load: Desk) -> None:
    assert not warnings(
        load,
        row("A", 1),
        row("B", 5, when="{inject: A, option_in: [a]}"),
        row("C", 5, when="{not: {inject: A, option_in: [a]}}"),
        row("D", 9, when="{any: [{inject: B, option_in: [a, b]}, {inject: B, no_response: true}]}"),
    )


def test_an_answer_that_may_still_come_is_told(load: Desk) -> None:
    assert_fault(
        load(("deadline: 90 s", "deadline: 5 min")),
        "injects[B].when",
        "A is open until 6:00, but this is decided at 5:00",
        "warning",
    )
    assert_fault(
        load(("deadline: 90 s", "")),
        "injects[B].when",
        "A has no deadline: who has not answered by 5:00 counts as silent",
        "warning",
    )


def test_a_script_with_too_many_ways_is_left_alone(load: Desk) -> None:
    names = [f"R{number}" for number in range(9)]
    assert 3 ** len(names) > MAX_WAYS
    rows = [row(name, number) for number, name in enumerate(names)]
    parts = ", ".join(f"{{inject: {name}, option_in: [a]}}" for name in names)
    assert not warnings(load, *rows, row("Z", 20, when=f"{{all: [{parts}]}}"))


def test_unsound_conditions_are_not_followed(load: Desk) -> None:
    loaded = load(("inject: A", "inject: Z"))
    assert [fault.level for fault in loaded.faults] == ["error"]


def test_a_choice_a_branch_depends_on_says_who_answers(load: Desk) -> None:
    loaded = load(("      scope: team\n", ""))
    message = "is missing, though B, C depends on the team's answer: write team"
    assert_fault(loaded, "injects[A].ask.scope", message, "warning")
    assert load(("scope: team", "scope: seat")).faults == ()


def test_walking_through_a_long_chain_ends(load: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each waits for the one before: the ways are few, but they get longer and longer."""
    asked: list[str] = []

    def counted(condition: Condition | None, outcomes: Outcomes) -> bool:
        asked.append("")
        return holds(condition, outcomes)

    monkeypatch.setattr(branches, "holds", counted)
    silent = "{inject: R%d, no_response: true}"
    chain = [row(f"R{n}", n, kind="ack", when=silent % (n - 1) if n else "") for n in range(300)]
    head = HEAD.replace("30 min", "20 h")
    assert load(text=head + "injects:\n" + "".join(chain)).faults == ()
    assert 0 < len(asked) <= MAX_STEPS


def test_when_the_steps_are_used_up_the_rest_is_left_alone(
    load: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(branches, "MAX_STEPS", 10)
    assert load((SILENCE, "")).faults == ()
