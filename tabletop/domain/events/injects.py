"""Injects: sent, kept back, changed, taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from tabletop.domain.events.base import Event, Json


@dataclass(frozen=True, slots=True)
class InjectReleased(Event):
    """An inject went out to `teams` (their phones), or to `seats` alone when it is private.

    `closes_ms` is the exercise time its ask closes at; None: no deadline.
    """

    kind = "inject.released"
    inject: str
    teams: tuple[str, ...]
    seats: tuple[str, ...] | None = None
    closes_ms: int | None = None
    trigger: Literal["schedule", "facilitator", "jump"] = "schedule"


@dataclass(frozen=True, slots=True)
class InjectDelivered(Event):
    """A private inject that had gone out to the team reached these seats as well."""

    kind = "inject.delivered"
    inject: str
    team: str
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InjectWithdrawn(Event):
    """The jump that sent the inject to these teams was taken back: it waits again, and what they
    answered meanwhile does not count."""

    kind = "inject.withdrawn"
    inject: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InjectPassedOver(Event):
    """The inject fell due and its condition did not hold for these teams."""

    kind = "inject.passed_over"
    inject: str
    teams: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InjectHeld(Event):
    """The inject will not go out by itself."""

    kind = "inject.held"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectSkipped(Event):
    """The inject was taken off the run sheet. `by_jump` when a jump passed it."""

    kind = "inject.skipped"
    inject: str
    by_jump: bool = False


@dataclass(frozen=True, slots=True)
class InjectRestored(Event):
    """A held or skipped inject is back on the run sheet."""

    kind = "inject.restored"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectRecalled(Event):
    """An inject was taken back after it went out; a visible mark stays."""

    kind = "inject.recalled"
    inject: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class InjectRevised(Event):
    """The inject's words changed. None leaves a field as it was."""

    kind = "inject.revised"
    inject: str
    title: str | None = None
    body: str | None = None
    prompt: str | None = None


@dataclass(frozen=True, slots=True)
class InjectExtended(Event):
    """The ask stays open until `closes_ms` for these teams; one that had closed is open again."""

    kind = "inject.extended"
    inject: str
    teams: tuple[str, ...]
    closes_ms: int


@dataclass(frozen=True, slots=True)
class InjectClosed(Event):
    """The ask takes no more answers from these teams."""

    kind = "inject.closed"
    inject: str
    teams: tuple[str, ...]
    reason: Literal["deadline", "facilitator", "jump", "ended"] = "deadline"


@dataclass(frozen=True, slots=True)
class InjectComposed(Event):
    """A facilitator wrote an inject on the spot; `definition` is a plain `scenario.Inject`."""

    kind = "inject.composed"
    inject: str
    definition: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class InjectRevealed(Event):
    """The display may show how the teams answered."""

    kind = "inject.revealed"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectHidden(Event):
    """The display shows no longer how the teams answered."""

    kind = "inject.hidden"
    inject: str


@dataclass(frozen=True, slots=True)
class InjectRead(Event):
    """The inject was on the seat's screen."""

    kind = "inject.read"
    inject: str
    seat: str
