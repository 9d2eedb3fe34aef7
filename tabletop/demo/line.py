"""One Socket.IO connection over a WebSocket, light enough for hundreds in one process.

Why not python-socketio's own client: docs/adr/0004-light-clients.md.
"""

from __future__ import annotations

import asyncio
import ssl
from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.events import (
    AcceptConnection,
    CloseConnection,
    Ping,
    RejectConnection,
    Request,
    TextMessage,
)
from wsproto.utilities import ProtocolError

from tabletop.demo import packets

PATIENCE_S: Final = 10.0
PATH: Final = "/socket.io/?EIO=4&transport=websocket"

Hear = Callable[[str, Any], None]


class LineDown(ConnectionError):
    """No connection, or it broke before the answer came. What was said may have arrived."""


class Refused(Exception):
    """The server does not let this client in, and says why in `code`."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


class Line(asyncio.Protocol):
    """Made by `open_line`. `down` is set once the connection is gone, whoever ended it."""

    def __init__(self, address: str, auth: Mapping[str, Any], hear: Hear) -> None:
        parts = urlsplit(address)
        self._socket = WSConnection(ConnectionType.CLIENT)
        self._request = Request(host=parts.netloc, target=PATH)
        self._auth = auth
        self._hear = hear
        self._transport: asyncio.Transport | None = None
        self._pieces: list[str] = []
        self._asked: dict[int, asyncio.Future[Any]] = {}
        self._last = 0
        self._silence_s = PATIENCE_S
        self._loop = asyncio.get_running_loop()
        self._heard_at = self._loop.time()
        self._watch: asyncio.TimerHandle | None = None
        self.let_in: asyncio.Future[None] = self._loop.create_future()
        self.down = asyncio.Event()

    async def ask(self, event: str, data: object, *, patience_s: float = PATIENCE_S) -> Any:
        """Say something and wait for the answer. Raises LineDown, or TimeoutError."""
        if self.down.is_set():
            raise LineDown("no connection")
        self._last += 1
        number = self._last
        answer = self._asked[number] = self._loop.create_future()
        self._send(packets.event(event, data, number))
        try:
            async with asyncio.timeout(patience_s):
                return await answer
        finally:
            self._asked.pop(number, None)

    def cut(self) -> None:
        """Drop the connection without a word, as a dead spot does."""
        if self._transport is not None:
            self._transport.abort()

    def leave(self) -> None:
        """Say good-bye and close."""
        if self._transport is not None and not self.down.is_set():
            self._send(packets.FAREWELL)
            self._transport.write(self._socket.send(CloseConnection(1000)))
            self._transport.close()

    # asyncio.Protocol

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The TCP connection stands: ask for a WebSocket."""
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(self._socket.send(self._request))
        self._look_after()

    def data_received(self, data: bytes) -> None:
        """Bytes came."""
        self._heard_at = self._loop.time()
        try:
            self._socket.receive_data(data)
            for event in self._socket.events():
                self._handle(event)
        except (ProtocolError, packets.NotAPacket):
            self.cut()

    def connection_lost(self, error: Exception | None) -> None:
        """It is over; whoever waits for an answer learns it."""
        self.down.set()
        if self._watch is not None:
            self._watch.cancel()
        waiting = [self.let_in, *self._asked.values()]
        for each in waiting:
            if not each.done():
                each.set_exception(LineDown("the connection broke"))

    # What a WebSocket and Engine.IO want

    def _handle(self, event: object) -> None:
        match event:
            case TextMessage():
                self._pieces.append(event.data)
                if event.message_finished:
                    text = "".join(self._pieces)
                    self._pieces.clear()
                    self._take(packets.read(text))
            case Ping():
                self._write(self._socket.send(event.response()))
            case AcceptConnection():
                pass
            case RejectConnection() | CloseConnection():
                self.cut()

    def _take(self, packet: packets.Packet) -> None:
        match packet.kind:
            case "hello":
                self._silence_s = (packet.data["pingInterval"] + packet.data["pingTimeout"]) / 1000
                self._send(packets.hello(self._auth))
            case "ping":
                self._send(packets.PONG)
            case "connected" if not self.let_in.done():
                self.let_in.set_result(None)
            case "refused" if not self.let_in.done():
                about = packet.data.get("data") or {}
                self.let_in.set_exception(
                    Refused(about.get("code", ""), str(packet.data.get("message", "")))
                )
            case "event":
                self._hear(packet.data[0], packet.data[1] if len(packet.data) > 1 else None)
            case "ack":
                waiting = self._asked.get(packet.ack or 0)
                if waiting is not None and not waiting.done():
                    waiting.set_result(packet.data[0] if packet.data else None)
            case "close" | "disconnect":
                self.cut()
            case _:
                pass

    def _send(self, text: str) -> None:
        self._write(self._socket.send(TextMessage(data=text)))

    def _write(self, data: bytes) -> None:
        if self._transport is not None:
            self._transport.write(data)

    def _look_after(self) -> None:
        """A server that is silent for longer than its pings allow is gone."""
        left_s = self._heard_at + self._silence_s - self._loop.time()
        if left_s <= 0:
            self.cut()
        else:
            self._watch = self._loop.call_later(left_s + 0.01, self._look_after)


async def open_line(
    address: str, auth: Mapping[str, Any], hear: Hear, *, patience_s: float = PATIENCE_S
) -> Line:
    """Connect to the server at `address` (http… or https…); `hear(event, data)` is called for all
    it says. Raises Refused, LineDown, OSError, or TimeoutError."""
    parts = urlsplit(address)
    secure = parts.scheme == "https"
    async with asyncio.timeout(patience_s):
        _, line = await asyncio.get_running_loop().create_connection(
            lambda: Line(address, auth, hear),
            parts.hostname or "",
            parts.port or (443 if secure else 80),
            ssl=ssl.create_default_context() if secure else None,
        )
        try:
            await line.let_in
        except BaseException:
            line.cut()
            raise
    return line
