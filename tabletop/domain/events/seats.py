"""Who sits where."""

from __future__ import annotations

from dataclasses import dataclass

from tabletop.domain.events.base import Event, SeatKind


@dataclass(frozen=True, slots=True)
class SeatJoined(Event):
    """Somebody took a seat. The name is in the seats table under the same id."""

    kind = "seat.joined"
    seat: str
    seat_kind: SeatKind
    team: str | None = None
    role: str | None = None
    watching: bool = False
    consent: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SeatRenamed(Event):
    """The seat goes by another name now (the name is in the seats table)."""

    kind = "seat.renamed"
    seat: str


@dataclass(frozen=True, slots=True)
class SeatMoved(Event):
    """The participant has another team or role from now on."""

    kind = "seat.moved"
    seat: str
    from_team: str
    team: str
    role: str | None


@dataclass(frozen=True, slots=True)
class SeatWatching(Event):
    """The seat only watches from now on (or takes part again); no reason is asked."""

    kind = "seat.watching"
    seat: str
    watching: bool


@dataclass(frozen=True, slots=True)
class SeatRemoved(Event):
    """The seat is out of the exercise; what it said stays on record."""

    kind = "seat.removed"
    seat: str
