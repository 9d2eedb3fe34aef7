"""Things that are due happen in order, once, and don't disturb each other."""

import logging
from threading import Thread

import pytest

from tabletop.sockets.alarm import Alarm


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_what_is_due_is_called_in_its_order() -> None:
    clock, called = Clock(), []
    alarm = Alarm(clock)
    for delay in (3, 1, 2, 1):
        alarm.after(delay, lambda delay=delay: called.append(delay))
    assert alarm.ring() == 1
    assert called == []
    clock.now += 2
    assert alarm.ring() == 1
    assert called == [1, 1, 2]
    clock.now += 5
    assert alarm.ring() is None
    assert called == [1, 1, 2, 3]


def test_every_goes_on_also_after_a_failure(caplog: pytest.LogCaptureFixture) -> None:
    clock, called = Clock(), []
    alarm = Alarm(clock)

    def fail() -> None:
        called.append(clock.now)
        raise RuntimeError("this once")

    alarm.every(10, fail)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            clock.now += 10
            assert alarm.ring() == 10
    assert called == [110, 120, 130]
    assert "something that was due failed" in caplog.text


def test_it_wakes_up_for_what_is_due_sooner_and_stops() -> None:
    clock, called = Clock(), []
    alarm = Alarm(clock)
    task = Thread(target=alarm.run)
    alarm.after(3_600, lambda: called.append("late"))
    task.start()

    def last() -> None:
        called.append("soon")
        alarm.stop()

    alarm.after(0, last)
    task.join(10)
    assert not task.is_alive()
    assert called == ["soon"]
