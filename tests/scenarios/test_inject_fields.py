"""The rows of the script, as written."""

from __future__ import annotations

import pytest

from tabletop.domain.scenario import Target
from tests.scenarios.good import Desk, assert_fault

TO = "to: {role: lead}"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("at: 1:00", "at: 1", "at", "1 of what?"),
        ("at: 1:00", "at:", "at", "is empty"),
        ("channel: phone", "channel: telephone", "channel", "did you mean 'phone'?"),
        ("channel: phone", "kind: hint", "kind", "'hint' is not known here"),
        ("channel: phone", "seen_by: nobody", "seen_by", "known are team, only"),
        ("channel: phone", "chanel: phone", "chanel", "did you mean 'channel'?"),
        ("channel: phone", "media: picture.png", "media", "must be a list"),
        ("channel: phone", "media: [{file: a.png}]", "media[1].alt", "is missing"),
        ("channel: phone", "media: [{alt: a}]", "media[1].file", "is missing"),
        ("body: There is smoke.", "body: {a: b}", "body", "must be text"),
        (TO, "to: lead", "to", "write to: {role: lead}"),
        (TO, "to: T", "to", "write to: {team: T}"),
        (TO, "to: Everybody", "to", "write to: all"),
        (TO, "to: laed", "to", "can't be 'laed': write all, or {role: …}, or in functional mode"),
        (TO, "to: laed", "to", "did you mean 'lead'?"),
        (TO, "", "to", "is missing: write all, or {role"),
        (TO, "to:", "to", "is empty: write all, or {role"),
        (TO, "to: [lead, mate]", "to", "write to: {role: [lead, mate]}"),
        (TO, "to: {role: lead, team: T}", "to", "exactly one of role, team, seat"),
        (TO, "to: {roles: lead}", "to", "exactly one of role, team, seat; did you mean 'role'?"),
        (TO, "to: {role: lead, rolle: x}", "to.rolle", "no such field"),
        (TO, "to: {role: lead, fallbak: [x]}", "to.fallbak", "did you mean 'fallback'?"),
        (TO, "to: {team: T, fallback: [x]}", "to.fallback", "goes with a role"),
        (TO, TO + "\n    when:", "when", "is empty: put a condition below it, or leave it out"),
        (TO, TO + "\n    when: A", "when", "must have fields below it: inject, and effect_in"),
        (TO, TO + "\n    when:\n      - inject: A", "when", "put any: or all: above it"),
        (
            "channel: phone",
            "media: [{file: a.heic, alt: a}]",
            "media[1].file",
            "HEIC photographs are not shown",
        ),
    ],
)
def test_each_fault_names_its_field(
    load: Desk, old: str, new: str, field: str, message: str
) -> None:
    assert_fault(load((old, new)), f"injects[A].{field}", message)


@pytest.mark.parametrize("other", ["B", "b"])
def test_ids_are_used_once_whatever_their_case(load: Desk, other: str) -> None:
    assert_fault(load(("id: A", f"id: {other}")), "injects[B].id", "'B' is taken already, in line ")


def test_ids_on_one_line_are_told_apart(load: Desk) -> None:
    twice = "teams: [{id: T, name: One}, {id: T, name: Two}]\n"
    loaded = load(("teams:\n  - id: T\n    name: Table\n    roles: [lead, mate]\n", twice))
    assert_fault(loaded, "teams[T].id", "'T' is taken already")


def test_an_id_is_of_plain_letters(load: Desk) -> None:
    assert_fault(load(("id: A", "id: A/1")), "injects[A/1].id", "letters, digits, - and _ only")


def test_a_role_s_own_fallback_is_used_unless_the_inject_names_another(load: Desk) -> None:
    def target(to: str) -> Target:
        scenario = load(("{role: lead}", to)).scenario
        assert scenario is not None
        return scenario.injects[0].to

    assert target("{role: lead}") == Target("role", ("lead",), ("mate",))
    assert target("{role: lead, fallback: []}") == Target("role", ("lead",))
    assert target("{role: [lead, mate]}") == Target("role", ("lead", "mate"))


def test_an_ask_left_empty_is_no_inject_without_one(load: Desk) -> None:
    loaded = load(("    body: It burns.", "    body: It burns.\n    ask:"))
    assert_fault(loaded, "injects[B].ask", "is empty; indent what belongs to it")


@pytest.mark.parametrize(
    ("ask", "field", "message"),
    [
        ("ask:\n    kind: ack\n    prompt: Read.", "ask", "prompt must stand below ask:"),
        ("kind: ack\n    prompt: Read.", "prompt", "prompt must stand below ask:"),
        ("ask: {kind: ack, prompt: Read.}\n    deadline: 9 s", "deadline", "below ask:, indented"),
    ],
)
def test_fields_of_an_ask_that_are_not_indented_are_one_error(
    load: Desk, ask: str, field: str, message: str
) -> None:
    loaded = load(("body: It burns.", ask))
    assert_fault(loaded, f"injects[B].{field}", message)
    assert len(loaded.faults) == 1
