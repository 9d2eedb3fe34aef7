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
        ("There is smoke.", "'![plan](plan.png)'", "injects[A].body", "put it under media"),
        ("There is smoke.", "It is <b>hot</b>.", "injects[A].body", "HTML as it stands: <b>"),
        ("    body: It burns.\n", "", "injects[B]", "is nothing but a title"),
        ("deadline: 90 s", "deadline: 14 s", "injects[A].ask.deadline", "is too short to read"),
        (
            "text: Look.",
            "text: run away  as fast as ever YOU can.",
            "injects[A].ask.options[y].text",
            "is the same as that of option 'x'",
        ),
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


@pytest.mark.parametrize("body", ["<https://example.org>", "2 < 3 and 5 > 4", "Mail <a@b.org>"])
def test_what_only_looks_like_html_is_fine(load: Desk, body: str) -> None:
    assert load(("There is smoke.", f"'{body}'")).faults == ()


@pytest.mark.parametrize(
    ("scale", "field", "message"),
    [
        ("min: 0\n      max: 10\n      step: 3", "step", "never reaches 10: from 0 in steps of 3"),
        ("min: 0\n      max: 1\n      step: 0.3", "step", "the highest is 0.9"),
        ("min: 0\n      max: 50", "max", "makes a scale of 50 steps; 10 fit a phone"),
    ],
)
def test_a_scale_people_can_use(load: Desk, scale: str, field: str, message: str) -> None:
    ask = f"    ask:\n      kind: rating\n      prompt: How hot?\n      {scale}\n"
    loaded = load(("    body: It burns.\n", f"    kind: contextual\n{ask}"))
    assert_fault(loaded, f"injects[B].ask.{field}", message, "warning")


def test_a_fine_scale_is_fine(load: Desk) -> None:
    ask = "    kind: contextual\n    ask: {kind: rating, prompt: x, min: 0, max: 1, step: 0.1}\n"
    assert load(("    body: It burns.\n", ask)).faults == ()
