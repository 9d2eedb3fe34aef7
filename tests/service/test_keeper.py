"""What the clock says by itself: on time, once, and after a restart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from tabletop.service.keeper import Keeper
from tabletop.service.vigil import GRACE_MS
from tabletop.store.engine import open_engine
from tabletop.store.log import Batch, Row
from tests.service.conftest import BOTH, Process, Room, a_process, full_disk
from tests.store.rows import append

Restart = Callable[..., Process]


@pytest.fixture
def restart(room: Room) -> Iterator[Restart]:
    """Makes a new process over the same database, so many seconds after the old one ended."""
    made: list[Process] = []

    def again(after_s: float, grace_ms: int = GRACE_MS) -> Process:
        room.now += int(after_s * 1000)
        process = a_process(room.engine, lambda: room.now, grace_ms)
        made.append(process)
        room.floor, room.desk, room.keeper = process.floor, process.desk, process.keeper
        room.keeper.revive()
        return process

    yield again
    for process in made:
        process.end()


def reading(room: Room) -> tuple[str, int]:
    """The exercise's status, and what its clock reads."""
    with room.floor.settled(room.exercise) as live:
        return live.state.status, live.state.clock.elapsed(room.now)


def released(room: Room) -> list[str]:
    """What went out, in order."""
    return [str(each["inject"]) for each in room.events("inject.released")]


def test_injects_go_out_in_the_order_of_their_times_and_once(room: Room) -> None:
    room.starts()
    for _ in range(30):
        room.waits(60)
        room.keeper.tick()
    sent = released(room)
    assert sent[:4] == ["CS-01", "CS-02", "CS-03", "CS-04A"]
    assert len(sent) == len(set(sent))
    assert "CS-04B" not in sent
    assert {"inject": "CS-04B", "teams": ["t1", "t2", "t3", "t4"]} in room.events(
        "inject.passed_over"
    )


def test_each_team_goes_its_own_way(room: Room) -> None:
    ann, cy = room.joins("Ann", "t1", "desk_agent"), room.joins("Cy", "t2", "desk_agent")
    room.starts()
    room.waits(240)
    room.says(ann, "decision.lock", inject="CS-03", answer={"option": "c"})
    room.says(cy, "decision.lock", inject="CS-03", answer={"option": "a"})
    room.waits(180)
    by_inject = {each["inject"]: each["teams"] for each in room.events("inject.released")}
    assert by_inject["CS-04B"] == ["t1"]
    assert by_inject["CS-04A"] == ["t2", "t3", "t4"]


def test_after_a_short_absence_the_clock_goes_on_and_sends_what_was_missed(
    room: Room, restart: Restart
) -> None:
    room.starts()
    room.waits(110)
    room.keeper.note_alive()
    restart(20).keeper.tick()
    assert reading(room) == ("running", 130_000)
    assert released(room) == ["CS-01", "CS-02"]


def test_after_a_long_absence_it_stands_where_it_was_last_known_to_run(
    room: Room, restart: Restart
) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    restart(600).keeper.tick()
    assert reading(room) == ("paused", 100_000)
    assert released(room) == ["CS-01"]
    (exercise,) = [
        each
        for each in room.floor.sync(room.exercise, room.facilitator, 0)["documents"]
        if each["type"] == "exercise"
    ]
    assert exercise["notice"]["code"] == "restart"


def test_a_wall_clock_set_back_over_a_restart_never_turns_the_exercise_back(
    room: Room, restart: Restart
) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    restart(-3_600)
    status, elapsed_ms = reading(room)
    assert status == "paused"
    assert elapsed_ms >= 100_000


@BOTH
def test_two_processes_over_one_database_send_an_inject_once(room: Room, url: str) -> None:
    engine = open_engine(url)
    twin = a_process(engine, lambda: room.now)
    try:
        room.starts()
        with twin.floor.settled(room.exercise):
            pass
        for _ in range(240):
            room.now += 5_000
            twin.keeper.tick()
            room.keeper.tick()
        sent = released(room)
        assert len(sent) == len(set(sent)) >= 5
    finally:
        twin.end()
        engine.dispose()
        room.floor.drop(room.exercise)


