"""A desk over a real database, with its writer running and a wall clock the test sets."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from tabletop.domain.documents import for_scopes
from tabletop.scenarios.library import Library
from tabletop.service.desk import Desk
from tabletop.service.keeper import Keeper
from tabletop.service.live import Live
from tabletop.store.engine import open_engine
from tabletop.store.migrate import migrate
from tabletop.store.stores import Stores
from tabletop.store.users import User

START = 1_800_000_000_000
INJECTS = Path(__file__).parent.parent.parent / "injects"


@dataclass
class Room:
    """One exercise of The Oversold Night at a desk. `now` is the wall clock in Unix ms."""

    stores: Stores
    desk: Desk
    keeper: Keeper
    exercise: str
    code: str
    facilitator: str
    now: int = START
    ids: Iterator[int] = field(default_factory=itertools.count)

    def request(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """A command with an id of its own."""
        return {"id": f"room-{next(self.ids):08}", "name": name, "data": data}

    def says(self, seat: str, name: str, /, **data: Any) -> dict[str, Any]:
        """The ack of a command."""
        return self.desk.command(self.exercise, seat, self.request(name, data))

    def does(self, name: str, /, **data: Any) -> dict[str, Any]:
        """The ack of a facilitator's command that has to be accepted."""
        ack = self.says(self.facilitator, name, **data)
        assert ack["ok"], ack
        return ack

    def joins(self, name: str, team: str | None = None, role: str | None = None) -> str:
        """A participant's seat."""
        body = {"code": self.code, "name": name, "team": team, "role": role}
        seat: str = self.desk.join(body)["seat"]["id"]
        return seat

    def starts(self) -> None:
        """STARTEX, with the keeper looking on."""
        self.does("clock.start")
        self.keeper.tick()

    def waits(self, seconds: float) -> None:
        """Let the wall clock run, and say what is due."""
        self.now += int(seconds * 1000)
        self.keeper.tick()

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The data of all events of a kind, from the database."""
        return [row.data for row in self.stores.log.read(self.exercise) if row.kind == kind]

    def code_of(self, ack: dict[str, Any]) -> str:
        """The error code of a refused command."""
        assert not ack["ok"], ack
        code: str = ack["error"]["code"]
        return code

    def check_fold(self) -> None:
        """What is in memory is what the log tells, and the log has no gap."""
        rows = self.stores.log.read(self.exercise)
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        with self.desk.settled(self.exercise) as live:
            fresh = Live.fold(live.header, rows, live.names)
            for scope in live.state.index.scopes:
                assert for_scopes(fresh.state, live.names, [scope]) == for_scopes(
                    live.state, live.names, [scope]
                )


def a_desk(engine: Engine, now: Any) -> tuple[Stores, Desk, Thread]:
    """A desk over this database whose writer runs until `desk.writer.stop()`."""
    stores = Stores.on(engine)
    desk = Desk(stores, Library(INJECTS), now=now, most=30)
    thread = Thread(target=desk.writer.run)
    thread.start()
    return stores, desk, thread


BOTH = pytest.mark.parametrize("url", ["sqlite", "postgresql"], indirect=True)
"""For what hangs on the database: the test runs once with each kind."""


@pytest.fixture
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """An empty, migrated database; SQLite where a test doesn't ask for `BOTH`."""
    if getattr(request, "param", "sqlite") == "postgresql":
        address = str(request.getfixturevalue("postgres_url"))
    else:
        address = f"sqlite:///{tmp_path / 'tabletop.db'}"
    migrate(address, now=START, backups=tmp_path / "backups")
    return address


@pytest.fixture
def room(url: str) -> Iterator[Room]:
    """An exercise with its lobby open; after the test its fold is checked."""
    engine = open_engine(url)
    moment = [START]
    stores, desk, thread = a_desk(engine, lambda: made.now if made else moment[0])
    made: Room | None = None
    stores.users.add(User("ruth", "Ruth", START))
    created = desk.create("ruth", "oversold-night")
    made = Room(
        stores,
        desk,
        Keeper(desk, stores.exercises),
        created.exercise.id,
        created.exercise.code,
        created.seat,
    )
    made.does("exercise.open")
    yield made
    try:
        made.check_fold()
    finally:
        desk.writer.stop()
        thread.join()
        engine.dispose()


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    """Fifty threads."""
    with ThreadPoolExecutor(50) as pool:
        yield pool
