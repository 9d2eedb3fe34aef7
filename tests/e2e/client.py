"""A client written after docs/protocol.md alone, on a Socket.IO library that is not ours."""

from __future__ import annotations

import threading
from typing import Any

import engineio
import socketio

Key = tuple[str, str]
PATIENCE_S = 20
AGAIN_S = 0.2


class _InOrder(engineio.Client):  # type: ignore[misc]  # ships no types
    """Hands messages on as they come; the library's own way is a thread for each."""

    def _trigger_event(self, event: str, *args: Any, **_: Any) -> Any:
        return super()._trigger_event(event, *args)


class _Socket(socketio.Client):  # type: ignore[misc]  # likewise
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder


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
        self.said_presence: list[dict[str, Any]] = []
        self.refused: list[Any] = []
        self.socket: Any = None
        self.down = threading.Event()
        self._turn = threading.Lock()
        self._over = threading.Event()
        self._keeper: threading.Thread | None = None
        self._url = url
        self._auth = {"token": token, "exercise": exercise}
        self._options = {"transports": ["websocket"], **options}

    def forget_token(self) -> None:
        """Connect without one."""
        del self._auth["token"]

    def connect(self, patience_s: float = PATIENCE_S, **more: Any) -> None:
        """Connect once. Raises socketio.exceptions.ConnectionError when it is refused."""
        self.down.clear()
        self.socket = _Socket(reconnection=False)
        self.socket.on("sync", self._sync)
        self.socket.on("documents", self._documents)
        self.socket.on("beat", self._beat)
        self.socket.on("bye", self.said_bye.append)
        self.socket.on("presence", self.said_presence.append)
        self.socket.on("disconnect", lambda *_: self.down.set())
        self.socket.on("connect_error", self.refused.append)
        auth = {**self._auth, "since": self.head}
        options = {**self._options, **more}
        self.socket.connect(self._url, auth=auth, wait_timeout=patience_s, **options)

    def keep_connected(self) -> None:
        """From now on a line that breaks is made anew.

        The library would do that too, but sometimes it does not tell that a line is gone.
        """
        self._keeper = threading.Thread(target=self._keep)
        self._keeper.start()

    def close(self) -> None:
        """Leave for good."""
        self._over.set()
        if self._keeper is not None:
            self.down.set()
            self._keeper.join()
        if self.socket is not None:
            self.socket.disconnect()

    def ask(self, event: str, data: object) -> Any:
        """Say something; the ack. Raises socketio.exceptions.TimeoutError."""
        return self.socket.call(event, data, timeout=PATIENCE_S)

    def holds(self) -> dict[Key, dict[str, Any]]:
        """What a page would show."""
        with self._turn:
            return {key: each for key, each in self.store.items() if not each.get("gone")}

    def _keep(self) -> None:
        while True:
            while not self.down.wait(AGAIN_S) and self.socket.eio.state == "connected":
                pass
            if self._over.wait(AGAIN_S):
                return
            try:
                self.connect(patience_s=3)
            # What a half-open line answers is a ValueError to this library.
            except (socketio.exceptions.ConnectionError, ValueError):
                self.down.set()

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
