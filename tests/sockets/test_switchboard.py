"""What clients say, well-formed and otherwise."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.service.rates import SEAT_BURST, SYNC
from tabletop.sockets import beat
from tests.edge import bearer
from tests.sockets.conftest import PATIENCE_S, Room, Screen, raw


def test_a_command_is_acknowledged_after_its_commit_and_acts_once(room: Room) -> None:
    console = room.console()
    ack = console.say("note", "note.add", text="Calm start")
    assert ack["ok"] is True
    assert ack["seq"] == ack["head"]
    assert console.say("note", "note.add", text="Calm start") == {**ack, "repeated": True}
    conflict = console.say("note", "note.add", text="Something else")
    assert conflict["error"]["code"] == "conflict"


def test_the_same_id_over_http_is_the_same_command(room: Room) -> None:
    ack = room.console().say("door", "note.add", text="Hm")
    path = f"/api/v1/exercises/{room.id}/commands"
    again = room.edge.browser().post(
        path,
        json={"id": "command-door", "name": "note.add", "data": {"text": "Hm"}},
        headers={"Authorization": f"Bearer {room.facilitator}"},
    )
    assert again.json == {**ack, "repeated": True}


@pytest.mark.parametrize(
    "said",
    [
        (),
        ({}, {}),
        ("text",),
        (5,),
        (None,),
        ([],),
        ({},),
        ({"id": "12345678"},),
        ({"id": "12345678", "name": "note.add"},),
        ({"id": "12345678", "name": "note.add", "data": {"text": 5}},),
        ({"id": "12345678", "name": "note.add", "data": {"text": "a\x00"}},),
        ({"id": "12345678", "name": "note.add", "data": {"text": "a", "seat": "x"}},),
        ({"id": "12345678", "name": "note.add", "data": {"text": "a"}, "as": "system"},),
        ({"id": "12345678", "name": ["note.add"], "data": {}},),
        ({"id": "12345678", "name": "response.draft", "data": []},),
        ({"id": "1", "name": "response.draft", "data": {}},),
        (b"bytes",),
        ({"id": b"12345678", "name": "note.add", "data": {}},),
        ({"id": "12345678", "name": "note.add", "data": {"text": b"bytes"}},),
    ],
)
def test_a_command_of_another_form_is_invalid(room: Room, said: tuple[Any, ...]) -> None:
    console = room.console()
    before = room.edge.tables()
    ack = console.client.call("command", said, timeout=PATIENCE_S)
    assert ack["ok"] is False
    assert ack["error"]["code"] == "invalid"
    assert room.edge.tables() == before


@pytest.mark.parametrize(
    "packet",
    [
        "421[",
        '421["command",NaN]',
        '421["command",{"id":1e400}]',
        '421["command",' + "[" * 5_000 + "]" * 5_000 + "]",
        '421["command",' + '{"a":' * 100 + "1" + "}" * 101,
        '421["command",' + "[" * 30_000,
    ],
)
def test_a25_a_packet_that_cannot_be_read_is_answered_all_the_same(room: Room, packet: str) -> None:
    with raw(room.url) as line:
        line.send(f'40{{"exercise":"{room.id}","token":"{room.facilitator}"}}')
        line.send(packet)
        answers = iter(line.recv, None)
        ack = next(text for text in answers if text.startswith("431"))
        assert '"code":"invalid"' in ack
        line.send('422["sync",{"since":0}]')
        assert next(text for text in answers if text.startswith("432"))


@pytest.mark.parametrize(
    "packet",
    [
        "4",
        "49",
        "42",
        "42[]",
        "42{}",
        '42[{"a":1}]',
        "4251-",
        "451-[]",
        "43[]",
        "4399[]",
        "44",
        "x",
        "7",
    ],
)
def test_a21_nonsense_packets_harm_nobody_else(room: Room, packet: str) -> None:
    console = room.console()
    with raw(room.url) as line:
        line.send(f'40{{"exercise":"{room.id}","token":"{room.facilitator}"}}')
        line.send(packet)
    assert console.ask("sync", {"since": 0})["exercise"] == room.id


def test_a21_a_packet_that_is_too_large_ends_that_connection_only(room: Room) -> None:
    console, big = room.console(), room.console()
    big.client.emit("command", {"id": "12345678", "name": "x" * 2_000_000})
    big.wait_until_ended()
    assert console.say("after", "note.add", text="still here")["ok"]


@pytest.mark.parametrize(
    "event", ["shutdown", "malformed", "connect", "disconnect", "message", "*"]
)
def test_an_event_nobody_knows_is_answered(room: Room, event: str) -> None:
    with raw(room.url) as line:
        line.send(f'40{{"exercise":"{room.id}","token":"{room.facilitator}"}}')
        line.send(f'421["{event}",{{}}]')
        ack = next(text for text in iter(line.recv, None) if text.startswith("431"))
    assert '"code":"invalid"' in ack


def test_a09_nobody_hides_behind_a_made_up_disconnection(room: Room) -> None:
    seat = room.join("Mia")
    with raw(room.url) as line:
        line.send(f'40{{"exercise":"{room.id}","token":"{seat["token"]}"}}')
        line.send('421["disconnect","transport close"]')
        heard = iter(line.recv, None)
        assert next(text for text in heard if text.startswith("431"))
        assert room.say("seat.remove", seat=seat["id"])["ok"]
        assert '"removed"' in next(text for text in heard if text.startswith('42["bye"'))


@pytest.mark.parametrize("since", [-1, 2**53 + 1, 1.5, "soon", [], True])
def test_a14_sync_with_a_bad_since_is_invalid(room: Room, since: Any) -> None:
    ack = room.console().ask("sync", {"since": since})
    assert ack["error"]["code"] == "invalid"
    assert "documents" not in ack


def test_sync_takes_nothing_but_since(room: Room) -> None:
    console = room.console()
    assert console.ask("sync", {"since": 0, "as": "hall"})["error"]["code"] == "invalid"
    assert console.ask("sync", {})["reset"] is True


def test_a03_and_a11_ids_of_elsewhere_are_not_found(room: Room) -> None:
    seat = room.join("Mia")
    phone = room.screen(seat["token"])
    other = room.edge.lobby(room.user)["exercise"]
    stranger = room.edge.join(other["code"], "Tom")["seat"]
    console = room.console()
    ack = console.say("seat", "nudge.send", seats=[stranger["id"]])
    assert ack["error"]["code"] == "not_found"
    waiting = next(
        each["id"]
        for each in console.ask("sync", {"since": 0})["documents"]
        if each["type"] == "inject"
    )
    room.say("clock.start")
    answer = {"inject": waiting + "-not", "answer": {}}
    for name in ("response.submit", "response.draft", "decision.lock", "inject.read"):
        data = answer if name != "inject.read" else {"inject": answer["inject"]}
        assert phone.say(name.replace(".", "-"), name, **data)["error"]["code"] == "not_found"


def test_a10_a_display_and_an_evaluator_may_not(room: Room) -> None:
    for kind in ("display", "evaluator", "actor"):
        _, token = room.edge.here.joining.add_seat(room.id, kind, kind)
        screen = room.screen(token)
        assert screen.say("start", "clock.start")["error"]["code"] == "forbidden"


def test_a_draft_reaches_the_seats_other_screens_only(room: Room) -> None:
    seat, peer = room.join("Mia"), room.join("Tom")
    writing, reading = room.screen(seat["token"]), room.screen(seat["token"])
    others = [room.screen(peer["token"]), room.console()]
    for screen in (writing, reading):
        screen.hear("sync")
    room.say("clock.start")
    made = room.say("inject.compose", title="Smoke", ask={"kind": "text", "prompt": "What now?"})
    data = {"inject": made["result"]["inject"], "answer": {"text": "Open the wi"}, "rationale": "?"}
    ack = writing.say("draft", "response.draft", **data)
    assert ack["ok"] is True
    assert ack["seq"] is None
    assert ack["head"] >= made["head"]
    assert reading.hear("draft") == {**data, "confidence": None}
    assert writing.hears_nothing_more("draft")
    assert all(screen.hears_nothing_more("draft") for screen in others)
    assert "Open the wi" not in str(room.edge.tables())


def test_a_draft_over_http_reaches_all_of_the_seats_screens(room: Room) -> None:
    seat = room.join("Mia")
    screens = [room.screen(seat["token"]) for _ in range(2)]
    for screen in screens:
        screen.hear("sync")
    room.say("clock.start")
    made = room.say("inject.compose", title="Smoke", ask={"kind": "text", "prompt": "What now?"})
    data = {"inject": made["result"]["inject"], "answer": {"text": "From a tunnel"}}
    ack = room.edge.say(room.id, seat["token"], "response.draft", **data).json
    assert ack == {"ok": True, "seq": None, "head": ack["head"]}
    for screen in screens:
        assert screen.hear("draft") == {**data, "rationale": "", "confidence": None}
    refused = room.edge.say(room.id, seat["token"], "response.draft", inject="no", answer={})
    assert refused.json["error"]["code"] == "not_found"


def test_a23_a_flood_is_slowed_down_and_then_cut_off(room: Room) -> None:
    console, flood = room.console(), room.screen(room.join("Mia")["token"])
    acks: list[Any] = []
    for _ in range(1_000):
        if flood.client.connected:
            flood.client.emit("away", {"away": False}, callback=acks.append)
    assert flood.hear("bye")["code"] == "slow_down"
    flood.wait_until_ended()
    assert any(not ack["ok"] and ack["error"]["code"] == "slow_down" for ack in acks)
    assert console.say("calm", "note.add", text="others go on")["ok"]


def test_a23_a_seat_has_one_allowance_whichever_door_it_comes_through(room: Room) -> None:
    mia, tom = room.join("Mia"), room.join("Tom")
    first, second = room.screen(mia["token"]), room.screen(mia["token"])
    path = f"/api/v1/exercises/{room.id}/documents"
    with room.edge.ticks.standing_still():
        verdicts = [first.ask("away", {"away": False}) for _ in range(int(SEAT_BURST) + 1)]
        assert [verdict["ok"] for verdict in verdicts[-2:]] == [True, False]
        assert second.ask("sync", {"since": 0})["error"]["code"] == "slow_down"
        looked = room.edge.browser().get(path, headers=bearer(mia["token"]))
        assert (looked.status_code, looked.json["error"]["code"]) == (429, "slow_down")
        said = room.edge.say(room.id, mia["token"], "pause.request")
        assert (said.status_code, said.json["error"]["code"]) == (429, "slow_down")
        assert room.edge.say(room.id, tom["token"], "pause.request").json["ok"]
    room.edge.skip(60)
    assert room.edge.say(room.id, mia["token"], "pause.request").json["ok"]


def test_a24_everything_is_given_more_slowly_than_commands_are_taken(room: Room) -> None:
    phone = room.screen(room.join("Mia")["token"])
    phone.hear("sync")
    with room.edge.ticks.standing_still():
        answers = [phone.ask("sync", {"since": 0}) for _ in range(int(SEAT_BURST / SYNC) + 1)]
    assert all("documents" in each for each in answers[:-1])
    assert answers[-1]["error"]["code"] == "slow_down"


def signed_in(room: Room) -> tuple[Screen, str]:
    """The owner's console in a browser, and its session."""
    session = room.edge.users.issue("session", "user-Ada", "test", room.edge.now, 10**9)
    console = room.screen(None, options={"headers": {"Cookie": f"session={session}"}})
    console.hear("sync")
    return console, session


