"""Faults by their places, and hints that cost no more than they are worth."""

from __future__ import annotations

import pytest

from tabletop.scenarios import faults as module
from tabletop.scenarios.faults import Fault, Faults, count_errors, did_you_mean, listed
from tabletop.scenarios.source import parse

TREE = parse(b"format: 1\ninjects:\n  - id: A\n    title: x\n")


def test_what_is_broken_is_broken_all_the_way_up() -> None:
    faults = Faults("f", TREE)
    faults.warning(("format",), "is old")
    assert not faults.broken()
    faults.error(("injects", 0, "title"), "is bad")
    assert [
        faults.broken(path) for path in ((), ("injects",), ("injects", 0), ("injects", 0, "title"))
    ] == [True] * 4
    assert not faults.broken(("format",))
    assert not faults.broken(("injects", 0, "id"))
    assert faults.sorted() == (
        Fault("f", 1, "format", "warning", "is old"),
        Fault("f", 4, "injects[A].title", "error", "is bad"),
    )
    assert count_errors(faults.sorted()) == 1


def test_the_same_thing_is_said_once() -> None:
    faults = Faults("f", TREE)
    faults.error(("format",), "is bad")
    faults.error(("format",), "is bad")
    assert len(faults.sorted()) == 1


def test_an_unknown_name_comes_with_the_nearest_known_one_or_all_of_a_few() -> None:
    assert did_you_mean("laed", ["lead", "mate"]) == "; did you mean 'lead'?"
    assert did_you_mean("cook", ["lead", "mate"]) == "; known are lead, mate"
    assert did_you_mean("cook", [str(n) for n in range(50)]) == ""
    assert did_you_mean("cook", []) == ""


def test_hints_end_when_they_have_cost_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    compared = 0

    def counted(word: str, known: list[str]) -> str:
        nonlocal compared
        compared += len(known)
        return "; hint"

    monkeypatch.setattr(module, "did_you_mean", counted)
    faults, known = Faults("f", TREE), [f"tag-{n}" for n in range(400)]
    for n in range(1_000):
        faults.unknown(("format",), "tag", f"tga-{n}", known)
    assert 0 < compared <= module.COMPARISONS
    told = [fault.message for fault in faults.sorted()]
    assert len(told) == 1_000
    assert "there is no tag 'tga-0'; hint" in told
    assert "there is no tag 'tga-999'" in told


def test_long_lists_are_shortened() -> None:
    assert listed(["A", "B"]) == "A, B"
    assert listed(list("ABCDEFG")) == "A, B, C, D, E and 2 more"
