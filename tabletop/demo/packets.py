"""Socket.IO's packets (protocol 5 on Engine.IO 4) as text, for a client that sends only JSON."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal, TypeAlias

Kind: TypeAlias = Literal[
    "hello", "close", "ping", "noop", "connected", "disconnect", "event", "ack", "refused"
]
"""hello: Engine.IO's handshake, before `connected`, which is Socket.IO's."""

PONG: Final = "3"
FAREWELL: Final = "41"

_TRANSPORT: Final[Mapping[str, Kind]] = {"0": "hello", "1": "close", "2": "ping", "6": "noop"}
_MESSAGE: Final[Mapping[str, Kind]] = {
    "40": "connected",
    "41": "disconnect",
    "42": "event",
    "43": "ack",
    "44": "refused",
}


class NotAPacket(ValueError):
    """Text that is no packet this client understands."""


@dataclass(frozen=True, slots=True)
class Packet:
    """What the server said. `ack` is the number an event wants acknowledged, or an ack is for."""

    kind: Kind
    data: Any = None
    ack: int | None = None


def hello(auth: Mapping[str, Any]) -> str:
    """Ask for the default namespace."""
    return "40" + _text(auth)


def event(name: str, data: object, ack: int) -> str:
    """An event that wants an answer with the number `ack`."""
    return f"42{ack}{_text([name, data])}"


def read(text: str) -> Packet:
    """The packet in a frame's text. Raises NotAPacket."""
    kind = _TRANSPORT.get(text[:1])
    rest = text[1:]
    if kind is None:
        kind = _MESSAGE.get(text[:2])
        rest = text[2:]
    if kind is None:
        raise NotAPacket(text[:40])
    number = ""
    if kind in {"event", "ack"}:
        number = rest[: len(rest) - len(rest.lstrip("0123456789"))]
        rest = rest[len(number) :]
    try:
        data = json.loads(rest) if rest and rest[0] in "[{" else None
    except ValueError:
        raise NotAPacket(text[:40]) from None
    return Packet(kind, data, int(number) if number else None)


def _text(value: object) -> str:
    return json.dumps(value, separators=(",", ":"), allow_nan=False)
