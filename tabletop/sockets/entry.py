"""Letting a socket in: who it is, what it may see, and its first `sync`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from socketio.exceptions import ConnectionRefusedError as Refused
from werkzeug.http import parse_cookie

from tabletop.domain.errors import Refusal
from tabletop.domain.index import CONTROL
from tabletop.service import requests
from tabletop.service.callers import ANYBODY, AS_KINDS, Callers, Proof
from tabletop.service.floor import Floor
from tabletop.service.wire_error import wire_error
from tabletop.sockets.attendance import Attendance
from tabletop.sockets.line import Line
from tabletop.sockets.registry import Registry, Socket

MOST_SCREENS: Final = 10
"""How many sockets one seat may hold; with the next one the oldest is replaced."""

_FIELDS: Final = frozenset({"token", "exercise", "since", "as"})


class Entry:
    """Handles `connect` and `sync`."""

    def __init__(
        self,
        *,
        floor: Floor,
        callers: Callers,
        registry: Registry,
        line: Line,
        attendance: Attendance,
        start: Callable[..., Any],
    ) -> None:
        self._floor = floor
        self._callers = callers
        self._registry = registry
        self._line = line
        self._attendance = attendance
        self._start = start

    def connect(self, sid: str, environ: Mapping[str, Any], auth: object) -> None:
        """Let it in, or raise the refusal the client's `connect_error` carries."""
        try:
            socket, since = self._admit(sid, environ, auth)
        except Exception as raised:
            error = wire_error(raised, "socket, connect")
            raise Refused(error["message"], error) from None
        self._registry.add(socket)
        self._attendance.arrived(socket)
        screens = self._registry.of_seat(socket.exercise, socket.seat)
        for oldest in screens[: max(0, len(screens) - MOST_SCREENS)]:
            self._line.bye(oldest, "replaced")
        # The client is told that it is connected when this returns; its first sync comes after.
        self._start(self._welcome, socket, since)

    def sync(self, socket: Socket, since: object) -> dict[str, Any]:
        """What it asks for: all it sees that is newer than `since`. Raises Refusal.

        The answer leaves after the lock was let go; with threads a push may overtake it. A client
        whose head an answer with `reset` puts back asks again (docs/protocol.md).
        """
        number = requests.read_since(since)
        with self._floor.settled(socket.exercise) as live:
            return self._line.settle(live, socket, number, self._floor.now())

    def _welcome(self, socket: Socket, since: int) -> None:
        try:
            # The lock is held until the message is in the socket's queue: a push that came first
            # would carry a later head than what the client really has.
            with self._floor.settled(socket.exercise) as live:
                payload = self._line.settle(live, socket, since, self._floor.now())
                self._line.to_socket(socket.sid, "sync", payload)
        except Exception as raised:
            # The client comes again, and is told why if it cannot get in.
            wire_error(raised, "socket, first sync")
            self._line.close(socket.sid)
            return
        if CONTROL in socket.scopes:
            self._attendance.tell_all(socket)

    def _admit(self, sid: str, environ: Mapping[str, Any], auth: object) -> tuple[Socket, int]:
        if not isinstance(auth, dict) or not isinstance(auth.get("exercise"), str):
            raise _invalid("auth", "Say which exercise: {exercise, token, since, as}.")
        if unknown := [name for name in auth if name not in _FIELDS]:
            raise _invalid(f"auth.{unknown[0][:64]}", "Unknown field.")
        since = requests.read_since(auth.get("since"))
        wanted = ANYBODY
        if auth.get("as") is not None:
            if auth["as"] not in list(AS_KINDS):
                raise _invalid("auth.as", f"Must be one of {', '.join(AS_KINDS)}.")
            wanted = AS_KINDS[auth["as"]]
        proof = _proof(environ, auth.get("token"))
        caller = self._callers.seat(proof, auth["exercise"], wanted)
        by_user = self._callers.by_user(proof, caller)
        return Socket(sid, caller, proof, by_user, self._attendance.clock()), since


def _proof(environ: Mapping[str, Any], token: object) -> Proof:
    if token is not None and not isinstance(token, str):
        raise _invalid("auth.token", "Must be text.")
    if token is None:
        scheme, _, given = str(environ.get("HTTP_AUTHORIZATION", "")).partition(" ")
        token = given.strip() if scheme.casefold() == "bearer" else None
    cookies = parse_cookie(str(environ.get("HTTP_COOKIE", "")))
    return Proof(token, cookies, environ.get("wsgi.url_scheme") == "https")


def _invalid(field: str, fault: str) -> Refusal:
    return Refusal("invalid", "This connection can't be made like that.", {field: [fault]})
