"""Opening exercises and listing them."""

from __future__ import annotations

import pytest

from tabletop.store.errors import Unavailable
from tests.service.conftest import BOTH, Room, full_disk


@BOTH
def test_an_exercise_is_there_with_its_owner_or_not_at_all(room: Room) -> None:
    with full_disk(), pytest.raises(Unavailable):
        room.desk.create("ruth", "oversold-night")
    assert [each["id"] for each in room.desk.headers("ruth")] == [room.exercise]
    made = room.desk.create("ruth", "oversold-night")
    caller = room.desk.caller_for_user("ruth", made.exercise.id)
    assert caller is not None
    assert (caller.seat, caller.kind) == (made.seat, "facilitator")
    assert room.desk.identify(made.token) == caller


def test_a_list_of_exercises_folds_none_of_them(room: Room) -> None:
    made = [room.desk.create("ruth", "oversold-night") for _ in range(3)]
    commands = [[], ["exercise.open", "exercise.halt"], ["exercise.open", "clock.start"]]
    for created, names in zip(made, commands, strict=True):
        for name in names:
            request = room.request(name, {})
            assert room.floor.command(created.exercise.id, created.seat, request)["ok"]
        room.floor.drop(created.exercise.id)
    listed = {each["id"]: each["status"] for each in room.desk.headers("ruth")}
    statuses = [listed[created.exercise.id] for created in made]
    assert (statuses, listed[room.exercise]) == (["draft", "halted", "running"], "lobby")
    assert set(room.floor._lives) == {room.exercise}
