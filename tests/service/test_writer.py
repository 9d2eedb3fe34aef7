"""One writer, one commit: what comes of a batch when something in it, or below it, goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import pytest

from tabletop.domain.commands import AddNote
from tabletop.domain.decide import DECIDERS
from tabletop.service import requests
from tabletop.service.floor import Floor
from tabletop.service.live import Ack, Live
from tabletop.store.engine import TURN, open_engine
from tabletop.store.errors import HeadMoved
from tabletop.store.recording import Recording
from tests.service.conftest import BOTH, Room, a_process, commits_in_doubt, full_disk


@contextmanager
def in_one_batch(room: Room) -> Iterator[list[Future[Ack]]]:
    """What is submitted meanwhile waits for the lock, and is then drained at once."""
    futures: list[Future[Ack]] = []
    with room.floor.writer.lock:
        yield futures
    for future in futures:
        future.result(30)


def submit(room: Room, name: str, data: dict[str, Any], seat: str | None = None) -> Future[Ack]:
    """Say a command without waiting for its ack."""
    request = requests.read(room.request(name, data))
    return room.floor.writer.submit(room.exercise, seat or room.facilitator, request)


def told(floor: Floor, room: Room) -> None:
    """Wait until what was acknowledged is published, too: that happens under the lock."""
    with floor.settled(room.exercise):
        pass


def notes(room: Room) -> list[str]:
    """The notes on record."""
    return [each["text"] for each in room.events("note.added")]


def test_many_commands_are_one_commit(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[int] = []
    append_all = Recording.append_all

    def counting(self: Recording, batches: Any) -> None:
        listed = list(batches)
        commits.append(sum(len(each.rows) for each in listed))
        append_all(self, listed)

    monkeypatch.setattr(Recording, "append_all", counting)
    with in_one_batch(room) as futures:
        futures += [submit(room, "note.add", {"text": str(each)}) for each in range(100)]
    assert sum(commits) == 100
    assert len(commits) <= 2, "the first may have been taken by itself"
    assert notes(room) == [str(each) for each in range(100)]


def test_one_that_breaks_takes_no_other_with_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    note = DECIDERS[AddNote]

    def breaks(context: Any, command: AddNote) -> Any:
        if command.text == "13":
            raise ZeroDivisionError
        return note(context, command)

    monkeypatch.setitem(DECIDERS, AddNote, breaks)  # type: ignore[arg-type]  # it is a dict
    with in_one_batch(room) as futures:
        futures += [submit(room, "note.add", {"text": str(each)}) for each in range(40)]
    acks = [future.result() for future in futures]
    assert [number for number, ack in enumerate(acks) if not ack["ok"]] == [13]
    assert acks[13]["error"]["code"] == "internal"
    assert acks[13]["error"]["reference"]
    assert notes(room) == [str(each) for each in range(40) if each != 13]


def test_a_row_the_database_refuses_takes_no_other_with_it(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    append_all = Recording.append_all

    def refuses(self: Recording, batches: Any) -> None:
        listed = list(batches)
        if any(row.data.get("text") == "bad" for each in listed for row in each.rows):
            raise ValueError("cannot be stored")
        append_all(self, listed)

    monkeypatch.setattr(Recording, "append_all", refuses)
    with in_one_batch(room) as futures:
        futures += [submit(room, "note.add", {"text": each}) for each in ("a", "bad", "b")]
    assert [future.result()["ok"] for future in futures] == [True, False, True]
    assert notes(room) == ["a", "b"]


def test_an_unknown_exercise_is_not_found(room: Room) -> None:
    request = requests.read(room.request("note.add", {"text": "?"}))
    ack = room.floor.writer.submit("elsewhere", room.facilitator, request).result(30)
    assert room.code_of(ack) == "not_found"


def test_what_is_published_goes_from_head_to_head_in_order(room: Room) -> None:
    published: list[tuple[int, int]] = []
    room.floor.on_commit(lambda _, before, after: published.append((before, after)))
    head = room.head()
    for text in "abc":
        room.does("note.add", text=text)
        told(room.floor, room)
    assert published == [(head, head + 1), (head + 1, head + 2), (head + 2, head + 3)]


def test_a_push_that_fails_stops_nobody(room: Room) -> None:
    heard: list[int] = []

    def fails(*_: object) -> None:
        raise RuntimeError("a socket is gone")

    room.floor.on_commit(fails)
    room.floor.on_commit(lambda _live, _before, after: heard.append(after))
    ack = room.does("note.add", text="Hm")
    told(room.floor, room)
    assert heard == [ack["seq"]]


def test_what_was_committed_in_doubt_is_published_once_it_is_known(room: Room) -> None:
    """The commit happened, its answer got lost: the folded state was thrown away with it."""
    published: list[tuple[int, int, list[str]]] = []
    room.floor.on_commit(
        lambda live, before, after: published.append((before, after, live.seats_removed(before)))
    )
    ann = room.joins("Ann")
    told(room.floor, room)
    head = room.head()
    published.clear()
    request = room.request("seat.remove", {"seat": ann})
    with commits_in_doubt():
        ack = room.floor.command(room.exercise, room.facilitator, request)
    assert room.code_of(ack) == "unavailable"
    assert published == []
    assert room.floor.command(room.exercise, room.facilitator, request)["repeated"]
    told(room.floor, room)
    assert published == [(head, head + 1, [ann])]


def test_a_database_that_never_settles_is_given_up_politely(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    def moves(_self: Recording, batches: Any) -> None:
        list(batches)
        raise HeadMoved(room.exercise)

    with monkeypatch.context() as patched:
        patched.setattr(Recording, "append_all", moves)
        assert room.code_of(room.says(room.facilitator, "note.add", text="?")) == "unavailable"
    assert notes(room) == []


@pytest.fixture
def twin(room: Room, url: str) -> Iterator[Floor]:
    """Another process's floor over the same database."""
    engine = open_engine(url)
    process = a_process(engine, lambda: room.now)
    yield process.floor
    process.end()
    engine.dispose()