def test_a32_signing_out_ends_the_sockets_of_that_session_alone(room: Room) -> None:
    (console, session), (other, _) = signed_in(room), signed_in(room)
    browser = room.edge.browser()
    browser.set_cookie("session", session)
    same = {"Origin": "http://localhost"}
    assert browser.post("/sign-out", headers=same).status_code == 303
    assert console.hear("bye")["code"] == "ended"
    console.wait_until_ended()
    assert other.say("after", "note.add", text="still signed in")["ok"]


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("command", {"id": "12345678", "name": "note.add", "data": {"text": "signed out"}}),
        ("sync", {"since": 0}),
        ("away", {"away": False}),
    ],
)
def test_a32_a_session_that_was_revoked_elsewhere_is_good_for_nothing(
    room: Room, event: str, said: Any
) -> None:
    console, session = signed_in(room)
    assert console.say("before", "note.add", text="signed in")["ok"]
    room.edge.users.revoke(session, room.edge.now)
    ack = console.ask(event, said)
    assert ack["error"]["code"] == "unauthenticated"
    assert "documents" not in ack
    assert console.hear("bye")["code"] == "ended"
    console.wait_until_ended()


def test_a32_it_is_cut_off_by_the_next_beat_if_it_says_nothing(room: Room) -> None:
    console, session = signed_in(room)
    room.edge.users.revoke(session, room.edge.now)
    room.edge.skip(beat.INTERVAL_S)
    assert console.hear("bye")["code"] == "ended"
    console.wait_until_ended()
