"""Taking a seat: once, however often it is asked, and with a name of one's own."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from tabletop.domain.errors import Refusal
from tests.service.conftest import BOTH, Room, commits_in_doubt, full_disk


@BOTH
def test_one_of_many_gets_a_name_they_all_want(room: Room, crowd: ThreadPoolExecutor) -> None:
    def joins(_: int) -> str:
        try:
            return room.joins("Sam")
        except Refusal as refusal:
            return refusal.code

    results = Counter(joins_result for joins_result in crowd.map(joins, range(20)))
    assert results["bad_name"] == 19


@BOTH
def test_no_more_join_than_fit(room: Room, crowd: ThreadPoolExecutor) -> None:
    def joins(number: int) -> str:
        try:
            room.joins(f"Guest {number}")
        except Refusal as refusal:
            return refusal.code
        return "in"

    assert Counter(crowd.map(joins, range(40))) == {"in": 30, "full": 10}
    with room.floor.settled(room.exercise) as live:
        assert sum(len(members) for members in live.state.members.values()) == 30


def test_joining_again_with_the_same_id_gives_the_same_seat(room: Room) -> None:
    """The answer got lost; what the phone sends then is the same, or typed anew."""
    body = {"code": room.code, "name": "Ann", "id": "phone-0001"}
    first = room.joining.join(body)
    head = room.head()
    assert room.joining.join(body) == first
    assert room.joining.join({**body, "name": "Anna", "team": "t3"}) == first
    assert room.head() == head
    other = room.joining.join({**body, "name": "Ben", "id": "phone-0002"})
    assert other["seat"]["id"] != first["seat"]["id"]
    assert other["seat"]["token"] != first["seat"]["token"]


@BOTH
def test_joining_twice_at_once_with_one_id_is_joining_once(
    room: Room, crowd: ThreadPoolExecutor
) -> None:
    body = {"code": room.code, "name": "Ann", "id": "phone-0001"}
    answers = list(crowd.map(room.joining.join, [body] * 20))
    assert all(answer == answers[0] for answer in answers)
    assert len(room.events("seat.joined")) == 2, "the facilitator's, and this one"


def test_a_repeated_join_tells_where_the_seat_is_by_now(room: Room) -> None:
    body = {"code": room.code, "name": "Ann", "team": "t1", "id": "phone-0001"}
    seat = room.joining.join(body)["seat"]["id"]
    room.does("seat.move", seat=seat, team="t2")
    room.does("seat.rename", seat=seat, name="Anna")
    room.does("exercise.lock_joins")
    again = room.joining.join(body)["seat"]
    assert (again["id"], again["team"], again["name"]) == (seat, "t2", "Anna")


def test_the_id_of_a_seat_that_was_taken_away_is_used_up(room: Room) -> None:
    body = {"code": room.code, "name": "Ann", "id": "phone-0001"}
    room.does("seat.remove", seat=room.joining.join(body)["seat"]["id"])
    with pytest.raises(Refusal) as refused:
        room.joining.join(body)
    assert refused.value.code == "conflict"


def test_one_id_in_two_exercises_is_two_seats(room: Room) -> None:
    other = room.desk.create("ruth", "oversold-night")
    room.floor.command(other.exercise.id, other.seat, room.request("exercise.open", {}))
    here = room.joining.join({"code": room.code, "name": "Ann", "id": "phone-0001"})
    there = room.joining.join({"code": other.exercise.code, "name": "Ann", "id": "phone-0001"})
    assert here["seat"]["token"] != there["seat"]["token"]
    assert there["exercise"]["id"] == other.exercise.id


@pytest.mark.parametrize("bad", ["short", "x" * 65, "with space", "ümlaut-id", 7, ["a" * 8]])
def test_an_id_that_is_none_is_invalid(room: Room, bad: object) -> None:
    with pytest.raises(Refusal) as refused:
        room.joining.join({"code": room.code, "name": "Ann", "id": bad})
    assert refused.value.code == "invalid"
    assert list(refused.value.fields or ()) == ["id"]


@BOTH
def test_a_join_that_was_not_recorded_leaves_the_name_free(room: Room) -> None:
    with full_disk(), pytest.raises(Refusal) as refused:
        room.joins("Ann")
    assert refused.value.code == "unavailable"
    room.joins("Ann")


@BOTH
def test_a_join_in_doubt_is_looked_up(room: Room) -> None:
    """The commit happened and its answer got lost: nobody has to ask again."""
    with commits_in_doubt():
        seat = room.joins("Ann")
        display, _ = room.joining.add_seat(room.exercise, "display", "Wall")
    assert room.floor.is_active(room.exercise, seat)
    assert room.floor.is_active(room.exercise, display)
    assert len(room.events("seat.joined")) == 3
