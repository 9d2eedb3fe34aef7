"""Who gets in, who stays in, and who is turned away: over real sockets, under eventlet."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import requests
import socketio

from tests.e2e.client import Client
from tests.e2e.table import CHOICE, Seat, Table
from tests.server import until

POLLING = "/socket.io/?EIO=4&transport=polling"
FOREIGN = {"Origin": "https://elsewhere.example"}
CLOSED_WITHIN_S = 1.0


@pytest.fixture
def screens() -> Iterator[ExitStack]:
    with ExitStack() as open_screens:
        yield open_screens


def _connected(table: Table, token: str, screens: ExitStack, **options: Any) -> Client:
    client = Client(table.server.url, table.id, token, **options)
    client.connect()
    screens.callback(client.close)
    until(lambda: client.syncs, "no sync came")
    return client


def _refusal(table: Table, token: str | None, **options: Any) -> Any:
    """With what a connection is refused."""
    client = Client(table.server.url, table.id, token or "", **options)
    if token is None:
        client.forget_token()
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect()
    client.close()
    return client.refused[-1]


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a09_a_removed_seats_live_socket_is_closed_within_a_second(
    table: Table, screens: ExitStack, transport: str
) -> None:
    seat = table.join("Out")
    phone = _connected(table, seat.token, screens, transports=[transport])

    table.must("seat.remove", seat=seat.id)
    removed_at = time.monotonic()

    assert phone.down.wait(10)
    assert time.monotonic() - removed_at < CLOSED_WITHIN_S
    assert [bye["code"] for bye in phone.said_bye] == ["removed"]
    assert _refusal(table, seat.token)["data"]["code"] == "unauthenticated"
    assert table.say(seat, "pause.request")["error"]["code"] == "unauthenticated"


def test_a11_another_audiences_documents_are_not_found(table: Table, screens: ExitStack) -> None:
    mine, other = table.join("Mine", "t1"), table.join("Other", "t2")
    table.must("clock.start")
    inject = table.compose(CHOICE)
    phone = _connected(table, mine.token, screens)
    theirs = _connected(table, other.token, screens)
    answer = {"option": "a"}
    assert table.say(other, "decision.propose", inject=inject, answer=answer)["ok"]
    table.must("note.add", text="Between us", team="t1")
    key = ("decision", f"{inject}:t2")
    until(lambda: theirs.holds().get(key, {}).get("proposals"), "the proposal does not arrive")

    for query in (f"?at=1&as={other.id}", "?at=1&as=t2", f"?as={other.id}", "?as=facilitator"):
        asked = _get(table, mine, f"/documents{query}")
        assert asked.status_code in {403, 404}, query
    for path in ("/timeline", "/export.json", "/export.csv"):
        assert _get(table, mine, path).status_code in {403, 404}, path
    for wish in ({"since": 0, "as": "facilitator"}, {"since": 0, "scope": "control"}):
        assert phone.ask("sync", wish)["error"]["code"] == "invalid"

    phone.ask("sync", {"since": 0})
    kinds = {(each["type"], each["id"]) for each in phone.received}
    assert key not in kinds
    assert not any(kind in {"note", "flag", "rating"} for kind, _ in kinds)
    assert ("seat", other.id) not in kinds
    assert {name for kind, name in kinds if kind == "team"} == {"t1"}


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a15_a_page_of_another_origin_is_refused(table: Table, transport: str) -> None:
    seat = table.join(f"Foreign {transport}")

    client = Client(table.server.url, table.id, seat.token, transports=[transport])
    with pytest.raises(socketio.exceptions.ConnectionError):
        client.connect(headers=FOREIGN)

    client.close()
    assert not client.received


def test_a15_over_http_too(table: Table) -> None:
    seat = table.join("Foreign page")

    polled = requests.get(f"{table.server.url}{POLLING}", headers=FOREIGN, timeout=5)
    said = requests.post(
        f"{table.server.url}/api/v1/exercises/{table.id}/commands",
        json={"id": "foreign-1", "name": "pause.request", "data": {}},
        headers={**FOREIGN, "Authorization": f"Bearer {seat.token}"},
        timeout=5,
    )

    assert polled.status_code == 400
    assert said.status_code == 403
    assert all(row.kind != "pause.requested" for row in table.log())


def test_a16_without_an_origin_a_token_is_still_needed(table: Table, screens: ExitStack) -> None:
    seat = table.join("Script")

    assert _refusal(table, None)["data"]["code"] == "unauthenticated"
    assert _refusal(table, "x" * 43)["data"]["code"] == "unauthenticated"
    assert _connected(table, seat.token, screens).socket.connected


def test_a30_a_socket_id_is_no_credential(table: Table, screens: ExitStack) -> None:
    seat = table.join("Known")
    phone = _connected(table, seat.token, screens)
    console = _connected(table, table.facilitator.token, screens)
    ids = [phone.socket.get_sid(), phone.socket.eio.sid]

    for each in ids:
        assert _refusal(table, each)["data"]["code"] == "unauthenticated"
        thief = Seat(seat.id, each)
        assert table.say(thief, "pause.request")["error"]["code"] == "unauthenticated"
    # Nor does anybody else get to know it.
    told = repr([console.received, console.said_presence, table.fresh(table.facilitator)])
    assert not any(each in told for each in ids)


def _get(table: Table, seat: Seat, path: str) -> requests.Response:
    return requests.get(
        f"{table.server.url}/api/v1/exercises/{table.id}{path}",
        headers={"Authorization": f"Bearer {seat.token}"},
        timeout=10,
    )
