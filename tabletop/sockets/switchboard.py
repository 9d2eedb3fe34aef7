"""The Socket.IO handlers: thin adapters between packets and the service.

They are registered on python-socketio's server itself: Flask-SocketIO's own would build a request
context for each message.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from socketio import Server

from tabletop.domain.errors import Refusal
from tabletop.service.callers import Callers
from tabletop.service.floor import Floor
from tabletop.service.live import Ack
from tabletop.service.rates import COMMAND, SYNC, Allowance
from tabletop.service.wire_error import wire_error
from tabletop.sockets.attendance import Attendance
from tabletop.sockets.entry import Entry
from tabletop.sockets.line import Line
from tabletop.sockets.registry import Registry, Socket
from tabletop.sockets.transports import Transports
from tabletop.sockets.wire import MALFORMED

Handler = Callable[[Socket, dict[str, Any]], Ack]

PATIENCE: Final = 200
"""How many more messages refused than taken end the connection."""


class Switchboard:
    """Answers what clients say."""

    def __init__(
        self,
        *,
        floor: Floor,
        callers: Callers,
        allowance: Allowance,
        registry: Registry,
        line: Line,
        entry: Entry,
        attendance: Attendance,
        transports: Transports,
    ) -> None:
        self._floor = floor
        self._callers = callers
        self._allowance = allowance
        self._registry = registry
        self._line = line
        self._entry = entry
        self._attendance = attendance
        self._transports = transports

    def plug_into(self, server: Server) -> None:
        """Register the handlers."""
        server.on("connect", self._entry.connect)
        server.on("disconnect", self._disconnect)
        server.on("sync", self._answering(self._sync, SYNC))
        server.on("command", self._answering(self._command))
        server.on("away", self._answering(self._away))
        server.on(MALFORMED, self._answering(_malformed))

    def _answering(self, handler: Handler, cost: float = COMMAND) -> Callable[..., Ack | None]:
        """A handler that gets what it can rely on, and whose errors become answers."""

        def answer(sid: str, *said: Any) -> Ack | None:
            socket = self._registry.get(sid)
            if socket is None:
                return None
            try:
                self._spend(socket, cost)
                self._still_in(socket)
                return handler(socket, _single(said))
            except Exception as error:
                return {"ok": False, "error": wire_error(error, f"socket, {handler.__name__}")}

        return answer

    def _spend(self, socket: Socket, cost: float) -> None:
        """Raises Refusal when that is too much; who goes on regardless is sent away."""
        try:
            self._allowance.spend(socket.exercise, socket.seat, cost)
        except Refusal:
            socket.refused += 1
            if socket.refused >= PATIENCE:
                self._line.bye_after_answer(socket, "slow_down")
            raise
        socket.refused = max(0, socket.refused - 1)

    def _still_in(self, socket: Socket) -> None:
        """Raises Refusal for a socket whose user has signed out."""
        if socket.by_user and not self._callers.by_user(socket.proof, socket.caller):
            self._line.bye_after_answer(socket, "ended")
            raise Refusal("unauthenticated", "You are not signed in any more.")

    def _disconnect(self, sid: str, _reason: object = None) -> None:
        # May run in the middle of sending something: no lock of an exercise, no database.
        socket = self._registry.drop(sid)
        if socket is not None:
            self._attendance.left(socket, self._transports.silent_s(sid))

    def _sync(self, socket: Socket, said: dict[str, Any]) -> Ack:
        _only(said, "since")
        return self._entry.sync(socket, said.get("since"))

    def _command(self, socket: Socket, said: dict[str, Any]) -> Ack:
        return self._floor.command(socket.exercise, socket.seat, said, screen=socket.sid)

    def _away(self, socket: Socket, said: dict[str, Any]) -> Ack:
        _only(said, "away")
        if not isinstance(said.get("away"), bool):
            raise _invalid("away", "Must be true or false.")
        self._attendance.hid(socket, said["away"])
        return {"ok": True}


def _single(said: tuple[Any, ...]) -> dict[str, Any]:
    if len(said) != 1 or not isinstance(said[0], dict):
        raise _invalid("message", "Must be one object.")
    return said[0]


def _only(said: dict[str, Any], field: str) -> None:
    if unknown := [name for name in said if name != field]:
        raise _invalid(unknown[0][:64], "Unknown field.")


def _malformed(_socket: Socket, _said: dict[str, Any]) -> Ack:
    raise _invalid("message", "There is no such message.")


def _invalid(field: str, fault: str) -> Refusal:
    return Refusal("invalid", "This message is not of the protocol.", {field: [fault]})
