"""How long a running clock may be left alone, and what is said then."""

from __future__ import annotations

import pytest

from tabletop.domain.commands import RestartPause
from tabletop.service.live import Live
from tabletop.service.vigil import Vigil
from tests.domain.transcript import Transcript, lobby

NOON = 1_800_000_000_000


def running(rate: float = 1.0) -> Live:
    """An exercise whose clock was started at noon."""
    script: Transcript = lobby()
    live = Live.new(script.state.header, script.names)
    live.state = script.state
    live.state.at = NOON
    live.state.status = "running"
    live.state.clock = live.state.clock.set_rate(rate, 0, NOON).start(NOON)
    return live


def restarted(grace_ms: int = 30_000) -> Vigil:
    """One that begins long after all of it."""
    vigil = Vigil(grace_ms)
    vigil.begin(NOON + 100_000_000)
    return vigil


def pause(live: Live, vigil: Vigil, after_s: float) -> int | None:
    """The reading at which it has to stand; None when it goes on."""
    request = vigil.first(live, NOON + int(after_s * 1000))
    if request is None:
        return None
    assert request.id == f"restart:{live.head}"
    assert isinstance(request.command, RestartPause)
    return request.command.elapsed_ms


@pytest.mark.parametrize(("after_s", "expected"), [(0, None), (30, None), (30.001, 0), (7_200, 0)])
def test_over_a_restart_it_is_the_grace(after_s: float, expected: int | None) -> None:
    assert pause(running(), restarted(), after_s) == expected


@pytest.mark.parametrize(
    ("rate", "longest_s"), [(1, 30), (20, 30), (30, 20), (60, 10), (120, 10), (0.1, 30)]
)
def test_of_a_fast_exercise_no_more_than_ten_minutes_are_made_up_for(
    rate: float, longest_s: float
) -> None:
    vigil = restarted()
    assert pause(running(rate), vigil, longest_s) is None
    assert pause(running(rate), vigil, longest_s + 0.001) == 0


def test_it_stands_where_the_database_last_knew_it_to_run() -> None:
    live = running()
    live.alive_at = NOON + 45_000
    assert pause(live, restarted(), 600) == 45_000


def test_it_stands_where_this_process_last_looked_after_it() -> None:
    live, vigil = running(), Vigil()
    vigil.keep(live.exercise_id, NOON + 50_000)
    assert pause(live, vigil, 80) is None
    assert pause(live, vigil, 80.001) == 50_000


def test_it_never_stands_before_what_is_on_record() -> None:
    live, vigil = running(), Vigil()
    vigil.keep(live.exercise_id, NOON + 50_000)
    live.state.at = NOON + 52_000
    assert pause(live, vigil, 600) == 52_000


@pytest.mark.parametrize("grace_ms", [0, -1])
def test_without_any_grace_a_process_that_is_there_may_still_blink(grace_ms: int) -> None:
    """Started, or looked after, since this process began."""
    live = running()
    assert pause(live, restarted(grace_ms), 0.001) == 0
    assert pause(live, Vigil(grace_ms), 10) is None
    assert pause(live, Vigil(grace_ms), 10.001) == 0


def test_when_nobody_knows_how_long_it_was_no_clock_goes_on() -> None:
    assert pause(running(), restarted(-1), 0) == 0


def test_clocks_of_two_processes_may_differ_a_little() -> None:
    assert pause(running(), restarted(), -10) is None
    assert pause(running(), restarted(), -10.001) == 0


def test_a_clock_that_stands_needs_nobody() -> None:
    live = running()
    live.state.clock = live.state.clock.pause(0, NOON)
    assert pause(live, restarted(), 7_200) is None


def test_alive_is_now_unless_that_was_missed() -> None:
    vigil = restarted()
    assert vigil.alive("x", NOON) == NOON
    vigil.keep("x", NOON)
    assert vigil.alive("x", NOON + 10_000) == NOON + 10_000
    assert vigil.alive("x", NOON + 10_001) == NOON
