"""What goes out after a commit, to real clients."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.sockets.line import Line
from tests.sockets.conftest import PATIENCE_S, Room, Screen


class Store:
    """What a client holds: per document the one with the highest rev."""

    def __init__(self, screen: Screen) -> None:
        self.screen = screen
        self.held: dict[tuple[str, str], dict[str, Any]] = {}
        self.head = 0
        self.take()

    def apply(self, message: dict[str, Any]) -> None:
        if message.get("reset"):
            self.held.clear()
        for document in message["documents"]:
            key = document["type"], document["id"]
            if key not in self.held or self.held[key]["rev"] < document["rev"]:
                self.held[key] = document
        self.head = message["head"]

    def take(self) -> None:
        """Take in the next message."""
        self.apply(self.screen.stream.get(timeout=PATIENCE_S))

    def reach(self, head: int) -> None:
        """Take in what comes until the store is at `head`."""
        while self.head < head:
            self.take()

    def is_fresh(self) -> bool:
        """Whether it holds what a new client would get."""
        fresh = self.screen.ask("sync", {"since": 0})["documents"]
        mine = {key: each for key, each in self.held.items() if not each.get("gone")}
        return mine == {(each["type"], each["id"]): each for each in fresh}


def compose(room: Room) -> str:
    """An inject with a question to every team; its id."""
    ask = {"kind": "text", "prompt": "What now?", "scope": "team"}
    ack = room.say("inject.compose", title="Smoke", ask=ask)
    assert ack["ok"], ack
    inject: str = ack["result"]["inject"]
    return inject


def test_every_audience_ends_with_what_a_fresh_client_sees(room: Room) -> None:
    _, beamer = room.edge.here.joining.add_seat(room.id, "display", "Display")
    seats = [room.join("Mia"), room.join("Tom"), room.join("Ida", team="hall")]
    stores = [Store(room.screen(token)) for token in (room.facilitator, beamer)]
    phones = [Store(room.screen(seat["token"])) for seat in seats]
    room.say("clock.start")
    inject = compose(room)
    answers = [
        phone.screen.say(f"answer-{number}", "response.submit", inject=inject, answer={"text": "A"})
        for number, phone in enumerate(phones)
    ]
    assert all(ack["ok"] for ack in answers)
    room.say("message.send", text="Well done", team="kitchen")
    last = room.say("exercise.end")["head"]
    for store in stores + phones:
        store.reach(last)
        assert store.is_fresh()


def test_a_seats_own_changes_come_first_and_with_the_head_from_before(room: Room) -> None:
    """A line that breaks after the first of two messages loses nothing."""
    mia, tom = room.join("Mia"), room.join("Tom")
    room.say("clock.start")
    inject = compose(room)
    writer, peer = Store(room.screen(mia["token"])), Store(room.screen(tom["token"]))
    ack = writer.screen.say("answer", "response.submit", inject=inject, answer={"text": "Out"})
    own, shared = writer.screen.hear("documents"), writer.screen.hear("documents")
    assert [each["type"] for each in own["documents"]] == ["answer"]
    assert own["head"] == ack["head"] - 1
    assert {each["type"] for each in shared["documents"]} == {"decision"}
    assert shared["head"] == ack["head"]
    assert peer.screen.hear("documents") == shared
    again = writer.screen.ask("sync", {"since": own["head"]})
    assert {each["type"] for each in again["documents"]} == {"answer", "decision"}


def test_a_change_of_the_seats_own_alone_is_one_message_with_the_new_head(room: Room) -> None:
    mia = room.join("Mia")
    phone = Store(room.screen(mia["token"]))
    head = room.say("message.send", text="You there?", seat=mia["id"])["head"]
    message = phone.screen.hear("documents")
    assert (message["head"], [each["type"] for each in message["documents"]]) == (head, ["message"])
    assert message["now_at"].endswith("Z")


def test_other_teams_and_control_notes_reach_nobody_else(room: Room) -> None:
    kitchen, hall = room.join("Mia"), room.join("Ida", team="hall")
    phone, other = Store(room.screen(kitchen["token"])), Store(room.screen(hall["token"]))
    room.say("note.add", text="Mia is quick")
    room.say("message.send", text="For the hall", team="hall")
    last = room.say("message.send", text="For all")["head"]
    phone.reach(last)
    other.reach(last)
    texts = [each["text"] for each in phone.held.values() if each["type"] == "message"]
    assert texts == ["For all"]
    assert len([each for each in other.held.values() if each["type"] == "message"]) == 2
    assert not [each for each in phone.held.values() if each["type"] == "note"]


def test_a_busy_console_gets_few_messages_and_misses_nothing(room: Room) -> None:
    console = Store(room.screen(room.facilitator))
    last = 0
    for number in range(60):
        last = room.say("note.add", text=f"Note {number}")["head"]
    messages = 0
    while console.head < last:
        console.take()
        messages += 1
    assert messages < 60
    assert console.is_fresh()


def test_a09_a_removed_seat_is_told_and_closed_on_all_its_screens(room: Room) -> None:
    mia = room.join("Mia")
    screens = [room.screen(mia["token"]) for _ in range(2)]
    for screen in screens:
        screen.hear("sync")
    assert room.say("seat.remove", seat=mia["id"])["ok"]
    for screen in screens:
        assert screen.hear("bye")["code"] == "removed"
        screen.wait_until_ended()
    assert room.say("message.send", text="After", seat=mia["id"])["ok"] is False


def test_a_moved_seat_starts_anew_and_hears_its_new_team(room: Room) -> None:
    mia, tom = room.join("Mia"), room.join("Tom")
    moved, stays = Store(room.screen(mia["token"])), Store(room.screen(tom["token"]))
    room.say("message.send", text="Kitchen only", team="kitchen")
    assert room.say("seat.move", seat=mia["id"], team="hall")["ok"]
    _, synced = moved.screen.hear("sync"), moved.screen.hear("sync")
    assert (synced["reset"], synced["you"]["team"]) == (True, "hall")
    room.say("message.send", text="Hall only", team="hall")
    last = room.say("message.send", text="All")["head"]
    moved.reach(last)
    stays.reach(last)
    assert moved.is_fresh()
    assert stays.is_fresh()
    texts = {each["text"] for each in moved.held.values() if each["type"] == "message"}
    assert texts == {"Hall only", "All"}


def test_who_has_not_had_a_first_sync_hears_of_no_later_head(room: Room) -> None:
    """A phone is back and let in, and its answer is recorded before its first sync goes out: if the
    line broke just after that message, it would go on from a head it never got to."""
    mia = room.join("Mia")
    phone, peer = room.screen(mia["token"]), room.screen(room.join("Tom")["token"])
    phone.hear("sync")
    peer.hear("sync")
    (let_in,) = room.edge.sockets_of(room.id, mia["id"])
    room.edge.tabletop.registry.look(let_in, ())
    room.say("message.send", text="For you alone", seat=mia["id"])
    room.say("message.send", text="For all of you", team="kitchen")
    texts: list[str] = []
    while "For all of you" not in texts:
        heard = phone.hear("documents")["documents"]
        texts += [each["text"] for each in heard if each["type"] == "message"]
    assert texts == ["For all of you"]


def test_what_a_failed_push_did_not_bring_comes_with_the_next(
    room: Room, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(room.screen(room.join("Mia")["token"]))
    sent = Line.to_scope
    monkeypatch.setattr(Line, "to_scope", lambda *_: 1 / 0)
    room.say("message.send", text="One", team="kitchen")
    monkeypatch.setattr(Line, "to_scope", sent)
    store.reach(room.say("message.send", text="Two", team="kitchen")["head"])
    assert store.is_fresh()
