"""Looking back: what an audience saw at a past moment, and all of it for the debrief."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread

import pytest

from tabletop.domain.debrief.rows import Timeline
from tabletop.domain.errors import Refusal
from tabletop.domain.state import Header
from tabletop.service.past import Past
from tests.service.conftest import Room


@pytest.fixture
def past(room: Room) -> Past:
    """It does its work in another thread, as a server with an event loop has it."""

    def offload(call: Callable[[], object]) -> object:
        with ThreadPoolExecutor(1, thread_name_prefix="aside") as pool:
            return pool.submit(call).result(30)

    return Past(room.floor, room.stores.log, offload)


def test_a_past_moment_is_seen_as_it_was(room: Room, past: Past) -> None:
    ann = room.joins("Ann", "t1", "desk_agent")
    room.starts()
    room.waits(240)
    before = room.floor.sync(room.exercise, ann, 0)
    head = before["head"]
    room.says(ann, "decision.lock", inject="CS-03", answer={"option": "c"})
    room.waits(200)
    seen = past.replay(room.exercise, head, ann)
    assert seen["documents"] == before["documents"]
    assert seen["head"] == head
    for audience in ("t9", "nobody"):
        with pytest.raises(Refusal) as refused:
            past.replay(room.exercise, head, audience)
        assert refused.value.code == "not_found"


def test_what_somebody_wrote_in_a_survey_is_not_seen_over_their_shoulder(
    room: Room, past: Past
) -> None:
    ann = room.joins("Ann")
    own = room.floor.sync(room.exercise, ann, 0)["documents"]
    survey = next(each for each in own if each["type"] == "survey" and each["status"] == "open")
    answers = {item["id"]: item["minimum"] for item in survey["items"] if item["kind"] == "rating"}
    room.says(ann, "survey.submit", survey=survey["id"], answers=answers)
    mine = room.floor.sync(room.exercise, ann, 0)
    assert "survey_answer" in {each["type"] for each in mine["documents"]}
    for audience in (ann, "t1", None):
        seen = past.replay(room.exercise, mine["head"], audience)
        assert "survey_answer" not in {each["type"] for each in seen["documents"]}


@pytest.mark.parametrize("at", ["x", -1, 2**60, 1.5, True])
def test_a_moment_is_a_seq(room: Room, past: Past, at: object) -> None:
    with pytest.raises(Refusal) as refused:
        past.replay(room.exercise, at, None)
    assert refused.value.code == "invalid"


def test_the_debrief_is_made_aside_and_nothing_is_collected_meanwhile(
    room: Room, past: Past
) -> None:
    room.joins("Ann")

    def make(header: Header, timeline: Timeline) -> tuple[str, str, int, bool]:
        return current_thread().name, header.id, len(timeline.entries), gc.isenabled()

    thread, exercise, entries, collecting = past.debrief(room.exercise, make)
    assert thread.startswith("aside")
    assert (exercise, entries) == (room.exercise, room.head())
    assert not collecting
    assert gc.isenabled()


def test_what_goes_wrong_aside_is_told_and_the_next_one_gets_its_turn(
    room: Room, past: Past
) -> None:
    def fail(_header: Header, _timeline: Timeline) -> None:
        raise Refusal("invalid", "No such kind.")

    with pytest.raises(Refusal, match="No such kind"):
        past.debrief(room.exercise, fail)
    assert gc.isenabled()
    assert past.debrief(room.exercise, lambda _, timeline: timeline.head) == room.head()


def test_an_unknown_exercise_has_no_past(past: Past) -> None:
    with pytest.raises(Refusal) as refused:
        past.debrief("elsewhere", lambda *_: None)
    assert refused.value.code == "not_found"
