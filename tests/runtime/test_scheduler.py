"""The task that lets things happen on time: sleeps until the next moment, or a poke."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Condition, Thread
from typing import Any

import pytest

from tabletop.runtime.scheduler import LATE_AGAIN_S, LONGEST_S, Scheduler
from tabletop.store.errors import Unavailable

NOW = 1_800_000_000_000


class Keeper:
    """Answers `tick` as it is told, and counts."""

    def __init__(self, *answers: Callable[[], int | None]) -> None:
        self._answers = list(answers)
        self._changed = Condition()
        self.ticks = 0
        self.beats = 0

    def tick(self) -> int | None:
        with self._changed:
            self.ticks += 1
            self._changed.notify_all()
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        return answer()

    def heartbeat(self) -> None:
        with self._changed:
            self.beats += 1
            self._changed.notify_all()

    def wait_for(self, condition: Callable[[], bool]) -> None:
        """Until it is so."""
        with self._changed:
            assert self._changed.wait_for(condition, 30)


class Naps:
    """Stands for the scheduler's event: remembers how long it would sleep, and does not."""

    def __init__(self) -> None:
        self.lengths: list[float] = []

    def __call__(self, seconds: float) -> bool:
        self.lengths.append(seconds)
        return False


@contextmanager
def running(keeper: Any, now: Callable[[], int] = lambda: NOW) -> Iterator[Scheduler]:
    """The scheduler in a thread."""
    scheduler = Scheduler(keeper, now)
    thread = Thread(target=scheduler.run)
    thread.start()
    try:
        yield scheduler
    finally:
        scheduler.stop()
        thread.join(30)
    assert not thread.is_alive()


def raises(error: Exception) -> Callable[[], int | None]:
    """A tick that fails."""

    def tick() -> int | None:
        raise error

    return tick


def naps(*answers: Callable[[], int | None], count: int) -> list[float]:
    """How long the scheduler sleeps after each of so many ticks."""
    keeper, slept = Keeper(*answers), Naps()
    scheduler = Scheduler(keeper, lambda: NOW)  # type: ignore[arg-type]  # it only ticks
    scheduler._poked.wait = slept  # type: ignore[method-assign,assignment]

    def stop() -> bool:
        if len(slept.lengths) + 1 >= count:
            scheduler.stop()
        return True

    keeper.heartbeat = stop  # type: ignore[method-assign,assignment]
    scheduler.run()
    return slept.lengths


def test_it_sleeps_until_the_next_moment() -> None:
    assert naps(lambda: NOW + 1_250, count=1) == [1.25]


def test_it_looks_again_now_and_then_at_least() -> None:
    assert naps(lambda: None, count=1) == [LONGEST_S]
    assert naps(lambda: NOW + 3_600_000, count=1) == [LONGEST_S]


def test_what_is_due_still_is_said_again_shortly() -> None:
    assert naps(lambda: NOW, count=1) == [LATE_AGAIN_S]
    assert naps(lambda: NOW - 60_000, count=1) == [LATE_AGAIN_S]


def test_a_database_that_is_away_is_waited_for(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        found = naps(raises(Unavailable("the disk is full")), lambda: NOW + 500, count=2)
    assert found == [LATE_AGAIN_S, 0.5]
    assert "the disk is full" in caplog.text


def test_what_nobody_foresaw_does_not_end_it(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        found = naps(raises(ZeroDivisionError()), lambda: NOW + 500, count=2)
    assert found == [LATE_AGAIN_S, 0.5]
    assert "ZeroDivisionError" in caplog.text


def test_a_poke_wakes_it() -> None:
    keeper = Keeper(lambda: NOW + 3_600_000)
    with running(keeper) as scheduler:
        keeper.wait_for(lambda: keeper.beats == 1)
        scheduler.poke()
        keeper.wait_for(lambda: keeper.ticks == 2)


def test_a_poke_while_it_looks_is_not_lost() -> None:
    pokes: list[Callable[[], None]] = []

    def poked() -> int | None:
        pokes.pop()()
        return None

    keeper = Keeper(poked, lambda: None)
    scheduler = Scheduler(keeper, lambda: NOW)  # type: ignore[arg-type]  # it only ticks
    pokes.append(scheduler.poke)
    thread = Thread(target=scheduler.run)
    thread.start()
    keeper.wait_for(lambda: keeper.ticks == 2)
    scheduler.stop()
    thread.join(30)
    assert not thread.is_alive()


def test_it_notes_the_clocks_after_each_look() -> None:
    keeper = Keeper(lambda: None)
    with running(keeper):
        keeper.wait_for(lambda: keeper.beats == 1)
