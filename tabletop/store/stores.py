"""All of the store over one engine, as the wiring hands it to the service."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Engine

from tabletop.store.credentials import Credentials
from tabletop.store.exercises import Exercises
from tabletop.store.log import Log
from tabletop.store.recording import Recorder
from tabletop.store.seats import Seats
from tabletop.store.setting import Setting
from tabletop.store.transactions import (
    Offload,
    Sleep,
    Transactions,
    call_directly,
    sleep_directly,
)
from tabletop.store.users import Users


@dataclass(frozen=True, slots=True)
class Stores:
    """The tables' doors. What is recorded of an exercise goes through `recorder` alone."""

    recorder: Recorder
    log: Log
    exercises: Exercises
    seats: Seats
    users: Users
    credentials: Credentials
    setting: Setting

    @classmethod
    def on(
        cls, engine: Engine, *, offload: Offload = call_directly, sleep: Sleep = sleep_directly
    ) -> Stores:
        """The doors over this engine; `offload` and `sleep` keep an event loop turning."""
        transactions = Transactions(engine, offload=offload, sleep=sleep)
        return cls(
            Recorder(transactions),
            Log(transactions),
            Exercises(transactions),
            Seats(transactions),
            Users(transactions),
            Credentials(transactions),
            Setting(transactions),
        )