@BOTH
def test_two_processes_record_each_command_once_and_hear_of_each_other(
    room: Room, twin: Floor
) -> None:
    heard: dict[str, list[int]] = {"here": [], "there": []}

    def hear(where: str) -> Any:
        def listen(live: Live, before: int, _after: int) -> None:
            heard[where] += [each.seq for each in live.recent if each.seq > before]

        return listen

    head = room.head()
    room.floor.on_commit(hear("here"))
    twin.on_commit(hear("there"))
    told(twin, room)
    for number in range(10):
        for floor in (room.floor, twin):
            request = room.request("note.add", {"text": str(number)})
            assert floor.command(room.exercise, room.facilitator, request)["ok"]
            told(floor, room)
    assert notes(room) == [str(number) for number in range(10) for _ in range(2)]
    assert heard["there"] == list(range(head + 1, head + 21))
    assert heard["here"] == list(range(head + 1, head + 20)), "all but the other's last word"
    room.floor.drop(room.exercise)


@BOTH
def test_a_command_repeated_at_another_process_gets_its_first_answer(
    room: Room, twin: Floor
) -> None:
    told(twin, room)
    request = room.request("note.add", {"text": "once"})
    first = room.floor.command(room.exercise, room.facilitator, request)
    again = twin.command(room.exercise, room.facilitator, request)
    assert again == first | {"repeated": True}
    assert notes(room) == ["once"]


def test_a_rename_is_refused_with_its_field(room: Room) -> None:
    ann, _ = room.joins("Ann"), room.joins("Ben")
    for name in ("Ben", "x" * 41, "…"):
        ack = room.says(ann, "seat.rename", name=name)
        assert room.code_of(ack) == "bad_name"
        assert list(ack["error"]["fields"]) == ["data.name"]
    assert room.events("seat.renamed") == []


def test_nobody_gives_a_name_to_who_was_erased(room: Room) -> None:
    ann = room.joins("Ann")
    room.stores.seats.erase(ann, room.now)
    ack = room.says(room.facilitator, "seat.rename", seat=ann, name="Anna")
    assert room.code_of(ack) == "not_found"
    assert room.events("seat.renamed") == []


def test_a_rename_repeated_is_one_rename(room: Room) -> None:
    ann = room.joins("Ann")
    request = room.request("seat.rename", {"name": "Anna"})
    first = room.floor.command(room.exercise, ann, request)
    room.joins("Ann")
    assert room.floor.command(room.exercise, ann, request) == first | {"repeated": True}
    assert len(room.events("seat.renamed")) == 1


def test_a_wall_clock_set_back_does_not_turn_the_record_back(room: Room) -> None:
    room.starts()
    room.waits(10)
    room.does("note.add", text="before")
    room.now -= 3_600_000
    room.does("note.add", text="after")
    rows = list(room.stores.log.read(room.exercise))
    assert [row.at for row in rows] == sorted(row.at for row in rows)
    assert rows[-1].clock_ms == rows[-2].clock_ms == 10_000


def test_what_comes_after_the_end_is_turned_away(room: Room) -> None:
    process = a_process(room.engine, lambda: room.now)
    process.end()
    request = requests.read(room.request("note.add", {"text": "too late"}))
    ack = process.floor.writer.submit(room.exercise, room.facilitator, request).result(30)
    assert room.code_of(ack) == "unavailable"
    assert notes(room) == []


def test_what_comes_while_it_ends_is_answered(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl-C during a commit, and the schedule says the next thing meanwhile."""
    process = a_process(room.engine, lambda: room.now)
    writer, commit = process.floor.writer, Recording.commit
    late: list[Future[Ack]] = []

    def ending(self: Recording) -> None:
        if not late:
            writer.stop()
            request = requests.read(room.request("note.add", {"text": "meanwhile"}))
            late.append(writer.submit(room.exercise, room.facilitator, request))
        commit(self)

    monkeypatch.setattr(Recording, "commit", ending)
    request = requests.read(room.request("note.add", {"text": "first"}))
    assert writer.submit(room.exercise, room.facilitator, request).result(30)["ok"]
    assert room.code_of(late[0].result(30)) == "unavailable"
    process.writing.join(30)
    assert not process.writing.is_alive()
    assert notes(room) == ["first"]
    room.floor.drop(room.exercise)


def test_while_the_database_lets_nobody_write_everybody_reads(room: Room) -> None:
    """The writer waits for another process's lock, and keeps nobody waiting with it."""
    turn = room.engine.get_execution_options()[TURN]
    with turn:
        waiting = submit(room, "note.add", {"text": "waits"})
        payload = room.floor.sync(room.exercise, room.facilitator, 0)
        assert "note" not in {each["type"] for each in payload["documents"]}
        assert not waiting.done()
    assert waiting.result(30)["ok"]


def test_a_rename_whose_commit_fails_renames_nobody(room: Room) -> None:
    ann = room.joins("Ann")
    with full_disk():
        assert room.code_of(room.says(ann, "seat.rename", name="Anna")) == "unavailable"
    with room.floor.settled(room.exercise) as live:
        assert live.names[ann] == "Ann"
    room.joins("Anna")
