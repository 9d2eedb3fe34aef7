"""Who gets in, and what they see first."""

from __future__ import annotations

import json
from typing import Any

import pytest
import requests
import websocket

from tabletop.sockets.line import Line
from tests.sockets.conftest import PATIENCE_S, Room, raw


def refusal(room: Room, auth: dict[str, Any], **options: Any) -> dict[str, Any]:
    """Why a connection is refused: the data of the client's `connect_error`."""
    with raw(room.url, **options) as line:
        line.send("40" + json.dumps(auth))
        answer = line.recv()
    assert answer.startswith("44")
    error = json.loads(answer[2:])
    assert error["message"] == error["data"]["message"]
    data: dict[str, Any] = error["data"]
    return data


def test_the_first_sync_is_what_http_gives(room: Room) -> None:
    seat = room.join("Mia")
    synced = room.screen(seat["token"]).hear("sync")
    assert synced["you"] == {
        "seat": seat["id"],
        "kind": "participant",
        "team": "kitchen",
        "role": "chef",
    }
    assert (synced["exercise"], synced["reset"]) == (room.id, True)
    path = f"{room.url}/api/v1/exercises/{room.id}/documents"
    headers = {"Authorization": f"Bearer {seat['token']}"}
    assert requests.get(path, headers=headers, timeout=5).json() == synced


def test_a_screen_that_left_before_its_first_sync_enters_no_room(room: Room) -> None:
    here = room.edge.tabletop
    seat = room.join("Mia")
    screen = room.screen(seat["token"])
    screen.hear("sync")
    (socket,) = room.edge.sockets_of(room.id, seat["id"])
    screen.close()
    room.until_dropped(seat["id"])
    line = Line(here.socketio.server, here.registry, here.alarm)
    with here.floor.settled(room.id) as live:
        line.settle(live, socket, 0, room.edge.now)
    assert not here.registry.scopes(room.id)


def test_since_gives_what_is_newer(room: Room) -> None:
    seat = room.join("Mia")
    head = room.screen(seat["token"]).hear("sync")["head"]
    synced = room.screen(seat["token"], since=head).hear("sync")
    assert (synced["documents"], synced["reset"]) == ([], False)
    assert room.screen(seat["token"], since=head + 1000).hear("sync")["reset"] is True


def test_long_polling_works_too(room: Room) -> None:
    seat = room.join("Mia")
    screen = room.screen(seat["token"], options={"transports": ["polling"]})
    assert screen.hear("sync")["you"]["seat"] == seat["id"]
    assert screen.say("poll", "pause.request")["ok"]


def test_a_cookie_stands_for_the_token_and_as_says_which(room: Room) -> None:
    seat = room.join("Mia")
    session = room.edge.users.issue("session", "user-Ada", "test", room.edge.now, 10**9)
    cookies = f"session={session}; seat-{room.id}={seat['token']}; other=1"
    kinds = {
        wanted: room.screen(None, options={"headers": {"Cookie": cookies}}, **auth).hear("sync")[
            "you"
        ]["kind"]
        for wanted, auth in {
            "nothing": {},
            "participant": {"as": "participant"},
            "facilitator": {"as": "facilitator"},
        }.items()
    }
    assert kinds == {
        "nothing": "participant",
        "participant": "participant",
        "facilitator": "facilitator",
    }
    auth = {"exercise": room.id, "as": "display"}
    assert refusal(room, auth, cookie=cookies)["code"] == "not_found"


def test_a_users_token_is_their_facilitator_seat(room: Room) -> None:
    assert room.screen(room.user).hear("sync")["you"]["kind"] == "facilitator"


def test_a16_without_a_token_nobody_gets_in(room: Room) -> None:
    assert refusal(room, {"exercise": room.id})["code"] == "unauthenticated"
    assert refusal(room, {"exercise": room.id, "token": "x"})["code"] == "unauthenticated"


def test_a30_a_socket_id_is_no_credential(room: Room) -> None:
    console = room.console()
    sid = console.client.get_sid()
    transport = console.client.eio.sid
    for token in (sid, transport, room.id, "control"):
        auth = {"exercise": room.id, "token": token}
        assert refusal(room, auth)["code"] == "unauthenticated"


def test_a12_a_foreign_exercise_is_not_found(room: Room) -> None:
    bob = room.edge.user("Bob")
    other = room.edge.lobby(bob)
    mine = {"exercise": room.id, "token": room.facilitator}
    assert refusal(room, {**mine, "exercise": other["exercise"]["id"]})["code"] == "not_found"
    assert refusal(room, {**mine, "exercise": "nothing"})["code"] == "not_found"
    assert refusal(room, {"exercise": room.id, "token": bob})["code"] == "not_found"


@pytest.mark.parametrize(
    "auth",
    [
        {},
        {"exercise": 5},
        {"exercise": None},
        {"since": -1},
        {"since": 2**53 + 1},
        {"since": 1.5},
        {"since": "soon"},
        {"since": True},
        {"since": [1]},
        {"since": float("nan")},
        {"as": "system"},
        {"as": ["participant"]},
        {"token": 5},
        {"room": "control"},
        {"kind": "facilitator"},
    ],
)
def test_a14_auth_of_another_form_is_invalid(room: Room, auth: dict[str, Any]) -> None:
    good = {"exercise": room.id, "token": room.facilitator}
    assert refusal(room, {} if auth == {} else {**good, **auth})["code"] == "invalid"


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://127.0.0.1"])
def test_a15_a_foreign_origin_is_refused(room: Room, origin: str) -> None:
    spoofed = {"X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "https"}
    for headers in ({}, spoofed):
        with (
            pytest.raises(websocket.WebSocketBadStatusException) as refused,
            raw(room.url, origin=origin, header=headers),
        ):
            pass
        assert refused.value.status_code == 400
        polled = requests.get(
            f"{room.url}/socket.io/?EIO=4&transport=polling",
            headers={**headers, "Origin": origin},
            timeout=PATIENCE_S,
        )
        assert polled.status_code == 400
        assert "Access-Control-Allow-Origin" not in polled.headers


def test_the_own_origin_is_fine(room: Room) -> None:
    with raw(room.url, origin=room.url) as line:
        assert line.connected
    options = {"headers": {"Origin": room.url}, "transports": ["polling"]}
    room.screen(room.facilitator, options=options).hear("sync")


def test_a24_a_seat_holds_ten_screens_and_the_oldest_go(room: Room) -> None:
    seat = room.join("Mia")
    screens = [room.screen(seat["token"]) for _ in range(12)]
    for screen in screens[:2]:
        assert screen.hear("bye")["code"] == "replaced"
        screen.wait_until_ended()
    for screen in screens[2:]:
        assert screen.hear("sync")
        assert screen.client.connected


def test_compression_is_not_agreed_to(room: Room) -> None:
    """It costs more than it saves (docs/adr), and every browser offers it."""
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    with raw(room.url, header=[offer]) as line:
        assert "sec-websocket-extensions" not in line.getheaders()
