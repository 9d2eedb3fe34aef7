"""One exercise in memory: its receipts, what is yet to be published, and a seat's sync."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, get_args

import pytest

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.errors import Refusal
from tabletop.domain.state import Status
from tabletop.service import requests
from tabletop.service.live import Live, status_after
from tabletop.store.log import Row
from tabletop.store.tables import STATUS_CHANGES
from tests.domain.rich import at_the_table
from tests.domain.transcript import Transcript, lobby


def rows(script: Transcript) -> list[Row]:
    """A transcript's log as the database keeps it."""
    return [
        Row(
            row.seq,
            row.at,
            row.clock_ms,
            row.actor,
            row.event.kind,
            row.event.version,
            e.to_data(row.event),
            row.command_id,
            {"digest": "", "ack": {"ok": True}} if row.command_id else None,
        )
        for row in script.log
    ]


def live(script: Transcript, published: int | None = None) -> Live:
    """The transcript's exercise as a process has it after a start."""
    return Live.fold(script.state.header, rows(script), script.names, published=published)


def test_what_was_not_meant_for_so_late_is_not_done_but_its_first_answer_is_given_again() -> None:
    folded = live(lobby())
    timed = replace(note("Hm"), expires_at=folded.state.at + 10)
    head = folded.head
    late = folded.consider("fay", timed, folded.state.at + 11)
    assert late["error"]["code"] == "expired"
    assert folded.head == head
    ack = folded.consider("fay", timed, folded.state.at + 10)
    assert ack["ok"]
    assert folded.consider("fay", timed, folded.state.at + 60_000) == ack | {"repeated": True}


def test_the_log_tells_all_of_it() -> None:
    script = at_the_table()
    folded = live(script)
    assert folded.state == script.state
    assert folded.head == folded.published == script.state.seq
    assert folded.recent == []
    assert folded.exercise_id == "x"


def test_what_was_recorded_and_not_published_is_still_to_be() -> None:
    script = lobby(("fay", "seat.move", {"seat": "ann", "team": "blue"}))
    head = script.state.seq
    script.given(
        ("fay", "seat.move", {"seat": "ann", "team": "blue", "role": "desk"}),
        ("fay", "seat.move", {"seat": "bob", "team": "blue"}),
        ("fay", "seat.remove", {"seat": "cat"}),
    )
    folded = live(script, published=head)
    assert [each.seq for each in folded.recent] == [head + 1, head + 2, head + 3]
    assert folded.seats_moved(head) == ["bob"], "another role is no other view"
    assert folded.seats_removed(head) == ["cat"]
    assert folded.seats_removed(head + 3) == []
    assert "team:blue" in folded.scopes_changed(head)
    folded.note_published(folded.head)
    assert folded.recent == []


def note(text: str, id_: str = "note-0001") -> requests.Request:
    """A note, as it arrives."""
    return requests.read({"id": id_, "name": "note.add", "data": {"text": text}})


def test_a_command_is_staged_with_its_receipt() -> None:
    folded = live(lobby())
    head = folded.head
    ack = folded.consider("fay", note("Hm"), 7)
    assert ack == {"ok": True, "seq": head + 1, "head": head + 1}
    (row,) = folded.staged
    assert (row.seq, row.at, row.actor, row.command_id) == (head + 1, 7, "fay", "note-0001")
    assert row.receipt == {"digest": note("Hm").digest, "ack": ack}
    assert folded.consider("fay", note("Hm"), 8) == ack | {"repeated": True}
    assert len(folded.staged) == 1


def test_an_id_used_by_another_or_for_something_else_is_a_conflict() -> None:
    folded = live(lobby())
    folded.consider("fay", note("Hm"), 7)
    for seat, request in (("eve", note("Hm")), ("fay", note("Ha")), (None, note("Hm"))):
        assert folded.consider(seat, request, 8)["error"]["code"] == "conflict"


def test_what_is_refused_or_changes_nothing_is_not_remembered() -> None:
    folded = live(lobby())
    refused = folded.consider("ann", note("Hm"), 7)
    assert refused["error"]["code"] == "forbidden"
    again = requests.read(
        {"id": "lock-0001", "name": "exercise.lock_joins", "data": {"locked": False}}
    )
    assert folded.consider("fay", again, 7) == {"ok": True, "seq": None, "head": folded.head}
    assert (folded.staged, folded.receipts.get("lock-0001")) == ([], None)


