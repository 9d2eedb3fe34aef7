"""Packets as this protocol uses Socket.IO: text alone, strict JSON, the events a client may say."""

from __future__ import annotations

import json
from typing import Any, Final

from socketio import packet

from tabletop.domain.errors import Refusal
from tabletop.service.strict_json import loads as strict_loads

CLIENT_EVENTS: Final = frozenset({"sync", "command", "away"})

MALFORMED: Final = "malformed"
"""The event in whose place arrives whatever is not of the protocol.

Raising would end in a traceback in the log and leave the sender without an answer; an event has a
handler that answers, and counts against what a socket may say.
"""


class WireJson:
    """What python-socketio calls for JSON."""

    @staticmethod
    def loads(text: str) -> Any:
        """The value of a packet's text; MALFORMED's packet for text that can't be read."""
        try:
            return strict_loads(text)
        except Refusal:
            return [MALFORMED]

    @staticmethod
    def dumps(value: Any, **options: Any) -> str:
        """The text of a value; NaN is refused, for no browser could read it."""
        return json.dumps(value, allow_nan=False, **options)


class WirePacket(packet.Packet):  # type: ignore[misc]  # python-socketio ships no types
    """A packet of the default namespace. Nothing here is binary, so nothing is searched for it."""

    uses_binary_events = False
    json = WireJson

    def decode(self, encoded_packet: Any) -> int:
        """Read a client's packet. One of no use becomes the MALFORMED event.

        The names of Socket.IO's own events are of no use either: as a message, "disconnect" would
        reach the handler of real disconnections.
        """
        try:
            super().decode(encoded_packet)
        except (ValueError, TypeError, IndexError):
            self._malformed()
        if self.packet_type == packet.EVENT:
            if not _is_event(self.data):
                self._malformed()
        elif self.packet_type not in {packet.CONNECT, packet.DISCONNECT}:
            self._malformed()
        return 0

    def _malformed(self) -> None:
        self.packet_type = packet.EVENT
        self.namespace = None
        self.data = [MALFORMED]


def _is_event(data: Any) -> bool:
    return (
        isinstance(data, list)
        and bool(data)
        and isinstance(data[0], str)
        and data[0] in CLIENT_EVENTS | {MALFORMED}
    )
