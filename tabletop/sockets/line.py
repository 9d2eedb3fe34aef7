"""What the server says over Socket.IO, and to whom."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from socketio import Server

from tabletop.domain.index import Scope
from tabletop.service.live import Live
from tabletop.sockets import rooms
from tabletop.sockets.alarm import Alarm
from tabletop.sockets.registry import Registry, Socket

HANG_UP_S: Final = 0.5
ANSWERED_S: Final = 0.05

FAREWELLS: Final = {
    "removed": "A facilitator took you out of this exercise.",
    "ended": "You are not signed in any more.",
    "replaced": "This place is open on too many screens; the newest ones stay.",
    "slow_down": "That was too much at once. Wait a moment, then open the page again.",
}
"""Why the server closes a socket on purpose, in words for the person."""


class Line:
    """The sending half of the sockets. Sending only puts into queues, so it never waits."""

    def __init__(self, server: Server, registry: Registry, alarm: Alarm) -> None:
        self._server = server
        self._registry = registry
        self._alarm = alarm

    def to_socket(self, sid: str, event: str, payload: object) -> None:
        """Say something to one screen."""
        self._server.emit(event, payload, to=sid)

    def to_seat(self, exercise_id: str, seat_id: str, event: str, payload: object) -> None:
        """Say something to all screens of a seat that have had their first sync.

        To the others it would be the first they hear: a head to go on from, without what came
        before it. If their line broke right then, they would never ask for that.
        """
        for socket in self._registry.of_seat(exercise_id, seat_id):
            if socket.scopes:
                self._server.emit(event, payload, to=socket.sid)

    def draft(self, exercise_id: str, seat_id: str, draft: object, screen: str | None) -> None:
        """Show an answer in the making on the seat's screens, but for the one it comes from."""
        for socket in self._registry.of_seat(exercise_id, seat_id):
            if socket.sid != screen:
                self.to_socket(socket.sid, "draft", draft)

    def to_scope(self, exercise_id: str, scope: Scope, event: str, payload: object) -> None:
        """Say something to everybody who looks through the scope; it is serialised once."""
        self._server.emit(event, payload, to=rooms.scope(exercise_id, scope))

    def settle(self, live: Live, socket: Socket, since: int, now: int) -> dict[str, Any]:
        """Let the socket look through its seat's scopes alone, and give what it sees: a `sync`.

        For who holds the lock: rooms come first, so that nothing committed from now on passes it
        by. Raises Refusal("unauthenticated") for a seat that is not in, which then sees nothing.
        """
        if self._registry.get(socket.sid) is socket:  # not one that left while the lock was taken
            self._look(socket, live.scopes_of(socket.seat))
        return live.sync(socket.seat, since, now)

    def _look(self, socket: Socket, scopes: Collection[Scope]) -> None:
        for scope in set(socket.scopes) - set(scopes):
            self._server.leave_room(socket.sid, rooms.scope(socket.exercise, scope))
        for scope in scopes:
            self._server.enter_room(socket.sid, rooms.scope(socket.exercise, scope))
        self._registry.look(socket, scopes)

    def bye(self, socket: Socket, code: str) -> None:
        """Tell a screen why, and close it."""
        self.to_socket(socket.sid, "bye", {"code": code, "message": FAREWELLS[code]})
        self.close(socket.sid)

    def bye_after_answer(self, socket: Socket, code: str) -> None:
        """The same, once what it is being answered now has left."""
        self._alarm.after(ANSWERED_S, lambda: self.bye(socket, code))

    def close(self, sid: str) -> None:
        """Close a socket: for an honest client at once, for any other half a second later."""
        transport = self._server.manager.eio_sid_from_sid(sid, "/")
        self._server.disconnect(sid)
        if transport is not None:
            self._alarm.after(HANG_UP_S, lambda: self._hang_up(transport))

    def _hang_up(self, transport: str) -> None:
        under = self._server.eio.sockets.get(transport)
        if under is not None:
            # Not waiting until all is sent, which a reader that never reads never lets happen.
            under.close(wait=False)
