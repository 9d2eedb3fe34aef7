"""What was said, and what came back: the demo's own books, to be held against the server's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Said:
    """A command that was answered. `ack` is the answer."""

    seat: str
    name: str
    data: Mapping[str, Any]
    ack: Mapping[str, Any]

    @property
    def refused(self) -> str | None:
        """The error code, unless it was accepted."""
        return None if self.ack["ok"] else self.ack["error"]["code"]


@dataclass(slots=True)
class Tally:
    """`sent` counts commands, each once; `repeated` how often one had to be said again; `heard_at`
    is when any of the phones last heard from the server, by the event loop's clock."""

    sent: int = 0
    repeated: int = 0
    heard_at: float = 0.0
    said: list[Said] = field(default_factory=list)

    @property
    def acked(self) -> int:
        """Commands that were accepted."""
        return sum(each.refused is None for each in self.said)

    def refused(self) -> Counter[str]:
        """How often each error code came."""
        return Counter(each.refused for each in self.said if each.refused is not None)
