"""What deciding about a command comes to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from tabletop.domain.errors import Refusal
from tabletop.domain.events import AnyEvent, Json
from tabletop.domain.state import Play, Seat, State

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Decision:
    """The events a command causes, and what its sender is told.

    `refusal` with events is the rare answer that is kept on record although it does not count
    (an answer after the close).
    """

    events: tuple[AnyEvent, ...] = ()
    result: Mapping[str, Json] | None = None
    refusal: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """Against what a command is decided: the state, who speaks (None: the system), and when."""

    state: State
    seat: Seat | None
    now: int

    @property
    def elapsed_ms(self) -> int:
        """The exercise clock's reading now."""
        return self.state.clock.elapsed(self.now)

    @property
    def speaker(self) -> Seat:
        """The seat that speaks, where the system cannot."""
        if self.seat is None:
            raise Refusal("forbidden", "Only a seat can say that.")
        return self.seat


def events(*happened: AnyEvent, result: Mapping[str, Json] | None = None) -> Decision:
    """A decision that records these events."""
    return Decision(happened, result)


def play_of(context: Context, inject_id: str) -> Play:
    """The inject with this id. Raises Refusal("not_found")."""
    play = context.state.plays.get(inject_id)
    if play is None:
        raise Refusal("not_found", "There is no such inject in this exercise.")
    return play


def seat_of(context: Context, seat_id: str) -> Seat:
    """A seat that is still in. Raises Refusal("not_found")."""
    seat = context.state.seats.get(seat_id)
    if seat is None or seat.removed:
        raise Refusal("not_found", "There is no such person in this exercise.")
    return seat


def check_team(context: Context, team_id: str | None) -> None:
    """Raises Refusal("not_found") for a team id that is not at the table."""
    if team_id is not None and context.state.team(team_id) is None:
        raise Refusal("not_found", "There is no such team in this exercise.")


def check_inject(context: Context, inject_id: str | None) -> None:
    """Raises Refusal("not_found") for an inject id that is not in the script."""
    if inject_id is not None:
        play_of(context, inject_id)


def require(condition: bool, message: str) -> None:
    """Raises Refusal("conflict") with what to do when the command does not fit what is."""
    if not condition:
        raise Refusal("conflict", message)
