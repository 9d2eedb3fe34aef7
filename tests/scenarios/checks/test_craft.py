"""Scripts that can be played, but not well."""

from __future__ import annotations

import pytest

from tests.scenarios.good import Desk, assert_fault


def options(count: int) -> str:
    return "".join(f"        - id: o{n}\n          text: {n}\n" for n in range(count))


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        ("content_note: A small fire.", "", "content_note", "without knowing what they will meet"),
        ("O1: Keep calm.", "O1: Keep calm.\n  O2: Rest.", "objectives.O2", "no inject practises"),
        ("expected_action: Look.", "", "injects[A].expected_action", "what should a good team do?"),
        ("    objectives: [O1]", "", "injects[A].objectives", "what is this inject good for?"),
        ("There is smoke.", "x" * 901, "injects[A].body", "is 901 characters long; over 900"),
        (
            "        - id: x",
            options(5) + "        - id: x",
            "injects[A].ask.options",
            "there are 7",
        ),
    ],
)
def test_warnings(load: Desk, old: str, new: str, field: str, message: str) -> None:
    loaded = load((old, new))
    assert_fault(loaded, field, message, "warning")
    assert loaded.scenario is not None


def test_a_short_time_to_write_is_told(load: Desk) -> None:
    ask = "    ask:\n      kind: text\n      prompt: Say it.\n      deadline: 45 s\n"
    loaded = load(("    body: It burns.", ask))
    assert_fault(loaded, "injects[B].ask.deadline", "0:45 is very short", "warning")


def test_what_only_sets_the_scene_needs_no_expected_action(load: Desk) -> None:
    ask = "    kind: contextual\n    ask:\n      kind: ack\n      prompt: Read.\n"
    assert load(("    body: It burns.", ask)).faults == ()
