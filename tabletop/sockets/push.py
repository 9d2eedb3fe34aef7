"""What goes out after a commit: each document built and serialised once per audience.

A client goes on from the head of the last message it got. Where a commit changed something of a
seat's own and something its team shares, two messages go out; the first one, the seat's own,
carries the head from before the commit, so that a line that breaks between the two loses nothing.
What a push that failed would have brought goes out with the next one, before anybody goes on from
a later head.
"""

from __future__ import annotations

import logging
from collections.abc import Collection
from typing import Final

from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.index import CONTROL, DISPLAY, Scope, seat_scope
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.sockets.alarm import Alarm
from tabletop.sockets.line import Line
from tabletop.sockets.registry import Registry
from tabletop.store.errors import StoreError

log = logging.getLogger(__name__)

COALESCED: Final = (CONTROL, DISPLAY)
"""Audiences that see everything that happens: they get at most one message an INTERVAL_S."""

SEAT: Final = seat_scope("")
INTERVAL_S: Final = 0.1
AGAIN_S: Final = 1.0


class Pusher:
    """Give `committed` to `Floor.on_commit`."""

    def __init__(self, floor: Floor, registry: Registry, line: Line, alarm: Alarm) -> None:
        self._floor = floor
        self._registry = registry
        self._line = line
        self._alarm = alarm
        self._next: dict[tuple[str, Scope], float] = {}
        self._pending: dict[tuple[str, Scope], int] = {}
        self._owed: dict[tuple[str, Scope], int] = {}

    def committed(self, live: Live, before: int, _after: int) -> None:
        """Push what the commit changed. Runs in the writer's task, under its lock."""
        present = self._registry.scopes(live.exercise_id)
        if not present:
            return
        for seat in live.seats_removed(before):
            for socket in self._registry.of_seat(live.exercise_id, seat):
                self._line.bye(socket, "removed")
        for seat in live.seats_moved(before):
            self._resettle(live, seat)
        changed = live.scopes_changed(before)
        for scope in sorted(present):
            if scope in COALESCED:
                self._soon(live, scope, before, changed)
            elif not scope.startswith(SEAT):
                self._send(live, scope, before, changed)

    def _resettle(self, live: Live, seat: str) -> None:
        """A seat that looks through other scopes now starts anew."""
        for socket in self._registry.of_seat(live.exercise_id, seat):
            payload = self._line.settle(live, socket, 0, self._floor.now())
            self._line.to_socket(socket.sid, "sync", payload)

    def _soon(self, live: Live, scope: Scope, since: int, changed: Collection[Scope]) -> None:
        key = (live.exercise_id, scope)
        if key in self._pending:
            return
        wait_s = self._next.get(key, 0.0) - self._alarm.clock()
        if wait_s > 0:
            self._pending[key] = since
            self._alarm.after(wait_s, lambda: self._late(live.exercise_id, scope))
        else:
            self._next[key] = self._alarm.clock() + INTERVAL_S
            self._send(live, scope, since, changed)

    def _late(self, exercise_id: str, scope: Scope) -> None:
        key = (exercise_id, scope)
        try:
            with self._floor.settled(exercise_id) as live:
                since = self._pending.pop(key)
                self._next[key] = self._alarm.clock() + INTERVAL_S
                self._send(live, scope, since, live.scopes_changed(since))
        except Refusal:
            self._pending.pop(key, None)
        except StoreError:
            log.warning("a push waits for the database")
            self._alarm.after(AGAIN_S, lambda: self._late(exercise_id, scope))

    def _send(self, live: Live, scope: Scope, since: int, changed: Collection[Scope]) -> None:
        key = (live.exercise_id, scope)
        owed = self._owed.pop(key, since)
        if owed < since:
            since, changed = owed, live.scopes_changed(owed)
        try:
            self._push(live, scope, since, changed)
        except Exception:
            self._owed[key] = since
            log.exception("a push failed; what it would have brought comes with the next")

    def _push(self, live: Live, scope: Scope, since: int, changed: Collection[Scope]) -> None:
        shared = live.documents(scope, since) if scope in changed else []
        frame = {"head": live.head, "now_at": iso(self._floor.now())}
        first = frame | {"head": since} if shared else frame
        for seat in self._seats(live, scope, changed):
            documents = live.documents(seat_scope(seat), since)
            message = first | {"documents": documents}
            self._line.to_seat(live.exercise_id, seat, "documents", message)
        if shared:
            message = frame | {"documents": shared}
            self._line.to_scope(live.exercise_id, scope, "documents", message)

    def _seats(self, live: Live, scope: Scope, changed: Collection[Scope]) -> list[str]:
        """The seats here that look through `scope` and have something new of their own."""
        seats = (own.removeprefix(SEAT) for own in changed if own.startswith(SEAT))
        return [
            seat
            for seat in seats
            if self._registry.of_seat(live.exercise_id, seat) and scope in live.scopes_of(seat)
        ]
