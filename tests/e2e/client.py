"""A client written after docs/protocol.md alone, on a Socket.IO library that is not ours."""

from __future__ import annotations

import threading
from typing import Any

import socketio

Key = tuple[str, str]
PATIENCE_S = 20


class Client:
    """Keeps, for each (type, id), the document with the highest rev; goes on from its head.

    `received` has every document that ever arrived, to see that none was foreign.
    """

    def __init__(self, url: str, exercise: str, token: str, **options: Any) -> None:
        self.store: dict[Key, dict[str, Any]] = {}
        self.head = 0
        self.received: list[dict[str, Any]] = []
        self.syncs = 0
        self.said_bye: list[dict[str, Any]] = []
        self.refused: list[Any] = []
        self.down = threading.Event()
        self._turn = threading.Lock()
        self._url = url
        self._auth = {"token": token, "exercise": exercise}
        self._options = {"transports": ["websocket"], "wait_timeout": PATIENCE_S, **options}
        self.socket = socketio.Client(
            reconnection_delay=0.1, reconnection_delay_max=0.5, randomization_factor=0.2
        )
        self.socket.on("sync", self._sync)
        self.socket.on("documents", self._documents)
        self.socket.on("beat", self._beat)
        self.socket.on("bye", self.said_bye.append)
        self.socket.on("disconnect", lambda *_: self.down.set())
        self.socket.on("connect_error", self.refused.append)

    def connect(self) -> None:
        """Raises socketio.exceptions.ConnectionError when it is refused."""
        self.socket.connect(
            self._url,
            auth=lambda: {**self._auth, "since": self.head},
            **self._options,
        )

    def close(self) -> None:
        """Leave for good."""
        self.socket.shutdown()

    def ask(self, event: str, data: object) -> Any:
        """Say something; the ack. Raises socketio.exceptions.TimeoutError."""
        return self.socket.call(event, data, timeout=PATIENCE_S)

    def holds(self) -> dict[Key, dict[str, Any]]:
        """What a page would show."""
        with self._turn:
            return {key: each for key, each in self.store.items() if not each.get("gone")}

    def _sync(self, message: dict[str, Any]) -> None:
        self.syncs += 1
        self._take(message, reset=message["reset"])

    def _documents(self, message: dict[str, Any]) -> None:
        self._take(message, reset=False)

    def _take(self, message: dict[str, Any], *, reset: bool) -> None:
        with self._turn:
            if reset:
                self.store.clear()
                self.head = 0
            for document in message["documents"]:
                self.received.append(document)
                key = (document["type"], document["id"])
                if key not in self.store or self.store[key]["rev"] < document["rev"]:
                    self.store[key] = document
            self.head = max(self.head, message["head"])

    def _beat(self, message: dict[str, Any]) -> None:
        if message["head"] > self.head:
            self.socket.emit("sync", {"since": self.head}, callback=self._sync)


def by_key(payload: dict[str, Any]) -> dict[Key, dict[str, Any]]:
    """The documents of a sync payload as a store holds them."""
    return {(each["type"], each["id"]): each for each in payload["documents"]}
