"""What the clock says by itself: on time, once, and after a restart."""

from __future__ import annotations

from tabletop.service.keeper import Keeper
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
    assert sent[:4] == ["CS-01", "CS-02", "CS-03", "CS-04H"]
    assert len(sent) == len(set(sent))
    assert "CS-04C" not in sent
    assert {"inject": "CS-04C", "teams": ["t1", "t2", "t3", "t4"]} in room.events(
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
    assert by_inject["CS-04C"] == ["t1"]
    assert by_inject["CS-04H"] == ["t2", "t3", "t4"]


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
