"""The service's promises: once, on record before the ack, and only by who may."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any

import pytest

from tabletop.domain.errors import Refusal
from tabletop.service.live import Live
from tabletop.store.recording import Recording
from tests.service.conftest import BOTH, Room, commits_in_doubt, full_disk


def at_the_first_choice(room: Room) -> tuple[str, str, str]:
    """Two at Harbour and one at Linden, with “You sold my bed?” before them."""
    ann = room.joins("Ann", "t1", "desk_agent")
    ben = room.joins("Ben", "t1", "duty_manager")
    cy = room.joins("Cy", "t2", "desk_agent")
    room.starts()
    room.waits(240)
    return ann, ben, cy


@BOTH
def test_a_thousand_commands_repeated_five_times_act_once(
    room: Room, crowd: ThreadPoolExecutor
) -> None:
    requests = [room.request("note.add", {"text": str(number)}) for number in range(1_000)]
    said = list(
        crowd.map(
            lambda request: room.floor.command(room.exercise, room.facilitator, request),
            requests * 5,
        )
    )
    assert all(ack["ok"] for ack in said)
    answers = {
        request["id"]: {ack["seq"] for ack in said[number::1_000]}
        for number, request in enumerate(requests)
    }
    assert all(len(seqs) == 1 for seqs in answers.values())
    assert sum("repeated" not in ack for ack in said) == 1_000
    assert Counter(each["text"] for each in room.events("note.added")) == Counter(
        map(str, range(1_000))
    )


@BOTH
def test_an_id_with_other_data_or_from_another_seat_conflicts_and_tells_nothing(
    room: Room,
) -> None:
    ann = room.joins("Ann")
    request = room.request("note.add", {"text": "private"})
    first = room.floor.command(room.exercise, room.facilitator, request)
    other = room.floor.command(room.exercise, room.facilitator, request | {"data": {"text": "no"}})
    stolen = room.floor.command(room.exercise, ann, request)
    assert first["ok"]
    assert room.code_of(other) == room.code_of(stolen) == "conflict"
    assert "private" not in str(stolen)
    assert "seq" not in stolen


@BOTH
def test_repeating_is_answered_from_the_log_after_a_restart(room: Room) -> None:
    request = room.request("note.add", {"text": "once"})
    first = room.floor.command(room.exercise, room.facilitator, request)
    room.floor.drop(room.exercise)
    assert room.floor.command(room.exercise, room.facilitator, request) == first | {
        "repeated": True
    }
    assert len(room.events("note.added")) == 1


@BOTH
def test_fifty_parallel_answers_of_one_seat_leave_one(
    room: Room, crowd: ThreadPoolExecutor
) -> None:
    ann = room.joins("Ann")
    room.starts()
    room.waits(120)
    acks = list(
        crowd.map(
            lambda n: room.says(ann, "response.submit", inject="CS-02", answer={"value": n % 11}),
            range(50),
        )
    )
    assert all(ack["ok"] for ack in acks)
    answers = [
        each
        for each in room.floor.sync(room.exercise, ann, 0)["documents"]
        if each["type"] == "answer" and each["inject"] == "CS-02"
    ]
    assert len(answers) == 1
    assert answers[0]["answer"] == room.events("response.submitted")[-1]["answer"]


def test_a_team_is_locked_once_by_its_holder_alone(room: Room, crowd: ThreadPoolExecutor) -> None:
    ann, ben, _ = at_the_first_choice(room)
    said = {"inject": "CS-03", "answer": {"option": "c"}}
    assert room.code_of(room.says(ben, "decision.lock", **said)) == "forbidden"
    acks = list(crowd.map(lambda _: room.says(ann, "decision.lock", **said), range(20)))
    assert sum(ack["ok"] for ack in acks) == 1
    assert {room.code_of(ack) for ack in acks if not ack["ok"]} == {"already_answered"}
    late = room.says(ben, "response.submit", inject="CS-03", answer={"option": "a"})
    assert room.code_of(late) == "already_answered"


def test_an_answer_after_the_close_is_late_and_on_record_but_not_counted(room: Room) -> None:
    ann, *_ = at_the_first_choice(room)
    room.waits(85)
    room.now += 9_000  # the deadline is past, and the schedule has not closed it yet
    request = room.request("response.submit", {"inject": "CS-03", "answer": {"option": "c"}})
    first = room.floor.command(room.exercise, ann, request)
    again = room.floor.command(room.exercise, ann, request)
    assert room.code_of(first) == "late"
    assert again == first | {"repeated": True}
    assert len(room.events("response.late")) == 1
    assert room.events("response.submitted") == []


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("response.submit", {"inject": "CS-09", "answer": {"option": "a"}}, "not_found"),
        ("response.submit", {"inject": "other-7", "answer": {}}, "not_found"),
        ("response.submit", {"inject": "CS-03", "answer": {"option": "z"}}, "invalid"),
        ("response.submit", {"inject": "CS-03", "answer": {}, "team": "t2"}, "invalid"),
        ("response.submit", {"inject": "CS-03", "answer": {}, "seat": "x"}, "invalid"),
        ("seat.rename", {"name": "Zoe", "is_admin": True}, "invalid"),
        ("seat.rename", {"name": " \u202e\u0007 "}, "bad_name"),
        ("clock.pause", {}, "forbidden"),
        ("clock.restart_pause", {"elapsed_ms": 1}, "forbidden"),
        ("exercise.explode", {}, "invalid"),
    ],
)
def test_what_is_not_right_is_refused_and_writes_nothing(
    room: Room, name: str, data: dict[str, Any], code: str
) -> None:
    ann, *_ = at_the_first_choice(room)
    before = room.head()
    assert room.code_of(room.says(ann, name, **data)) == code
    assert room.head() == before


@pytest.mark.parametrize("since", [-1, 2**60, float("nan"), "x", "-1", True, 1.5, [], {}])
def test_a_since_that_is_no_head_is_invalid(room: Room, since: object) -> None:
    with pytest.raises(Refusal) as refused:
        room.floor.sync(room.exercise, room.facilitator, since)
    assert refused.value.code == "invalid"


def test_a_since_beyond_the_head_starts_anew(room: Room) -> None:
    payload = room.floor.sync(room.exercise, room.facilitator, 10_000)
    fresh = room.floor.sync(room.exercise, room.facilitator, 0)
    assert payload["reset"]
    assert payload["documents"] == fresh["documents"]


def test_a_removed_seat_can_say_and_see_nothing(room: Room) -> None:
    ann = room.joins("Ann")
    room.does("seat.remove", seat=ann)
    assert room.code_of(room.says(ann, "pause.request")) == "unauthenticated"
    with pytest.raises(Refusal):
        room.floor.sync(room.exercise, ann, 0)
    assert not room.floor.is_active(room.exercise, ann)


def test_a_name_that_is_taken_can_t_be_taken_by_renaming(room: Room) -> None:
    ann, _ = room.joins("Ann"), room.joins("Ben")
    assert room.code_of(room.says(ann, "seat.rename", name="bEN")) == "bad_name"
    assert room.says(ann, "seat.rename", name="Anna")["ok"]
    with room.floor.settled(room.exercise) as live:
        assert live.names[ann] == "Anna"


def test_the_ack_waits_for_the_commit(
    room: Room, crowd: ThreadPoolExecutor, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go = Event(), Event()
    append_all = Recording.append_all

    def slow(self: Recording, batches: Any) -> None:
        reached.set()
        assert go.wait(30)
        append_all(self, batches)

    pushed: list[int] = []
    room.floor.on_commit(lambda _live, _before, after: pushed.append(after))
    monkeypatch.setattr(Recording, "append_all", slow)
    ack = crowd.submit(room.does, "note.add", text="slow")
    assert reached.wait(30)
    assert not ack.done()
    assert pushed == []
    go.set()
    assert pushed in ([], [ack.result()["seq"]])
    assert room.events("note.added") == [{"text": "slow", "inject": None, "team": None}]


@BOTH
def test_what_the_database_did_not_take_is_not_acknowledged_nor_seen(
    room: Room,
) -> None:
    pushed: list[int] = []
    room.floor.on_commit(lambda _live, _before, after: pushed.append(after))
    request = room.request("note.add", {"text": "lost?"})
    with full_disk():
        ack = room.floor.command(room.exercise, room.facilitator, request)
    assert room.code_of(ack) == "unavailable"
    assert pushed == []
    assert "note" not in {
        each["type"] for each in room.floor.sync(room.exercise, room.facilitator, 0)["documents"]
    }
    again = room.floor.command(room.exercise, room.facilitator, request)
    assert again["ok"]
    assert "repeated" not in again


@BOTH
def test_a_commit_that_happened_all_the_same_is_found_by_repeating(
    room: Room,
) -> None:
    request = room.request("note.add", {"text": "doubt"})
    with commits_in_doubt():
        assert not room.floor.command(room.exercise, room.facilitator, request)["ok"]
    assert room.floor.command(room.exercise, room.facilitator, request)["repeated"]
    assert len(room.events("note.added")) == 1


def test_a_push_gives_what_a_fresh_look_would(room: Room) -> None:
    """P4 over the service: what is pushed after each commit adds up to documents(since=0)."""
    stores: dict[str, dict[tuple[str, str], dict[str, Any]]] = {}

    def push(live: Live, before: int, _after: int) -> None:
        for scope in live.state.index.scopes:
            held = stores.setdefault(scope, {})
            for document in live.documents(scope, before):
                held[document["type"], document["id"]] = document

    room.floor.on_commit(push)
    room.floor.drop(room.exercise)
    ann, ben, cy = at_the_first_choice(room)
    room.says(ben, "response.submit", inject="CS-03", answer={"option": "b"})
    room.says(cy, "decision.lock", inject="CS-03", answer={"option": "c"})
    room.does("seat.move", seat=ben, team="t2")
    room.waits(90)
    room.waits(90)
    room.does("seat.remove", seat=ann)
    with room.floor.settled(room.exercise) as live:
        for scope, held in stores.items():
            fresh = {(each["type"], each["id"]): each for each in live.documents(scope, 0)}
            pushed = {key: each for key, each in held.items() if not each.get("gone")}
            assert pushed == {key: fresh[key] for key in pushed}
            untouched = set(fresh) - set(pushed)
            assert all(fresh[key]["rev"] <= 2 for key in untouched)
