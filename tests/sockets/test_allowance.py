"""How much one socket may say."""

from tabletop.sockets.allowance import BURST, PATIENCE, PER_SECOND, Allowance


def test_a_burst_is_fine_and_then_it_goes_by_the_second() -> None:
    allowance = Allowance(0)
    assert {allowance.ask(0) for _ in range(BURST)} == {"fine"}
    assert allowance.ask(0) == "slow_down"
    assert [allowance.ask(1) for _ in range(PER_SECOND)] == ["fine"] * PER_SECOND
    assert allowance.ask(1) == "slow_down"
    assert {allowance.ask(1_000) for _ in range(BURST)} == {"fine"}
    assert allowance.ask(1_000) == "slow_down"


def test_a23_a_flood_ends_in_bye_within_two_seconds() -> None:
    allowance = Allowance(0)
    verdicts = [allowance.ask(number / 1_000) for number in range(2_000)]
    assert verdicts.index("bye") < BURST + PATIENCE * 1.5


def test_a_little_too_much_for_long_is_slowed_down_and_never_cut() -> None:
    allowance = Allowance(0)
    verdicts = {allowance.ask(number / (PER_SECOND * 1.5)) for number in range(10_000)}
    assert verdicts == {"fine", "slow_down"}
