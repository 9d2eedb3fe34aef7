"""The same sockets under the server that is really used."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import pytest
import requests
import websocket

from tabletop.web.door import HEADERS
from tests.server import RunningServer
from tests.sockets.conftest import Screen, raw
from tests.unreadable import UNREADABLE_LINES, exchange


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    with RunningServer(tmp_path_factory.mktemp("eventlet") / "data") as started:
        yield started


@pytest.fixture
def lobby(server: RunningServer) -> dict[str, Any]:
    """A new exercise in its lobby."""
    made: dict[str, Any] = server.api(
        "POST", "/exercises", json={"scenario": "oversold-night"}
    ).json()
    say(server, made, "exercise.open")
    return made


def say(server: RunningServer, made: dict[str, Any], name: str, **data: Any) -> Any:
    command = {"id": f"http-{name.replace('.', '-')}", "name": name, "data": data}
    path = f"/exercises/{made['exercise']['id']}/commands"
    answer = server.api("POST", path, json=command).json()
    assert answer["ok"], answer
    return answer


@pytest.mark.parametrize("transport", ["websocket", "polling"])
def test_a_whole_short_exercise(
    server: RunningServer, lobby: dict[str, Any], transport: str
) -> None:
    seats = [
        server.api("POST", "/join", json={"code": lobby["exercise"]["code"], "name": name}).json()
        for name in ("Mia", "Tom")
    ]
    with ExitStack() as screens:

        def screen(token: str) -> Screen:
            auth = {"exercise": lobby["exercise"]["id"], "token": token}
            made = Screen(server.url, auth, transports=[transport])
            screens.callback(made.close)
            made.hear("sync")
            return made

        console = screen(lobby["seat"]["token"])
        phones = [screen(joined["seat"]["token"]) for joined in seats]
        assert console.say("start", "clock.start")["ok"]
        ask = {"kind": "text", "prompt": "What now?"}
        made = console.say("fire", "inject.compose", title="Fire", ask=ask)
        assert made["ok"], made
        for phone in phones:
            heard: list[str] = []
            while "Fire" not in heard:
                heard += [each.get("title", "") for each in phone.hear("documents")["documents"]]
        answer = {"inject": made["result"]["inject"], "answer": {"text": "Out"}}
        for number, phone in enumerate(phones):
            ack = phone.say(f"answer-{number}", "response.submit", **answer)
            assert ack["ok"], ack
            assert phone.say(f"answer-{number}", "response.submit", **answer)["repeated"]
        assert console.say("out", "seat.remove", seat=seats[0]["seat"]["id"])["ok"]
        assert phones[0].hear("bye")["code"] == "removed"
        phones[0].wait_until_ended()


def test_a15_a_foreign_origin_is_refused(server: RunningServer) -> None:
    origin = "https://evil.example"
    with (
        pytest.raises(websocket.WebSocketBadStatusException) as refused,
        raw(server.url, origin=origin),
    ):
        pass
    assert refused.value.status_code == 400
    polled = requests.get(
        f"{server.url}/socket.io/?EIO=4&transport=polling", headers={"Origin": origin}, timeout=10
    )
    assert polled.status_code == 400


def test_compression_is_not_agreed_to(server: RunningServer) -> None:
    offer = "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits"
    with raw(server.url, header=[offer]) as line:
        assert "sec-websocket-extensions" not in line.getheaders()


def test_a21_a_huge_frame_ends_its_connection_and_nothing_else(server: RunningServer) -> None:
    with raw(server.url) as line:
        try:
            line.send("42" + "x" * 2_000_000)
            while line.recv():
                pass
        except (websocket.WebSocketException, OSError):
            pass
    assert requests.get(f"{server.url}/healthz", timeout=10).ok


def test_a_host_that_is_not_known_is_refused(server: RunningServer) -> None:
    for path in ("/", "/socket.io/?EIO=4&transport=polling"):
        headers = {"Host": "evil.example"}
        assert requests.get(server.url + path, headers=headers, timeout=10).status_code == 400


@pytest.mark.parametrize("line", UNREADABLE_LINES)
def test_a45_what_cannot_be_read_is_repeated_nowhere(server: RunningServer, line: bytes) -> None:
    status, headers, body = exchange(server.port, line)
    assert status in {"400", "505"}
    assert not {name for name, _ in HEADERS} - set(headers)
    assert b"SECRET" not in body
    assert "SECRET" not in server.output


def test_a45_a_broken_body_is_not_logged_with_its_address(server: RunningServer) -> None:
    head = b"POST /sign-in/SECRET HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n"
    exchange(server.port, head + b"no chunk\r\n")
    assert "SECRET" not in server.output


def test_a45_nor_is_what_clients_do_wrong_below_the_socket(server: RunningServer) -> None:
    path = "/socket.io/?EIO=4&transport=polling"
    wrong = [
        requests.get(f"{server.url}{path}&sid=SECRET%0D%0A2026%20forged", timeout=10),
        requests.get(server.url + path, headers={"Origin": "http://SECRET"}, timeout=10),
    ]
    assert [answer.status_code for answer in wrong] == [400, 400]
    assert "SECRET" not in server.output
