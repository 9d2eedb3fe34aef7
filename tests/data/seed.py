"""Puts a played script into a database, as if it had been played there."""

from __future__ import annotations

from dataclasses import replace

from sqlalchemy import Engine

from tabletop.domain import events as e
from tabletop.service import creation
from tabletop.store.log import Batch, Row
from tabletop.store.seats import Seat
from tabletop.store.stores import Stores
from tabletop.store.tokens import new_token
from tests.data.script import Script


def seed(engine: Engine, script: Script, owner: str) -> dict[str, str]:
    """Store the exercise for the user `owner`, who gets the seat of its first facilitator.

    Returns every seat's token. Seat ids are the script's own: one of a kind in a database.
    """
    header = replace(script.state.header, owner=owner)
    tokens = {seat: new_token() for seat in script.state.seats}
    seats = [
        Seat(
            id=seat.id,
            exercise_id=header.id,
            kind=seat.kind,
            name=script.names[seat.id],
            created_at=seat.joined_at,
            user_id=None if number else owner,
            consent=seat.consent,
        )
        for number, seat in enumerate(script.state.seats.values())
    ]
    rows = [
        Row(
            each.seq,
            each.at,
            each.clock_ms,
            each.actor,
            each.event.kind,
            each.event.version,
            e.to_data(each.event),
            each.command_id,
            {"digest": "", "ack": {"ok": True}} if each.command_id else None,
        )
        for each in script.recorded
    ]
    with Stores.on(engine).recorder.recording() as recording:
        recording.add_exercise(creation.to_row(header))
        for each in seats:
            recording.add_seat(each, tokens[each.id])
        recording.append_all([Batch(header.id, 0, rows)])
        recording.commit()
    return tokens
