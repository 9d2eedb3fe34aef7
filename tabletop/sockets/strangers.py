"""Connections that never say who they are."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from socketio import Server

from tabletop.sockets.alarm import Alarm
from tabletop.sockets.registry import Registry

PATIENCE_S: Final = 5.0


def show_out(server: Server, registry: Registry, alarm: Alarm, start: Callable[..., Any]) -> None:
    """From now on, close every transport on which nobody got in within PATIENCE_S."""
    opened = server.eio.handlers["connect"]

    def connected(transport: str, environ: dict[str, Any]) -> Any:
        alarm.after(PATIENCE_S, lambda: look(transport))
        return opened(transport, environ)

    def look(transport: str) -> None:
        sid = server.manager.sid_from_eio_sid(transport, "/")
        if sid is None or registry.get(sid) is None:
            # Waits until its queue is empty, so it gets a task of its own.
            start(server.eio.disconnect, transport)

    server.eio.on("connect", connected)
