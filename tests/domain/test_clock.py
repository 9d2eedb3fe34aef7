"""The exercise clock, against readings worked out by hand and against a small model (P6)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given as explore
from hypothesis import strategies as st

from tabletop.domain.clock import Clock
from tabletop.domain.errors import Refusal
from tests.domain.transcript import Transcript, started

NOW = 1_700_000_000_000
rates = st.one_of(
    st.sampled_from([0.1, 0.5, 1.0, 2.0, 2.3, 60.0, 120.0]),
    st.floats(0.1, 120).map(lambda rate: round(rate, 2)),
)
readings = st.integers(0, 30 * 24 * 3_600_000)


def test_a_clock_that_was_never_started_reads_nothing() -> None:
    assert Clock().elapsed(NOW) == 0
    assert Clock().moment(5) is None


def test_a_running_clock_derives_its_reading() -> None:
    clock = Clock().start(NOW)
    assert clock.elapsed(NOW + 1_500) == 1_500
    assert clock.moment(60_000) == NOW + 60_000


def test_a_paused_and_an_ended_clock_stand() -> None:
    clock = Clock().start(NOW).pause(700, NOW + 700)
    assert clock.elapsed(NOW + 9_000) == 700
    assert clock.start(NOW + 10_000).elapsed(NOW + 10_001) == 701
    ended = clock.end(700, NOW + 800)
    assert (ended.status, ended.elapsed(NOW + 9_000)) == ("ended", 700)


def test_another_rate_does_not_rescale_the_past() -> None:
    clock = Clock().start(NOW).set_rate(60, 1_000, NOW + 1_000)
    assert clock.elapsed(NOW + 2_000) == 61_000
    assert clock.moment(61_000) == NOW + 2_000


def test_a_jump_reads_the_new_time_at_once() -> None:
    clock = Clock().start(NOW).jump(60_000, NOW + 5)
    assert clock.elapsed(NOW + 6) == 60_001


def test_a_wall_clock_behind_the_anchor_makes_it_stand() -> None:
    assert Clock().start(NOW).elapsed(NOW - 60_000) == 0


@explore(readings, rates, readings)
def test_at_its_moment_a_reading_is_there(start: int, rate: float, reading: int) -> None:
    clock = Clock("running", start, NOW, rate)
    moment = clock.moment(start + reading)
    assert moment is not None
    assert clock.elapsed(moment) >= start + reading
    early = max(NOW, moment - 2)
    assert clock.elapsed(early) < start + reading or early == NOW


class Model:
    """The clock as one would explain it: add up what passed, piece by piece."""

    def __init__(self) -> None:
        self.elapsed = Fraction(0)
        self.running = False
        self.rate = Fraction(1)

    def pass_time(self, wall_ms: int) -> None:
        if self.running:
            self.elapsed += self.rate * wall_ms


STEPS = st.one_of(
    st.tuples(st.just("wait"), st.integers(0, 500_000)),
    st.tuples(st.just("clock.rate"), rates),
    st.tuples(st.just("clock.jump"), st.integers(1, 3_000_000)),
    st.tuples(st.just("restart"), st.integers(0, 500_000)),
    st.tuples(
        st.sampled_from(
            [
                "clock.pause",
                "clock.resume",
                "clock.undo_jump",
                "exercise.halt",
                "exercise.resume_after_halt",
            ]
        ),
        st.none(),
    ),
)


@explore(st.lists(STEPS, max_size=25))
def test_p6_the_clock_reads_what_the_model_says(steps: list[tuple[str, float]]) -> None:
    script, model = started(), Model()
    model.running = True
    jumped = Fraction(0)
    highest = 0
    for name, value in steps:
        match name:
            case "wait":
                script.now += int(value)
                model.pass_time(int(value))
            case "restart":
                # The server was away for so long: the clock stands where it last was seen to run.
                seen = script.state.clock.elapsed(script.now)
                script.now += int(value)
                if said(script, None, "clock.restart_pause", elapsed_ms=seen):
                    model.elapsed, model.running = Fraction(seen), False
                else:
                    model.pass_time(int(value))
            case "clock.rate":
                if said(script, "fay", name, rate=value):
                    model.elapsed = Fraction(int(model.elapsed))
                    model.rate = Fraction(value)
            case "clock.jump":
                to_ms = script.state.clock.elapsed(script.now) + int(value)
                if to_ms <= 24 * 3_600_000 and said(script, "fay", name, to_ms=to_ms):
                    jumped = to_ms - Fraction(int(model.elapsed))
                    model.elapsed = Fraction(to_ms)
            case "clock.undo_jump":
                if said(script, "fay", name):
                    model.elapsed -= jumped
                    highest = 0
            case _:
                if said(script, "fay", name):
                    model.running = name == "clock.resume"
                    model.elapsed = Fraction(int(model.elapsed))
        reading = script.state.clock.elapsed(script.now)
        # Each change of pace may cost the part of a millisecond it happened in.
        assert abs(reading - model.elapsed) <= 1 + len(steps)
        assert reading >= highest, "it ran back"
        highest = reading


def said(script: Transcript, seat: str | None, name: str, **data: object) -> bool:
    """Whether the command was accepted. Nothing is scheduled here, so the clock alone moves."""
    script.when(seat, name, data)
    return script.refusal is None


@explore(st.lists(st.integers(-600_000, 600_000), max_size=12))
def test_p6_what_is_on_record_never_runs_back_under_a_stepped_wall_clock(steps: list[int]) -> None:
    """As the writer does it: an event is never recorded before the one it follows."""
    script = started()
    wall = script.now
    for step in steps:
        wall += step
        script.now = max(wall, script.state.at)
        script.given(("fay", "note.add", {"text": "tick"}))
    readings = [row.clock_ms for row in script.log]
    assert readings == sorted(readings)


def test_a_jump_beyond_a_day_is_refused() -> None:
    script = started().when("fay", "clock.jump", {"to_ms": 24 * 3_600_000 + 1})
    assert isinstance(script.refusal, Refusal)
    script.then_refused("invalid", "data.to_ms")


@pytest.mark.parametrize("rate", [0.0999, 0, -1, 120.1, float("nan"), float("inf"), "fast", None])
def test_a_pace_nobody_could_follow_is_refused(rate: object) -> None:
    started().when("fay", "clock.rate", {"rate": rate}).then_refused("invalid", "data.rate")