def test_the_lock_goes_to_who_is_there_and_stays_when_nobody_is(room: Room) -> None:
    ann, ben = room.joins("Ann", "t1", "desk_agent"), room.joins("Ben", "t1", "duty_manager")
    room.starts()
    room.waits(240)
    room.keeper.pass_locks(room.exercise, set())
    assert room.events("decision.lock_passed") == []
    room.keeper.pass_locks(room.exercise, {ben})
    room.keeper.pass_locks(room.exercise, {ben})
    (passed,) = room.events("decision.lock_passed")
    assert (passed["inject"], passed["seat"], passed["reason"]) == ("CS-03", ben, "gone")
    assert not room.says(ann, "decision.lock", inject="CS-03", answer={"option": "c"})["ok"]
    assert room.says(ben, "decision.lock", inject="CS-03", answer={"option": "c"})["ok"]


def test_a_restart_never_turns_the_clock_back_past_what_is_on_record(
    room: Room, restart: Restart
) -> None:
    """Somebody spoke after the last heartbeat: until then the clock ran for sure."""
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    room.now += 4_000
    room.does("note.add", text="last words")
    restart(600)
    assert reading(room) == ("paused", 104_000)


def test_a_clock_that_starts_or_stops_is_noted_at_once(room: Room) -> None:
    def noted() -> dict[str, int]:
        return room.stores.exercises.running_candidates()

    room.keeper.heartbeat()
    assert noted() == {}
    room.does("clock.start")
    room.keeper.heartbeat()
    assert noted() == {room.exercise: room.now}
    room.now += 4_999
    room.keeper.heartbeat()
    assert noted() == {room.exercise: room.now - 4_999}
    room.now += 1
    room.keeper.heartbeat()
    assert noted() == {room.exercise: room.now}
    room.does("clock.pause")
    room.keeper.heartbeat()
    assert noted() == {}


def test_a_clock_nobody_noted_is_stopped_when_it_is_met_long_after(
    room: Room, restart: Restart
) -> None:
    """Killed between the commit of STARTEX and the first heartbeat, found hours later."""
    room.does("clock.start")
    restart(7_200)
    assert reading(room)[0] == "running", "nothing told the start of the server about it"
    room.keeper.tick()
    assert reading(room) == ("paused", 0)
    assert released(room) == []


def test_an_exercise_met_while_another_process_runs_it_goes_on(room: Room) -> None:
    room.starts()
    room.waits(100)
    other = a_process(room.engine, lambda: room.now)
    room.keeper.note_alive()
    room.now += 10_000
    with other.floor.settled(room.exercise):
        pass
    other.keeper.tick()
    other.end()
    assert reading(room) == ("running", 110_000)


def test_a_note_about_a_clock_that_stands_is_forgotten_at_the_next_start(
    room: Room, restart: Restart
) -> None:
    room.starts()
    room.keeper.note_alive()
    room.does("clock.pause")
    assert restart(0).keeper.revive() == []
    assert room.stores.exercises.running_candidates() == {}


def broken(room: Room) -> str:
    """A second exercise whose log this release cannot read."""
    created = room.desk.create("ruth", "oversold-night")
    row = Row(2, room.now, 0, "system", "clock.rewound", 1, {})
    append(room.stores, Batch(created.exercise.id, 1, [row]))
    room.stores.exercises.touch_alive({created.exercise.id: room.now})
    return created.exercise.id


def test_an_exercise_that_cannot_be_read_stops_no_other(room: Room, restart: Restart) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    broken(room)
    restart(10)
    room.waits(10)
    assert released(room) == ["CS-01", "CS-02"]


