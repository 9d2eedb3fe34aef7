"""Presence as consoles hear of it, and the heartbeat, over a real server with time skipped."""

from __future__ import annotations

from socket import SO_RCVBUF, SOL_SOCKET
from typing import Any

import websocket

from tabletop.sockets import beat, transports
from tabletop.sockets.presence import GONE_AFTER_S
from tabletop.sockets.strangers import PATIENCE_S as STRANGERS_S
from tabletop.sockets.transports import MOST_WAITING
from tests.edge import bearer
from tests.sockets.conftest import Room, Screen, raw

LONG_AGO = 1.0


def hear_of(console: Screen, seat: str) -> str:
    """The next standing of a seat a console hears."""
    while True:
        seats: dict[str, str] = console.hear("presence")["seats"]
        if seat in seats:
            return seats[seat]


def test_a_console_hears_who_comes_hides_and_goes(room: Room) -> None:
    mia = room.join("Mia")
    console = room.console()
    phone = room.screen(mia["token"])
    assert hear_of(console, mia["id"]) == "live"
    assert phone.ask("away", {"away": True}) == {"ok": True}
    assert hear_of(console, mia["id"]) == "away"
    assert phone.ask("away", {"away": False}) == {"ok": True}
    assert hear_of(console, mia["id"]) == "live"
    phone.close()
    room.until_dropped(mia["id"])
    room.edge.skip(GONE_AFTER_S)
    assert hear_of(console, mia["id"]) == "gone"


def test_a_new_console_hears_of_everybody_and_phones_of_nobody(room: Room) -> None:
    mia = room.join("Mia")
    phone = room.screen(mia["token"])
    phone.hear("sync")
    assert hear_of(room.console(), mia["id"]) == "live"
    assert phone.hears_nothing_more("presence")


def test_away_takes_true_or_false(room: Room) -> None:
    console = room.console()
    for said in ({}, {"away": 1}, {"away": None}, {"away": True, "seat": "x"}):
        assert console.ask("away", said)["error"]["code"] == "invalid"


def test_every_socket_gets_a_beat_with_its_audiences_head(room: Room) -> None:
    mia = room.join("Mia")
    phone, console = room.screen(mia["token"]), room.console()
    seen = phone.hear("sync")["head"]
    head = room.say("note.add", text="Not for phones")["head"]
    room.edge.skip(beat.INTERVAL_S)
    told = console.hear("beat")
    assert set(told) == {"head", "now_at"}
    assert told["head"] == head
    assert phone.hear("beat")["head"] <= seen < head


def test_the_lock_passes_on_when_its_holder_is_gone(room: Room) -> None:
    mia, tom = room.join("Mia"), room.join("Tom")
    first, second = room.screen(mia["token"]), room.screen(tom["token"])
    for phone in (first, second):
        phone.hear("sync")
    room.say("clock.start")
    ask = {"kind": "text", "prompt": "What now?", "scope": "team"}
    inject = room.say("inject.compose", title="Smoke", ask=ask)["result"]["inject"]

    def holder() -> str:
        documents = second.ask("sync", {"since": 0})["documents"]
        found: str = next(
            each["lock_holder"]
            for each in documents
            if each["type"] == "decision" and each["inject"] == inject
        )
        return found

    assert holder() == mia["id"]
    first.close()
    room.until_dropped(mia["id"])
    room.edge.skip(GONE_AFTER_S)
    room.until(lambda: holder() == tom["id"], "the lock stayed with who is gone")


def test_who_is_only_heard_of_over_http_is_there_too(room: Room) -> None:
    mia, tom = room.join("Mia"), room.join("Tom")
    console = room.console()
    room.screen(tom["token"]).hear("sync")
    assert hear_of(console, tom["id"]) == "live"
    room.edge.say(room.id, mia["token"], "pause.request")
    room.edge.skip(beat.INTERVAL_S)
    assert hear_of(console, mia["id"]) == "live"
    room.edge.skip(GONE_AFTER_S)
    assert hear_of(console, mia["id"]) == "gone"
    path = f"/api/v1/exercises/{room.id}/documents"
    assert room.edge.browser().get(path, headers=bearer(mia["token"])).status_code == 200
    room.edge.skip(beat.INTERVAL_S)
    assert hear_of(console, mia["id"]) == "live"


def test_p10_a_line_that_was_cut_without_a_word_is_gone_once_that_is_known(room: Room) -> None:
    mia = room.join("Mia")
    console = room.console()
    room.screen(mia["token"]).hear("sync")
    assert hear_of(console, mia["id"]) == "live"
    transport_of(room, mia["id"]).last_ping = LONG_AGO
    room.edge.skip(transports.LOOK_S)
    assert hear_of(console, mia["id"]) == "gone"


def test_a24_a_reader_that_never_reads_is_closed(room: Room) -> None:
    mia = room.join("Mia")
    with raw(room.url, sockopt=((SOL_SOCKET, SO_RCVBUF, 4_096),)) as line:
        line.send(f'40{{"exercise":"{room.id}","token":"{mia["token"]}"}}')
        room.until(lambda: bool(room.edge.sockets_of(room.id, mia["id"])), "it does not get in")
        transport = transport_of(room, mia["id"])
        (socket,) = room.edge.sockets_of(room.id, mia["id"])

        def dropped() -> bool:
            # The sending task takes all that waits at once; what comes after, while it is stuck
            # with that, is what counts.
            for _ in range(MOST_WAITING + 1):
                room.edge.tabletop.socketio.server.emit("beat", "x" * 20_000, to=socket.sid)
            room.edge.skip(transports.LOOK_S)
            return not room.edge.sockets_of(room.id, mia["id"])

        room.until(dropped, "a socket stays")
        assert transport.queue.qsize() <= 1


def transport_of(room: Room, seat: str) -> Any:
    """The Engine.IO connection under a seat's only socket."""
    (socket,) = room.edge.sockets_of(room.id, seat)
    server = room.edge.tabletop.socketio.server
    return server.eio.sockets[server.manager.eio_sid_from_sid(socket.sid, "/")]


def test_a24_a_socket_that_never_says_who_it_is_is_cut(room: Room) -> None:
    console = room.console()
    with raw(room.url) as line:
        room.edge.skip(STRANGERS_S)
        heard = ""
        try:
            while heard != "1":  # Engine.IO's close
                heard = line.recv()
                if not heard:
                    break
        except websocket.WebSocketConnectionClosedException:
            pass
    assert console.ask("sync", {"since": 0})["exercise"] == room.id
