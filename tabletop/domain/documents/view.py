"""From where a document is seen, and how times are written in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TypeAlias

from tabletop.domain.events import Json
from tabletop.domain.index import CONTROL, DISPLAY, Scope
from tabletop.domain.state import Delivery, Play, State

Document: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class View:
    """An exercise as one scope sees it; `names` maps seat ids to names."""

    state: State
    names: Mapping[str, str]
    scope: Scope

    @property
    def control(self) -> bool:
        """Whether facilitators and evaluators look."""
        return self.scope == CONTROL

    @property
    def display(self) -> bool:
        """Whether the projector shows it."""
        return self.scope == DISPLAY

    def received(self, play: Play) -> Delivery | None:
        """The delivery of an inject that a participant's scope holds: the team's, or a private one
        of the seat's, for as long as it sits in that team."""
        kind, _, name = self.scope.partition(":")
        seat = self.state.seats.get(name) if kind == "seat" else None
        team = seat.team if seat else name
        delivery = play.deliveries.get(team or "")
        if delivery is None or (delivery.seats is None) is not (seat is None):
            return None
        return delivery if seat is None or seat.id in (delivery.seats or ()) else None


def iso(at: int | None) -> str | None:
    """Unix milliseconds as ISO 8601 UTC with milliseconds and Z."""
    if at is None:
        return None
    moment = datetime.fromtimestamp(at // 1000, UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.{at % 1000:03d}Z"
