"""How often something may be done."""

from __future__ import annotations

import pytest

from tabletop.domain.errors import Refusal
from tabletop.service import rates
from tabletop.service.rates import SEAT_BURST, SEAT_PER_SECOND, SYNC, Allowance, Buckets


class Ticks:
    now = 5.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def ticks() -> Ticks:
    return Ticks()


def test_a_burst_is_fine_and_then_it_goes_by_the_second(ticks: Ticks) -> None:
    buckets = Buckets(ticks, burst=20, per_second=5)
    assert [buckets.take("one") for _ in range(21)] == [True] * 20 + [False]
    assert buckets.left("one") == 0
    assert buckets.take("other"), "one key's use is not another's"
    ticks.now += 1
    assert [buckets.take("one") for _ in range(6)] == [True] * 5 + [False]
    ticks.now += 1_000
    assert buckets.left("one") == 20


def test_what_is_refused_costs_nothing(ticks: Ticks) -> None:
    buckets = Buckets(ticks, burst=10, per_second=1)
    assert buckets.take("one", 6)
    assert not buckets.take("one", 6)
    assert buckets.take("one", 4)


def test_the_key_that_was_quiet_longest_is_forgotten(
    ticks: Ticks, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rates, "MOST_KEYS", 2)
    buckets = Buckets(ticks, burst=1, per_second=1)
    for key in ("one", "two", "one", "three"):
        buckets.take(key)
    assert [buckets.left(key) for key in ("one", "two", "three")] == [0, 1, 0]


def test_a_seat_has_one_allowance_and_a_sync_costs_more(ticks: Ticks) -> None:
    allowance = Allowance(ticks)
    for _ in range(int(SEAT_BURST)):
        allowance.spend("x", "mia")
    with pytest.raises(Refusal) as refused:
        allowance.spend("x", "mia")
    assert refused.value.code == "slow_down"
    allowance.spend("x", "tom")
    allowance.spend("y", "mia")
    ticks.now += 1
    for _ in range(int(SEAT_PER_SECOND / SYNC)):
        allowance.spend("x", "mia", SYNC)
    with pytest.raises(Refusal):
        allowance.spend("x", "mia", SYNC)
