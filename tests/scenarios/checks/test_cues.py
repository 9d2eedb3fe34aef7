"""Best options that give themselves away."""

from __future__ import annotations

from tests.scenarios.good import GOOD, Desk

HEAD = GOOD[: GOOD.index("injects:")]
EFFECTS = ("escalating", "neutral", "escalating")


def warnings(load: Desk, *decisions: tuple[int, int]) -> list[str]:
    """What is said of decisions, each with the place of its best option and of its longest."""
    rows = []
    for number, (best, longest) in enumerate(decisions):
        options = "".join(
            f"        - id: o{place}\n"
            f"          text: {'long and longer' if place == longest else f'short {place}'}\n"
            f"          effect: {'de_escalating' if place == best else EFFECTS[place]}\n"
            for place in range(3)
        )
        rows.append(
            f"  - id: D{number}\n    at: {number}:00\n    title: D\n    to: all\n    ask:\n"
            f"      kind: choice\n      prompt: x\n      options:\n{options}"
            "    expected_action: x\n    objectives: [O1]\n"
        )
    loaded = load(text=HEAD + "injects:\n" + "".join(rows))
    assert loaded.scenario is not None
    return [f"{fault.field}: {fault.message}" for fault in loaded.faults]


def test_mixed_lengths_and_places_are_fine(load: Desk) -> None:
    assert warnings(load, (0, 1), (1, 1), (2, 0)) == []


def test_the_best_is_mostly_the_longest(load: Desk) -> None:
    assert warnings(load, (0, 0), (1, 1), (2, 0)) == [
        "injects[D0].ask.options: the best option is the longest in 2 of 3 decisions (D0, D1):"
        " people learn to pick the long one"
    ]


def test_the_best_stands_mostly_in_one_place(load: Desk) -> None:
    assert warnings(load, (1, 0), (1, 2), (2, 0)) == [
        "injects[D0].ask.options: the best option stands in place 2 in 2 of 3 decisions (D0, D1):"
        " move it around"
    ]


def test_two_decisions_are_no_pattern(load: Desk) -> None:
    assert warnings(load, (0, 0), (0, 0)) == []


def test_an_equally_long_option_gives_nothing_away(load: Desk) -> None:
    assert warnings(load, (0, 3), (1, 3), (2, 3)) == []
