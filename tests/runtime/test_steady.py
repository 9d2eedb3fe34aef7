from tabletop.runtime.steady import Steady


def test_a_stepped_wall_clock_changes_nothing() -> None:
    wall, ticks = [1_000_000], [50.0]
    now = Steady(lambda: wall[0], lambda: ticks[0])

    wall[0] += 3_600_000
    assert now() == 1_000_000
    wall[0] -= 7_200_000
    ticks[0] += 1.25
    assert now() == 1_001_250
