"""Names that must be those of something in the scenario."""

from __future__ import annotations

import pytest

from tests.scenarios.good import GOOD, Desk, assert_fault

TO = "to: {role: lead}"
TWO = (
    "  - id: T\n    name: Table\n    roles: [lead]\n  - id: U\n    name: Other\n    roles: [mate]\n"
)
ONE = "  - id: T\n    name: Table\n    roles: [lead, mate]\n"
FUNCTIONAL = (("mode: parallel", "mode: functional"), (ONE, TWO))


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (TO, "to: {role: laed}", "injects[A].to", "there is no role 'laed'; did you mean 'lead'?"),
        (TO, "to: {role: lead, fallback: [x]}", "injects[A].to", "there is no role 'x'"),
        (TO, "to: {team: T}", "injects[A].to", "in parallel mode every table gets the same"),
        ("[O1]", "[O2]", "injects[A].objectives", "there is no objective 'O2'; known are O1"),
        ("[shout]", "[shuot]", "injects[A].ask.options[x].tags", "no tag 'shuot'; did you mean"),
        ("roles: [lead, mate]", "roles: [mate]", "roles.lead", "though it is addressed in A: add"),
        ("teams:\n" + ONE, "", "teams", "is missing: a scenario needs at least one team"),
        (ONE, TWO, "teams", "all tables are alike: describe one team, or write mode: functional"),
    ],
)
def test_errors(load: Desk, old: str, new: str, field: str, message: str) -> None:
    assert_fault(load((old, new)), field, message)


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("roles: [lead, mate]", "roles: [lead]", "roles.mate", "no team has this role"),
        (TO, "to: {seat: [s1]}", "injects[A].to", "a script can hardly know them"),
        ("to: all", "to: all\n    seen_by: only", "injects[B].seen_by", "only is for a role or a"),
    ],
)
def test_warnings(load: Desk, old: str, new: str, field: str, message: str) -> None:
    assert_fault(load((old, new)), field, message, "warning")


def test_in_functional_mode_an_inject_may_go_to_a_team(load: Desk) -> None:
    assert load(*FUNCTIONAL, (TO, "to: {team: [T, U]}")).scenario is not None
    assert_fault(load(*FUNCTIONAL, (TO, "to: {team: V}")), "injects[A].to", "there is no team 'V'")


def test_a_fallback_from_another_team_brings_that_team_along(load: Desk) -> None:
    message = "the fallback 'mate' sends this to Other as well"
    assert_fault(load(*FUNCTIONAL), "injects[A].to", message, "warning")


ROLES = "roles:\n  lead:\n    name: Lead\n    fallback: [mate]\n  mate: Mate\n"


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("teams:\n" + ONE, "teams:\n  T: Table\n", "teams"),
        (ROLES, "roles:\n  - lead\n  - mate\n", "roles"),
        ("  O1: Keep calm.", "  - O1: Keep calm.", "objectives"),
        ("- id: calm\n      label: Keep calm", "- calm", "tags.skills[1]"),
        ("roles: [lead, mate]", "roles: [mate]", "roles.lead"),
        ("duration: 30 min", "duration: 0", "duration"),
        ("fallback: [mate]", "fallback: mate, others", "roles.lead.fallback"),
    ],
)
def test_one_misread_section_does_not_bury_its_fault_under_others(
    load: Desk, old: str, new: str, field: str
) -> None:
    assert [fault.field for fault in load((old, new)).faults] == [field]


def test_a_tag_named_twice_is_told(load: Desk) -> None:
    loaded = load(("tags: [calm]", "tags: [calm, calm]"))
    assert_fault(loaded, "injects[A].ask.options[y].tags", "calm stands here twice", "warning")


def test_many_injects_for_a_role_nobody_has_are_one_error(load: Desk) -> None:
    more = "".join(
        f"  - {{id: D{n}, at: 9:00, title: x, to: {{role: lead}}, body: x}}\n" for n in range(7)
    )
    loaded = load(("roles: [lead, mate]", "roles: [mate]"), text=GOOD + more)
    assert_fault(loaded, "roles.lead", "addressed in A, D0, D1, D2, D3 and 3 more")
