"""Opening, locking, ending, closing and stopping an exercise."""

from __future__ import annotations

import pytest

from tabletop.domain import events as e
from tests.domain.stage import MINUTE
from tests.domain.transcript import given, lobby, started


def test_the_lobby_opens_once() -> None:
    given().when("fay", "exercise.open").then(e.ExerciseOpened())
    lobby().when("fay", "exercise.open").then_refused("conflict")


def test_joining_is_locked_and_opened_again() -> None:
    script = lobby().when("fay", "exercise.lock_joins").then(e.JoinsLocked(True))
    script.when("fay", "exercise.lock_joins", {"locked": True}).then()
    script.when("fay", "exercise.lock_joins", {"locked": False}).then(e.JoinsLocked(False))


def test_endex_closes_what_is_open() -> None:
    started("03:00").when("fay", "exercise.end", at="03:10").then(
        e.InjectClosed("gauge", ("red", "blue"), "ended"),
        e.ExerciseEnded(3 * MINUTE + 10_000),
    )


def test_endex_while_paused_reads_the_clock_where_it_stands() -> None:
    script = started(("fay", "clock.pause"))
    script.when("fay", "exercise.end", at="09:00").then(e.ExerciseEnded(0))


def test_only_what_is_on_can_end() -> None:
    lobby().when("fay", "exercise.end").then_refused("conflict")
    started(("fay", "exercise.end")).when("fay", "exercise.end").then_refused("conflict")


def test_the_hot_wash_is_closed_once_and_then_only_remarks_are_taken() -> None:
    started().when("fay", "exercise.close").then_refused("conflict")
    script = started(("fay", "exercise.end")).when("fay", "exercise.close").then(e.ExerciseClosed())
    script.when("fay", "exercise.close").then_refused("closed")
    script.when("fay", "exercise.halt").then_refused("closed")
    script.when("eve", "note.add", {"text": "Late thought"}).then(e.NoteAdded("Late thought"))
    script.when("eve", "flag.add").then(e.FlagAdded())
    script.when("eve", "rating.set", {"objective": "o1", "rating": "P"}).then(
        e.RatingSet("o1", "P")
    )


def test_a_real_emergency_stops_everything_from_anywhere() -> None:
    script = started().when("fay", "exercise.halt", at="00:30").then(e.ExerciseHalted(30_000))
    assert script.state.status == "halted"
    assert not script.state.clock.running
    script.when("fay", "exercise.halt").then_refused("conflict")
    given().when("fay", "exercise.halt").then(e.ExerciseHalted(0))


@pytest.mark.parametrize(
    ("seat", "name", "data"),
    [
        ("fay", "clock.resume", {}),
        ("fay", "clock.jump", {"to_ms": 600_000}),
        ("fay", "inject.release", {"inject": "heat"}),
        ("ann", "response.submit", {"inject": "siren", "answer": {}}),
        ("ann", "inject.read", {"inject": "siren"}),
        ("ann", "pause.request", {}),
    ],
)
def test_what_has_to_wait_in_an_emergency(seat: str, name: str, data: dict[str, object]) -> None:
    started("01:30", ("fay", "exercise.halt")).when(seat, name, data).then_refused("paused")


def test_what_can_still_be_said_in_an_emergency() -> None:
    script = started(("fay", "exercise.halt"))
    script.given(
        ("fay", "message.send", {"text": "Leave by the stairs."}),
        ("fay", "note.add", {"text": "Fire alarm"}),
        ("fay", "flag.add"),
        ("ann", "seat.watch"),
        ("ann", "seat.rename", {"name": "Anna"}),
        ("fay", "seat.remove", {"seat": "dan"}),
        (None, "seat.join", {"seat": "fox", "kind": "facilitator"}),
        (None, "seat.join", {"seat": "eli", "kind": "participant"}),
    )


def test_an_exercise_need_not_be_resumed_to_be_ended_after_an_emergency() -> None:
    script = started("01:30", ("fay", "exercise.halt"))
    script.when("fay", "exercise.end", at="20:00").then(
        e.InjectClosed("siren", ("red", "blue"), "ended"), e.ExerciseEnded(90_000)
    )
    assert (script.state.status, script.state.notice) == ("hotwash", None)
    lobby(("fay", "exercise.halt")).when("fay", "exercise.end").then_refused("conflict")


def test_an_exercise_that_is_called_off_is_closed() -> None:
    for script in (given(), lobby()):
        script.when("fay", "exercise.close").then(e.ExerciseClosed())
    started().when("fay", "exercise.close").then_refused("conflict")


def test_after_the_emergency_a_running_clock_stands() -> None:
    started().when("fay", "exercise.resume_after_halt").then_refused("conflict")
    script = started("00:10", ("fay", "exercise.halt"))
    script.when("fay", "exercise.resume_after_halt", at="09:00").then(e.HaltLifted())
    assert script.state.status == "paused"
    assert script.state.clock.elapsed(script.now) == 10_000


@pytest.mark.parametrize("lines", [[], [("fay", "exercise.open")]])
def test_after_the_emergency_everything_else_is_as_before(lines: list[tuple[str, str]]) -> None:
    before = given(*lines).state.status
    script = given(*lines, ("fay", "exercise.halt"), ("fay", "exercise.resume_after_halt"))
    assert script.state.status == before
