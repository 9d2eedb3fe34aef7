"""The connections under the sockets: which of them are dead, and which nobody reads."""

from __future__ import annotations

import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

from socketio import Server

from tabletop.sockets.registry import Registry

log = logging.getLogger(__name__)

LOOK_S: Final = 2.0

MOST_WAITING: Final = 200
"""How many messages may wait for a reader. A console gets some fifteen a second at most, so one
that is behind by this many was not read for long; connecting anew gives it all in one message."""


class Transports:
    """Call `look` every LOOK_S. `wall` reads the wall clock in seconds, as Engine.IO does."""

    def __init__(self, server: Server, registry: Registry, wall: Callable[[], float]) -> None:
        self._server = server
        self._registry = registry
        self._wall = wall

    def silent_s(self, sid: str) -> float:
        """For how long the other end has owed the answer to a ping; 0 when it owes none."""
        transport = self._under(sid)
        pinged_at = None if transport is None else transport.last_ping
        return max(0.0, self._wall() - pinged_at) if pinged_at else 0.0

    def look(self) -> None:
        """End the connections that are dead, or that are not read.

        Engine.IO looks too, but at each of them only every 15 s.
        """
        for socket in self._registry.all():
            transport = self._under(socket.sid)
            if transport is None or transport.closing or transport.closed:
                continue
            if transport.queue.qsize() > MOST_WAITING:
                log.info("a socket that nobody reads was closed")
                self._drop(transport)
            else:
                transport.check_ping_timeout()

    def _under(self, sid: str) -> Any:
        return self._server.eio.sockets.get(self._server.manager.eio_sid_from_sid(sid, "/"))

    def _drop(self, transport: Any) -> None:
        """Close at once, and forget what waits: the task that sends it may be stuck until the
        connection under it gives up."""
        transport.close(wait=False, abort=True)
        with suppress(self._server.eio.get_queue_empty_exception()):
            while transport.queue.qsize() > 1:  # the last one tells the sending task to end
                transport.queue.get(block=False)
