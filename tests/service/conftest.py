"""The service over a real database, with its writer running and a wall clock the test sets."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from sqlalchemy import Engine

from tabletop.domain.documents import for_scopes
from tabletop.scenarios.library import Library
from tabletop.service.desk import Desk
from tabletop.service.floor import Floor
from tabletop.service.joining import Joining
from tabletop.service.keeper import Keeper
from tabletop.service.live import Live
from tabletop.service.vigil import GRACE_MS, Vigil
from tabletop.store.engine import open_engine
from tabletop.store.errors import Unavailable
from tabletop.store.migrate import migrate
from tabletop.store.recording import Recording
from tabletop.store.stores import Stores
from tabletop.store.users import User

START = 1_800_000_000_000
INJECTS = Path(__file__).parent.parent.parent / "injects"


@dataclass
class Room:
    """One exercise of The Oversold Night in a process. `now` is the wall clock in Unix ms."""

    stores: Stores
    floor: Floor
    desk: Desk
    joining: Joining
    keeper: Keeper
    exercise: str
    code: str
    facilitator: str
    engine: Engine
    now: int = START
    ids: Iterator[int] = field(default_factory=itertools.count)

    def request(self, name: str, data: dict[str, Any]) -> dict[str, Any]:
        """A command with an id of its own."""
        return {"id": f"room-{next(self.ids):08}", "name": name, "data": data}

    def says(self, seat: str, name: str, /, **data: Any) -> dict[str, Any]:
        """The ack of a command."""
        return self.floor.command(self.exercise, seat, self.request(name, data))

    def does(self, name: str, /, **data: Any) -> dict[str, Any]:
        """The ack of a facilitator's command that has to be accepted."""
        ack = self.says(self.facilitator, name, **data)
        assert ack["ok"], ack
        return ack

    def joins(self, name: str, team: str | None = None, role: str | None = None) -> str:
        """A participant's seat."""
        body = {"code": self.code, "name": name, "team": team, "role": role}
        seat: str = self.joining.join(body)["seat"]["id"]
        return seat

    def starts(self) -> None:
        """STARTEX, with the keeper looking on."""
        self.does("clock.start")
        self.keeper.tick()

    def waits(self, seconds: float) -> None:
        """Let the wall clock run, while the keeper looks as often as the scheduler has it look."""
        end = self.now + int(seconds * 1000)
        while self.now < end:
            wake = self.keeper.tick() or end
            again = wake if wake > self.now else self.now + 250
            self.now = min(end, again, self.now + 5_000)
        self.keeper.tick()

    def events(self, kind: str) -> list[dict[str, Any]]:
        """The data of all events of a kind, from the database."""
        return [row.data for row in self.stores.log.read(self.exercise) if row.kind == kind]

    def head(self) -> int:
        """How many events are on record."""
        return len(list(self.stores.log.read(self.exercise)))

    def code_of(self, ack: dict[str, Any]) -> str:
        """The error code of a refused command."""
        assert not ack["ok"], ack
        code: str = ack["error"]["code"]
        return code

    def check_fold(self) -> None:
        """What is in memory is what the log tells, and the log has no gap."""
        rows = list(self.stores.log.read(self.exercise))
        assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
        with self.floor.settled(self.exercise) as live:
            fresh = Live.fold(live.header, rows, live.names)
            for scope in live.state.index.scopes:
                assert for_scopes(fresh.state, live.names, [scope]) == for_scopes(
                    live.state, live.names, [scope]
                )


@dataclass
class Process:
    """What a server process has of the service."""

    stores: Stores
    floor: Floor
    desk: Desk
    joining: Joining
    keeper: Keeper
    writing: Thread

    def end(self) -> None:
        """Stop its writer, as a server does when it is stopped."""
        self.floor.writer.stop()
        self.writing.join(30)
        assert not self.writing.is_alive()


@contextmanager
def full_disk() -> Iterator[None]:
    """The database takes nothing meanwhile, and says so before any commit."""

    def full(_self: Recording, _batches: Any) -> None:
        raise Unavailable("the disk is full")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Recording, "append_all", full)
        yield


@contextmanager
def commits_in_doubt() -> Iterator[None]:
    """Every commit happens meanwhile, and its answer gets lost."""
    commit = Recording.commit

    def unsure(self: Recording) -> None:
        commit(self)
        raise Unavailable("the connection broke")

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Recording, "commit", unsure)
        yield


def a_process(engine: Engine, now: Callable[[], int], grace_ms: int = GRACE_MS) -> Process:
    """One over this database, whose writer runs until `end`."""
    stores = Stores.on(engine)
    vigil = Vigil(grace_ms)
    floor = Floor(stores, now=now, vigil=vigil)
    desk = Desk(floor, stores, Library(INJECTS))
    joining = Joining(floor, stores, most=30)
    keeper = Keeper(floor, stores.exercises, vigil)
    thread = Thread(target=floor.writer.run)
    thread.start()
    return Process(stores, floor, desk, joining, keeper, thread)


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
    process = a_process(engine, lambda: made.now if made else START)
    made: Room | None = None
    process.stores.users.add(User("ruth", "Ruth", START))
    created = process.desk.create("ruth", "oversold-night")
    made = Room(
        process.stores,
        process.floor,
        process.desk,
        process.joining,
        process.keeper,
        created.exercise.id,
        created.exercise.code,
        created.seat,
        engine,
    )
    made.does("exercise.open")
    yield made
    try:
        made.check_fold()
    finally:
        process.end()
        engine.dispose()


@pytest.fixture
def crowd() -> Iterator[ThreadPoolExecutor]:
    """Fifty threads."""
    with ThreadPoolExecutor(50) as pool:
        yield pool
