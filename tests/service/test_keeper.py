"""What the clock says by itself: on time, once, and after a restart."""

from __future__ import annotations

import pytest

from tabletop.service.keeper import Keeper
from tabletop.service.live import Live
from tabletop.store.log import Batch, Row
from tests.service.conftest import BOTH, Room, a_desk


def restarted(room: Room, after_s: float, **options: int) -> Keeper:
    """A new process over the same database, so many seconds later."""
    room.desk.drop(room.exercise)
    room.now += int(after_s * 1000)
    room.keeper = Keeper(room.desk, room.stores.exercises, **options)
    room.keeper.revive()
    return room.keeper


def reading(room: Room) -> tuple[str, int]:
    """The exercise's status, and what its clock reads."""
    with room.desk.settled(room.exercise) as live:
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


def test_after_a_short_absence_the_clock_goes_on_and_sends_what_was_missed(room: Room) -> None:
    room.starts()
    room.waits(110)
    room.keeper.note_alive()
    keeper = restarted(room, 20)
    keeper.tick()
    assert reading(room) == ("running", 130_000)
    assert released(room) == ["CS-01", "CS-02"]


def test_after_a_long_absence_it_stands_where_it_was_last_known_to_run(room: Room) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    keeper = restarted(room, 600)
    keeper.tick()
    assert reading(room) == ("paused", 100_000)
    assert released(room) == ["CS-01"]
    (exercise,) = [
        each
        for each in room.desk.sync(room.exercise, room.facilitator, 0)["documents"]
        if each["type"] == "exercise"
    ]
    assert exercise["notice"]["code"] == "restart"


def test_a_wall_clock_set_back_over_a_restart_never_turns_the_exercise_back(room: Room) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    restarted(room, -3_600)
    status, elapsed_ms = reading(room)
    assert status == "paused"
    assert elapsed_ms >= 100_000


@BOTH
def test_two_processes_over_one_database_send_an_inject_once(room: Room, url: str) -> None:
    from tabletop.store.engine import open_engine

    engine = open_engine(url)
    _, other, thread = a_desk(engine, lambda: room.now)
    twin = Keeper(other, room.stores.exercises)
    try:
        room.starts()
        with other.settled(room.exercise):
            pass
        twin.tick()
        for _ in range(10):
            room.now += 120_000
            twin.tick()
            room.keeper.tick()
        sent = released(room)
        assert len(sent) == len(set(sent)) >= 5
    finally:
        other.writer.stop()
        thread.join()
        engine.dispose()
        room.desk.drop(room.exercise)


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


def test_a_restart_never_turns_the_clock_back_past_what_is_on_record(room: Room) -> None:
    """Somebody spoke after the last heartbeat: until then the clock ran for sure."""
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    room.now += 4_000
    room.does("note.add", text="last words")
    restarted(room, 600)
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


def test_a_clock_nobody_noted_is_stopped_when_it_is_met_long_after(room: Room) -> None:
    """Killed between the commit of STARTEX and the first heartbeat, found hours later."""
    room.does("clock.start")
    keeper = restarted(room, 7_200)
    assert reading(room)[0] == "running", "nothing told the start of the server about it"
    keeper.tick()
    assert reading(room) == ("paused", 0)
    assert released(room) == []


def test_an_exercise_met_while_another_process_runs_it_goes_on(room: Room) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    room.desk.drop(room.exercise)
    room.now += 10_000
    other = Keeper(room.desk, room.stores.exercises)
    with room.desk.settled(room.exercise):
        pass
    other.tick()
    assert reading(room) == ("running", 110_000)


def test_a_note_about_a_clock_that_stands_is_forgotten_at_the_next_start(room: Room) -> None:
    room.starts()
    room.keeper.note_alive()
    room.does("clock.pause")
    room.desk.drop(room.exercise)
    assert Keeper(room.desk, room.stores.exercises).revive() == []
    assert room.stores.exercises.running_candidates() == {}


def broken(room: Room) -> str:
    """A second exercise whose log this release cannot read."""
    created = room.desk.create("ruth", "oversold-night")
    row = Row(2, room.now, 0, "system", "clock.rewound", 1, {})
    room.stores.log.append_all([Batch(created.exercise.id, 1, [row])])
    room.stores.exercises.touch_alive({created.exercise.id: room.now})
    return created.exercise.id


def test_an_exercise_that_cannot_be_read_stops_no_other(room: Room) -> None:
    room.starts()
    room.waits(100)
    room.keeper.note_alive()
    broken(room)
    restarted(room, 10)
    room.waits(10)
    assert released(room) == ["CS-01", "CS-02"]


def test_a_schedule_that_is_stuck_stops_no_other(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = room.desk.create("ruth", "oversold-night")
    with room.desk.settled(other.exercise.id) as live:
        first = live
    monkeypatch.setattr(room.desk, "in_memory", lambda: [first, *[room_live(room)]])
    real = Keeper._tick

    def stuck(self: Keeper, live: Live) -> int | None:
        if live is first:
            raise ZeroDivisionError
        return real(self, live)

    monkeypatch.setattr(Keeper, "_tick", stuck)
    room.does("clock.start")
    room.waits(1)
    assert released(room) == ["CS-01"]


def room_live(room: Room) -> Live:
    """The room's exercise in memory."""
    with room.desk.settled(room.exercise) as live:
        return live
