"""All of the store over one engine, as the wiring hands it to the service."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from tabletop.store.exercises import Exercises
from tabletop.store.log import Log
from tabletop.store.seats import Seats
from tabletop.store.transactions import Offload, Sleep, call_directly, sleep_directly
from tabletop.store.users import Users


@dataclass(frozen=True, slots=True)
class Stores:
    """The tables' doors."""

    log: Log
    exercises: Exercises
    seats: Seats
    users: Users

    @classmethod
    def on(
        cls, engine: Engine, *, offload: Offload = call_directly, sleep: Sleep = sleep_directly
    ) -> Stores:
        """The doors over this engine; `offload` and `sleep` keep an event loop turning."""
        return cls(
            Log(engine, offload=offload, sleep=sleep),
            Exercises(engine, offload=offload, sleep=sleep),
            Seats(engine, offload=offload, sleep=sleep),
            Users(engine, offload=offload, sleep=sleep),
        )
