"""A server on a port of this process, and Socket.IO clients as phones and consoles are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from queue import Empty, Queue
from socket import SHUT_RDWR
from typing import Any

import pytest
import requests
import socketio
import websocket

from tests.edge import Edge, running
from tests.server import until

PATIENCE_S = 10


class Screen:
    """One connected client: what it hears, by event; syncs and documents also in one `stream`."""

    def __init__(self, url: str, auth: dict[str, Any], **options: Any) -> None:
        self.heard: dict[str, Queue[Any]] = {
            name: Queue() for name in ("sync", "documents", "beat", "presence", "draft", "bye")
        }
        self.refused: Queue[Any] = Queue()
        self._http = requests.Session()
        self.client = socketio.Client(reconnection=False, http_session=self._http)
        self.ended: Queue[Any] = Queue()
        # The client would handle each message in a thread of its own, in any order.
        self._inbox = ThreadPoolExecutor(max_workers=1)
        self._trigger = self.client.eio._trigger_event
        self.client.eio._trigger_event = self._in_order
        self.stream: Queue[Any] = Queue()
        for name in self.heard:
            self.client.on(name, self._listener(name))
        self.client.on("connect_error", self.refused.put)
        self.client.on("disconnect", self.ended.put)
        options.setdefault("transports", ["websocket"])
        self.client.connect(url, auth=auth, wait_timeout=PATIENCE_S, **options)
        # Kept here, for the client forgets it without closing it when the server hangs up.
        self._line = self.client.eio.ws

    def _in_order(self, *told: Any, run_async: bool = False, **how: Any) -> Any:
        if run_async:
            return self._inbox.submit(self._trigger, *told, run_async=False, **how)
        return self._trigger(*told, run_async=False, **how)

    def _listener(self, name: str) -> Callable[[Any], None]:
        def listen(message: Any) -> None:
            self.heard[name].put(message)
            if name in {"sync", "documents"}:
                self.stream.put(message)

        return listen

    def close(self) -> None:
        """Leave, without waiting for a goodbye."""
        line, reading = self._line, self.client.eio.read_loop_task
        if line is None:
            self.client.disconnect()
        else:
            with suppress(OSError, AttributeError):  # the server may have closed it by now
                line.sock.shutdown(SHUT_RDWR)
            if reading is not None:
                reading.join(PATIENCE_S)
            line.shutdown()
        self._inbox.shutdown()
        self._http.close()

    def hear(self, event: str) -> Any:
        """The next message of this kind; fails when none comes."""
        try:
            return self.heard[event].get(timeout=PATIENCE_S)
        except Empty:
            raise AssertionError(f"no {event} came") from None

    def hears_nothing_more(self, event: str) -> bool:
        """Whether no message of this kind is waiting."""
        return self.heard[event].empty()

    def ask(self, event: str, *said: Any) -> Any:
        """Say something; its ack."""
        data = said[0] if len(said) == 1 else said
        return self.client.call(event, data, timeout=PATIENCE_S)

    def say(self, number: int | str, name: str, **data: Any) -> Any:
        """Say a command; its ack."""
        return self.ask("command", {"id": f"command-{number}", "name": name, "data": data})

    def wait_until_ended(self) -> None:
        """Returns once the server closed the connection."""
        try:
            self.ended.get(timeout=PATIENCE_S)
        except Empty:
            raise AssertionError("the connection was not closed") from None


@contextmanager
def raw(url: str, **options: Any) -> Iterator[websocket.WebSocket]:
    """A websocket to the server's Socket.IO port, for saying what no client would."""
    address = url.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket"
    line = websocket.create_connection(address, timeout=PATIENCE_S, **options)
    try:
        assert line.recv().startswith("0")
        yield line
    finally:
        line.shutdown()


class Room:
    """An exercise in its lobby, and the screens in it."""

    def __init__(self, edge: Edge, url: str, screens: ExitStack) -> None:
        self.edge = edge
        self.url = url
        self._screens = screens
        self.user = edge.user("Ada")
        made = edge.lobby(self.user)
        self.id: str = made["exercise"]["id"]
        self.code: str = made["exercise"]["code"]
        self.facilitator: str = made["seat"]["token"]

    def screen(self, token: str | None, **auth: Any) -> Screen:
        """A client that connects with this token; raises socketio's ConnectionError if refused."""
        options = auth.pop("options", {})
        auth = {"exercise": self.id, **auth}
        if token is not None:
            auth["token"] = token
        made = Screen(self.url, auth, **options)
        self._screens.callback(made.close)
        return made

    def console(self, **auth: Any) -> Screen:
        """A facilitator's screen, after its first sync."""
        made = self.screen(self.facilitator, **auth)
        made.hear("sync")
        return made

    def join(self, name: str, team: str = "kitchen", **body: Any) -> dict[str, Any]:
        """A participant's seat."""
        seat: dict[str, Any] = self.edge.join(self.code, name, team=team, **body)["seat"]
        return seat

    def until(self, condition: Callable[[], bool], otherwise: str) -> None:
        """Wait for what other threads do."""
        until(condition, otherwise, PATIENCE_S)

    def until_dropped(self, seat: str) -> None:
        """Wait until the server has noticed that a seat's sockets are gone."""
        self.until(lambda: not self.edge.sockets_of(self.id, seat), "a socket stays")

    def say(self, name: str, **data: Any) -> Any:
        """Say a command as the facilitator, over HTTP; its answer."""
        return self.edge.say(self.id, self.user, name, **data).json


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Edge, str]]:
    folder: Path = tmp_path_factory.mktemp("sockets")
    with running(folder) as edge, edge.serving() as url:
        yield edge, url


@pytest.fixture
def room(port: tuple[Edge, str]) -> Iterator[Room]:
    edge, url = port
    with ExitStack() as screens:
        yield Room(edge, url, screens)
