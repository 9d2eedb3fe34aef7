"""Server time: stepped by nobody, and never behind the record."""

from __future__ import annotations

from tabletop.runtime.steady import Steady, waking_ticks


def test_a_stepped_wall_clock_changes_nothing() -> None:
    wall, ticks = [1_000_000], [50.0]
    now = Steady(lambda: wall[0], lambda: ticks[0])

    wall[0] += 3_600_000
    assert now() == 1_000_000
    wall[0] -= 7_200_000
    ticks[0] += 1.25
    assert now() == 1_001_250


def test_a_wall_clock_that_was_set_back_goes_on_from_the_record() -> None:
    ticks = [50.0]
    now = Steady(lambda: 1_000_000, lambda: ticks[0], newest=4_600_000)

    assert now() == 4_600_000
    assert now.set_back_ms == 3_600_000
    ticks[0] += 1.25
    assert now() == 4_601_250


def test_a_record_of_the_past_changes_nothing() -> None:
    now = Steady(lambda: 1_000_000, lambda: 50.0, newest=999_999)
    assert (now(), now.set_back_ms) == (1_000_000, 0)


def test_ticks_go_forward() -> None:
    first = waking_ticks()
    assert waking_ticks() >= first
