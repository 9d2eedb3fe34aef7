"""Every few seconds: the heartbeat clients hold themselves against, and a look at the sockets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from typing import Final

from socketio import Server

from tabletop.domain.documents.view import iso
from tabletop.service.callers import Callers
from tabletop.service.floor import Floor
from tabletop.sockets.attendance import Attendance
from tabletop.sockets.line import Line
from tabletop.sockets.registry import Registry, Socket
from tabletop.store.errors import StoreError

INTERVAL_S: Final = 10.0
BREATH: Final = 50
"""How many sockets are told before others get their turn."""


class Heartbeat:
    """Call `beat` every INTERVAL_S. `breathe` lets other tasks run."""

    def __init__(
        self,
        *,
        server: Server,
        floor: Floor,
        callers: Callers,
        registry: Registry,
        line: Line,
        attendance: Attendance,
        breathe: Callable[[], object],
    ) -> None:
        self._server = server
        self._floor = floor
        self._callers = callers
        self._registry = registry
        self._line = line
        self._attendance = attendance
        self._breathe = breathe

    def beat(self) -> None:
        """Tell every socket how far its audience has got; part with those that are over."""
        exercises: dict[str, list[Socket]] = defaultdict(list)
        for socket in self._registry.all():
            if not self._over(socket):
                exercises[socket.exercise].append(socket)
        for exercise_id, sockets in exercises.items():
            self._tell(exercise_id, sockets)
        self._attendance.watch()

    def part(self) -> None:
        """Part with the sockets whose user has signed out."""
        for socket in self._registry.all():
            if self._signed_out(socket):
                self._line.bye(socket, "ended")

    def _tell(self, exercise_id: str, sockets: list[Socket]) -> None:
        heads: dict[str, int] = {}
        for number, socket in enumerate(sockets):
            if number % BREATH == 0:
                self._breathe()
            if socket.seat not in heads:
                heads[socket.seat] = self._floor.audience_head(exercise_id, socket.seat)
            beat = {"head": heads[socket.seat], "now_at": iso(self._floor.now())}
            self._line.to_socket(socket.sid, "beat", beat)

    def _over(self, socket: Socket) -> bool:
        if self._signed_out(socket):
            self._line.bye(socket, "ended")
            return True
        # One that was cut while it was being let in never gets a disconnect event.
        settled = self._attendance.clock() - socket.admitted_at > INTERVAL_S
        if settled and not self._server.manager.is_connected(socket.sid, "/"):
            self._registry.drop(socket.sid)
            self._attendance.left(socket)
            return True
        return False

    def _signed_out(self, socket: Socket) -> bool:
        try:
            return socket.by_user and not self._callers.by_user(socket.proof, socket.caller)
        except StoreError:
            return False  # nobody knows right now; the next beat asks again