def test_a_schedule_that_is_stuck_stops_no_other_and_its_own_clock_neither(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = room.desk.create("ruth", "oversold-night")
    for name in ("exercise.open", "clock.start"):
        room.floor.command(other.exercise.id, other.seat, room.request(name, {}))
    real = Keeper._tick

    def stuck(self: Keeper, exercise_id: str) -> int | None:
        if exercise_id == other.exercise.id:
            raise ZeroDivisionError
        return real(self, exercise_id)

    monkeypatch.setattr(Keeper, "_tick", stuck)
    room.does("clock.start")
    room.waits(60)
    assert released(room) == ["CS-01"]
    with room.floor.settled(other.exercise.id) as live:
        assert live.state.clock.running


def test_a_failed_commit_takes_no_exercise_off_the_schedule(room: Room) -> None:
    """It is thrown out of memory, and nobody looks at it afterwards."""
    room.starts()
    room.keeper.heartbeat()
    with full_disk():
        assert not room.says(room.facilitator, "note.add", text="?")["ok"]
    room.keeper.note_alive()
    assert room.stores.exercises.running_candidates() == {room.exercise: room.now}
    room.waits(600)
    assert released(room)[:4] == ["CS-01", "CS-02", "CS-03", "CS-04A"]


def test_a_restart_s_pause_that_could_not_be_recorded_is_said_again(
    room: Room, restart: Restart
) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    with full_disk():
        restart(3 * 3_600)
        room.keeper.tick()
        assert reading(room)[0] == "running"
    room.keeper.tick()
    assert reading(room) == ("paused", 100_000)
    assert released(room) == ["CS-01"]


@pytest.mark.parametrize("grace_ms", [0, -1])
def test_without_any_grace_a_clock_comes_up_paused_and_goes_on_once_it_is_started(
    room: Room, restart: Restart, grace_ms: int
) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    restart(0.001, grace_ms).keeper.tick()
    assert reading(room) == ("paused", 100_000)
    room.now += 1
    room.does("clock.resume")
    room.waits(30)
    assert reading(room) == ("running", 130_000)


def test_a_process_that_slept_pauses_the_clock_where_it_last_looked(room: Room) -> None:
    """The lid was closed, or the process stopped: it was not restarted."""
    room.starts()
    room.waits(100)
    room.now += 600_000
    room.keeper.tick()
    assert reading(room) == ("paused", 100_000)
    assert released(room) == ["CS-01"]
    room.does("clock.resume")
    room.waits(30)
    assert released(room) == ["CS-01", "CS-02"]


def test_what_is_said_right_after_the_sleep_finds_the_clock_paused(room: Room) -> None:
    """A phone's outbox is quicker than the schedule's next look."""
    ann = room.joins("Ann", "t1", "desk_agent")
    room.starts()
    room.waits(240)
    room.now += 600_000
    assert room.says(ann, "response.submit", inject="CS-03", answer={"option": "c"})["ok"]
    assert reading(room) == ("paused", 240_000)
    (answer,) = [row for row in room.stores.log.read(room.exercise) if row.actor == ann]
    assert answer.clock_ms == 240_000


def test_who_is_stopped_right_after_the_sleep_does_not_say_it_was_awake(
    room: Room, restart: Restart
) -> None:
    room.starts()
    room.waits(100)
    room.now += 600_000
    room.keeper.note_alive()
    restart(1)
    assert reading(room) == ("paused", 100_000)


def test_a_database_that_was_away_for_long_leaves_the_clock_paused_too(room: Room) -> None:
    room.starts()
    room.waits(115)
    with full_disk():
        room.waits(60)
        assert released(room) == ["CS-01"]
    room.keeper.tick()
    assert reading(room) == ("paused", 115_000)


def test_a_database_that_was_away_for_a_moment_is_made_up_for(room: Room) -> None:
    room.starts()
    room.waits(115)
    with full_disk():
        room.waits(20)
    room.keeper.tick()
    assert reading(room) == ("running", 135_000)
    assert released(room) == ["CS-01", "CS-02"]


def test_exercises_nobody_looks_at_are_forgotten_unless_their_clock_runs(room: Room) -> None:
    other = room.desk.create("ruth", "oversold-night").exercise.id
    room.starts()
    with room.floor.settled(other):
        pass
    assert {room.exercise, other} <= set(room.floor._lives)
    room.waits(700)
    assert set(room.floor._lives) == {room.exercise}
    room.does("clock.pause")
    room.waits(700)
    assert not room.floor._lives
    room.does("clock.resume")
    room.check_fold()