def test_several_events_of_a_command_have_one_receipt_with_the_last() -> None:
    folded = live(lobby())
    folded.consider("fay", requests.system("start", c.Start()), 0)
    folded.staged.clear()
    request = requests.read({"id": "end-00001", "name": "exercise.end", "data": {}})
    folded.consider(None, requests.system("fire", c.Release("siren")), 60_000)
    ack = folded.consider("fay", request, 61_000)
    assert [row.command_id for row in folded.staged] == ["fire", None, "end-00001"]
    assert folded.staged[-2].receipt is None
    assert ack["seq"] == folded.head


def test_the_result_of_a_command_is_in_its_ack() -> None:
    folded = live(lobby())
    data = {"title": "Aside", "release": False}
    request = requests.read({"id": "compose-1", "name": "inject.compose", "data": data})
    assert folded.consider("fay", request, 0)["result"] == {"inject": "adhoc-1"}


def held(payload: dict[str, Any]) -> set[tuple[str, str]]:
    """The documents in a sync."""
    return {(each["type"], each["id"]) for each in payload["documents"]}


def test_a_sync_says_who_is_asking_and_what_there_is() -> None:
    folded = live(lobby())
    payload = folded.sync("ann", 0, 1_767_225_600_007)
    assert payload["exercise"] == "x"
    assert payload["head"] == folded.head
    assert payload["now_at"] == "2026-01-01T00:00:00.007Z"
    assert payload["reset"] is True
    assert payload["you"] == {"seat": "ann", "kind": "participant", "team": "red", "role": "lead"}
    assert ("team", "red") in held(payload)


def test_a_sync_since_the_head_is_empty_and_beyond_it_everything() -> None:
    folded = live(lobby())
    assert folded.sync("ann", folded.head, 0)["documents"] == []
    assert folded.sync("ann", folded.head, 0)["reset"] is False
    beyond = folded.sync("ann", folded.head + 1, 0)
    assert (beyond["reset"], held(beyond)) == (True, held(folded.sync("ann", 0, 0)))


def test_who_was_moved_meanwhile_starts_anew() -> None:
    script = lobby()
    before = script.state.seq
    script.given(("fay", "seat.move", {"seat": "ann", "team": "blue"}))
    folded = live(script)
    assert folded.sync("ann", before, 0)["reset"] is True
    assert ("seat", "dan") in held(folded.sync("ann", before, 0))
    assert folded.sync("ann", folded.head, 0)["reset"] is False
    assert folded.sync("bob", before, 0)["reset"] is False


@pytest.mark.parametrize("seat", ["zoe", "ann"])
def test_who_is_not_in_gets_nothing(seat: str) -> None:
    folded = live(lobby(("fay", "seat.remove", {"seat": "ann"})))
    with pytest.raises(Refusal) as caught:
        folded.sync(seat, 0, 0)
    assert caught.value.code == "unauthenticated"
    assert folded.scopes_of(seat) == ()


def test_a_status_needs_only_what_changed_it() -> None:
    """After each event of an evening with everything in it: the same as a whole fold says."""
    script = at_the_table()
    script.given(
        ("fay", "clock.pause", {}),
        ("fay", "exercise.halt", {}),
        ("fay", "exercise.resume_after_halt", {}),
        ("fay", "clock.resume", {}),
        ("fay", "exercise.halt", {}),
        ("fay", "exercise.resume_after_halt", {}),
        ("fay", "exercise.end", {}),
        ("fay", "exercise.halt", {}),
        ("fay", "exercise.resume_after_halt", {}),
        ("fay", "exercise.close", {}),
    )
    log = rows(script)
    seen = set()
    for head in range(len(log) + 1):
        whole = Live.fold(script.state.header, log[:head], script.names)
        changes = [row for row in log[:head] if row.kind in STATUS_CHANGES]
        assert status_after(changes) == whole.state.status
        seen.add(whole.state.status)
    assert seen == set(get_args(Status))
    assert {row.kind for row in log} >= set(STATUS_CHANGES)
