"""Presence as it is told to the control room, and what follows from it."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection
from typing import Any, Final

from tabletop.domain.index import CONTROL
from tabletop.sockets.alarm import Alarm
from tabletop.sockets.line import Line
from tabletop.sockets.presence import GONE_AFTER_S, Presence
from tabletop.sockets.registry import Registry, Socket
from tabletop.store.errors import StoreError

log = logging.getLogger(__name__)

GATHER_S: Final = 0.2


class Attendance:
    """Notes who comes and goes; tells facilitators and evaluators, a few times a second at most.

    `pass_locks(exercise_id, present)` is called in a task of its own when the lock on a team's
    decision may have to go to somebody who is there.
    """

    def __init__(
        self,
        *,
        presence: Presence,
        registry: Registry,
        line: Line,
        alarm: Alarm,
        start: Callable[..., Any],
        pass_locks: Callable[[str, Collection[str]], None],
    ) -> None:
        self._registry = registry
        self._line = line
        self._alarm = alarm
        self._start = start
        self._pass_locks = pass_locks
        self._presence = presence
        self._gathering: set[str] = set()
        self._begun = alarm.clock()
        self.clock = alarm.clock

    def arrived(self, socket: Socket) -> None:
        """A socket got in."""
        self._presence.arrived(socket.exercise, socket.seat, socket.sid)
        self._gather(socket.exercise)

    def hid(self, socket: Socket, away: bool) -> None:
        """Its page was hidden, or is looked at again."""
        self._presence.hid(socket.exercise, socket.seat, socket.sid, away)
        self._gather(socket.exercise)

    def left(self, socket: Socket, silent_s: float = 0.0) -> None:
        """It is gone, and was not heard of for so long before that.

        Quick, for it may be called from the middle of sending something else.
        """
        heard_at = self.clock() - silent_s
        self._presence.left(socket.exercise, socket.seat, socket.sid, heard_at)
        left_s = max(0.0, GONE_AFTER_S - silent_s)
        self._alarm.after(left_s, lambda: self._gather(socket.exercise))

    def tell_all(self, socket: Socket) -> None:
        """Tell a console about everybody."""
        seats = self._presence.all(socket.exercise, self.clock())
        self._line.to_socket(socket.sid, "presence", {"seats": seats})

    def watch(self) -> None:
        """Called now and then: who was only heard of over HTTP is told of as well, and no lock
        stays with somebody who is gone.

        But none is taken just after a start, when the phones are still finding their way back.
        """
        settled = self.clock() - self._begun >= GONE_AFTER_S
        for exercise_id in {socket.exercise for socket in self._registry.all()}:
            self._gather(exercise_id)
            if settled:
                self._start(self._pass, exercise_id)

    def _gather(self, exercise_id: str) -> None:
        if exercise_id not in self._gathering:
            self._gathering.add(exercise_id)
            self._alarm.after(GATHER_S, lambda: self._tell(exercise_id))

    def _tell(self, exercise_id: str) -> None:
        self._gathering.discard(exercise_id)
        seats = self._presence.news(exercise_id, self.clock())
        if seats:
            self._line.to_scope(exercise_id, CONTROL, "presence", {"seats": seats})
        if "gone" in seats.values():
            self._start(self._pass, exercise_id)

    def _pass(self, exercise_id: str) -> None:
        try:
            self._pass_locks(exercise_id, self._presence.present(exercise_id, self.clock()))
        except StoreError as error:
            log.warning("no lock was passed on: %s", error)
