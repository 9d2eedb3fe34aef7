"""The sockets of this process: whose they are, and through which scopes they look."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from threading import RLock

from tabletop.domain.index import Scope
from tabletop.service.callers import Proof
from tabletop.service.desk import Caller


@dataclass(slots=True, eq=False)
class Socket:
    """One screen. `scopes` is empty until its first sync, and set by the server alone.

    `by_user` says that a user's sign-in stands behind it, which may end before the socket does.
    `admitted_at` is when it got in (seconds that only go forward), `refused` how many more of its
    messages were too much at once than were not.
    """

    sid: str
    caller: Caller
    proof: Proof
    by_user: bool
    admitted_at: float
    refused: int = 0
    scopes: tuple[Scope, ...] = ()

    @property
    def exercise(self) -> str:
        """The exercise it is in."""
        return self.caller.exercise

    @property
    def seat(self) -> str:
        """The seat whose screen it is."""
        return self.caller.seat


class Registry:
    """All sockets that got in. Answers are copies: a socket may come or go meanwhile."""

    def __init__(self) -> None:
        self._sockets: dict[str, Socket] = {}
        self._seats: dict[tuple[str, str], dict[str, Socket]] = defaultdict(dict)
        self._scopes: dict[str, dict[Scope, set[str]]] = defaultdict(lambda: defaultdict(set))
        # Sending may find a socket dead and drop it, in the middle of a question asked here.
        self._lock = RLock()

    def add(self, socket: Socket) -> None:
        """A socket got in."""
        with self._lock:
            self._sockets[socket.sid] = socket
            self._seats[socket.exercise, socket.seat][socket.sid] = socket

    def drop(self, sid: str) -> Socket | None:
        """A socket is gone; returns what it was, once."""
        with self._lock:
            socket = self._sockets.pop(sid, None)
            if socket is None:
                return None
            self._look(socket, ())
            screens = self._seats[socket.exercise, socket.seat]
            del screens[sid]
            if not screens:
                del self._seats[socket.exercise, socket.seat]
            if not self._scopes.get(socket.exercise):
                self._scopes.pop(socket.exercise, None)
            return socket

    def look(self, socket: Socket, scopes: Iterable[Scope]) -> None:
        """From now on the socket looks through these scopes."""
        with self._lock:
            if socket.sid in self._sockets:
                self._look(socket, tuple(scopes))

    def _look(self, socket: Socket, scopes: tuple[Scope, ...]) -> None:
        present = self._scopes[socket.exercise]
        for scope in socket.scopes:
            present[scope].discard(socket.sid)
            if not present[scope]:
                del present[scope]
        for scope in scopes:
            present[scope].add(socket.sid)
        socket.scopes = scopes

    def get(self, sid: str) -> Socket | None:
        """The socket with this id."""
        return self._sockets.get(sid)

    def all(self) -> list[Socket]:
        """Every socket, the oldest first."""
        with self._lock:
            return list(self._sockets.values())

    def of_seat(self, exercise_id: str, seat_id: str) -> list[Socket]:
        """A seat's screens, the oldest first."""
        with self._lock:
            return list(self._seats.get((exercise_id, seat_id), {}).values())

    def scopes(self, exercise_id: str) -> set[Scope]:
        """The scopes somebody looks through in the exercise."""
        with self._lock:
            return set(self._scopes.get(exercise_id, ()))
