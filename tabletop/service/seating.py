"""The rows of seats, written in the commit of the command that needs them: names are no events."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Final

from tabletop.domain.commands import AnyCommand, Rename
from tabletop.domain.errors import Refusal
from tabletop.domain.events import SeatKind
from tabletop.domain.names import clean
from tabletop.service.live import Live
from tabletop.store.errors import NameTaken
from tabletop.store.recording import Recording
from tabletop.store.seats import Seat

TAKEN: Final = "Somebody here goes by that name already. Add an initial."


@dataclass(frozen=True, slots=True)
class Arrival:
    """The seat that a command brings along, and its token. Only the name of one with a
    `unique_name` is held against the others'."""

    seat: Seat
    token: str
    unique_name: bool


def new_seat(
    exercise_id: str,
    kind: SeatKind,
    name: str,
    now: int,
    *,
    user_id: str | None = None,
    consent: tuple[str, ...] = (),
) -> Seat:
    """The row of a seat that is taken now (Unix ms)."""
    return Seat(secrets.token_hex(8), exercise_id, kind, name, now, user_id, consent=consent)


def write(
    live: Live,
    speaker: str | None,
    command: AnyCommand,
    arrival: Arrival | None,
    recording: Recording,
) -> None:
    """Write what the seat table has to know about a command that was decided.

    Raises Refusal: `bad_name`, or `not_found` for a seat whose person was erased.
    """
    if arrival is not None:
        try:
            recording.add_seat(arrival.seat, arrival.token, unique_name=arrival.unique_name)
        except NameTaken:
            raise Refusal("bad_name", TAKEN, {"name": [TAKEN]}) from None
        live.names[arrival.seat.id] = arrival.seat.name
    elif isinstance(command, Rename):
        seat_id = command.seat or speaker or ""
        live.names[seat_id] = _rename(recording, seat_id, command.to)


def _rename(recording: Recording, seat_id: str, wanted: str) -> str:
    """The name as it is shown."""
    try:
        name = clean(wanted)
        recording.rename_seat(seat_id, name)
    except Refusal as refusal:
        fault = refusal.message
        raise Refusal("bad_name", fault, {"data.name": [fault]}) from None
    except NameTaken:
        raise Refusal("bad_name", TAKEN, {"data.name": [TAKEN]}) from None
    except LookupError:
        raise Refusal("not_found", "That person's data was erased.") from None
    return name
