"""A whole server in this process, over threads, with a clock the test sets.

`Edge` is wired as the real one is; what it is asked goes through Flask's test client, or over a
port with `serving()`.
"""

from __future__ import annotations

import atexit
import itertools
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import select

from tabletop import assets
from tabletop.app import Runtime, Tabletop, assemble
from tabletop.runtime.server import listen
from tabletop.scenarios.library import Library
from tabletop.settings import EMBEDDED_DATABASE, Settings
from tabletop.store.engine import open_engine
from tabletop.store.migrate import migrate
from tabletop.store.tables import metadata
from tabletop.store.transactions import call_directly, sleep_directly
from tabletop.store.users import User, Users
from tabletop.web.services import Services

START = 1_800_000_000_000
PUBLIC = "http://exercise.example.org"
KITCHEN = Path(__file__).parent / "data" / "scenarios"


@dataclass
class Ticks:
    """Seconds that only go forward; `skipped_s` is how many were skipped."""

    skipped_s: float = 0.0
    still: float | None = None

    def __call__(self) -> float:
        return time.monotonic() + self.skipped_s if self.still is None else self.still

    @contextmanager
    def standing_still(self) -> Iterator[None]:
        """No time passes meanwhile, however slow the machine is."""
        self.still = self()
        yield
        self.still = None


@dataclass
class Edge:
    """`now` is the wall clock in Unix ms; set it to let time pass."""

    tabletop: Tabletop
    engine: Any
    ticks: Ticks
    now: int = START
    numbers: Iterator[int] = field(default_factory=itertools.count)

    @property
    def here(self) -> Services:
        """What the routes work with."""
        return self.tabletop.services

    @property
    def users(self) -> Users:
        """The accounts."""
        return self.here.users

    def browser(self) -> FlaskClient:
        """A browser's HTTP: keeps cookies. It names no origin by itself."""
        return self.tabletop.flask.test_client()

    def user(self, name: str) -> str:
        """An API token of the user with this name, who is made if need be."""
        if self.users.by_name(name) is None:
            self.users.add(User(f"user-{name}", name, self.now))
        token: str = self.users.issue("api", f"user-{name}", "test", self.now, None)
        return token

    def signed_in(self, name: str) -> FlaskClient:
        """A browser in which that (existing) user is signed in."""
        browser = self.browser()
        session = self.users.issue("session", f"user-{name}", "test", self.now, 10**9)
        browser.set_cookie("session", session)
        return browser

    def create(self, token: str, **body: Any) -> dict[str, Any]:
        """A new exercise: the answer of `POST /api/v1/exercises`."""
        body = {"scenario": "kitchen-sink", **body}
        answer = self.browser().post("/api/v1/exercises", json=body, headers=bearer(token))
        assert answer.status_code == 201, answer.json
        made: dict[str, Any] = answer.json
        return made

    def say(self, exercise: str, token: str, name: str, **data: Any) -> Any:
        """Say a command with a token; the HTTP answer."""
        command = {"id": f"command-{next(self.numbers):04}", "name": name, "data": data}
        path = f"/api/v1/exercises/{exercise}/commands"
        return self.browser().post(path, json=command, headers=bearer(token))

    def lobby(self, token: str, **body: Any) -> dict[str, Any]:
        """A new exercise whose lobby is open."""
        made = self.create(token, **body)
        assert self.say(made["exercise"]["id"], token, "exercise.open").json["ok"]
        return made

    def join(self, code: str, name: str, **body: Any) -> dict[str, Any]:
        """A participant: the answer of `POST /api/v1/join`."""
        answer = self.browser().post("/api/v1/join", json={"code": code, "name": name, **body})
        assert answer.status_code == 201, answer.json
        joined: dict[str, Any] = answer.json
        return joined

    def skip(self, seconds: float) -> None:
        """Let time pass on the clock that only goes forward, by which sockets are timed."""
        self.ticks.skipped_s += seconds
        # Earlier than all that is due: the alarm looks at the clock anew.
        self.tabletop.alarm.after(-seconds - 1, lambda: None)

    def sockets_of(self, exercise: str, seat: str) -> list[Any]:
        """The seat's sockets, as the server knows them."""
        found: list[Any] = self.tabletop.registry.of_seat(exercise, seat)
        return found

    def tables(self) -> dict[str, list[Any]]:
        """Everything in the database, but for when a clock was last known to run."""
        with self.engine.connect() as connection:
            return {
                table.name: sorted(
                    repr({k: v for k, v in row.items() if k != "alive_at"})
                    for row in connection.execute(select(table)).mappings()
                )
                for table in metadata.sorted_tables
            }

    @contextmanager
    def serving(self) -> Iterator[str]:
        """Answer on a port of 127.0.0.1 meanwhile; gives the address."""
        server = listen("threading", "127.0.0.1", 0)
        server.start(self.tabletop.flask)
        try:
            yield f"http://127.0.0.1:{server.port}"
        finally:
            server.stop()


def bearer(token: str) -> dict[str, str]:
    """The header a script says who it is with."""
    return {"Authorization": f"Bearer {token}"}


@cache
def _library(injects: Path | None) -> Library:
    return Library(injects or assets.folder("injects"))


@cache
def _new_database() -> Path:
    """A database nothing is in yet; migrating takes longer than most tests."""
    folder = Path(tempfile.mkdtemp(prefix="tabletop-test-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    migrate(f"sqlite:///{folder / 'new.db'}", now=START, backups=folder)
    return folder / "new.db"


@contextmanager
def running(folder: Path, **chosen: Any) -> Iterator[Edge]:
    """An edge over a new database in `folder`; `chosen` are settings."""
    settings = Settings(data=folder, async_mode="threading", injects=KITCHEN)
    settings = replace(settings, **chosen)
    shutil.copy(_new_database(), folder / EMBEDDED_DATABASE)
    engine = open_engine(settings.database)
    edge: Edge
    ticks = Ticks()
    runtime = Runtime(
        now=lambda: edge.now,
        ticks=ticks,
        offload=call_directly,
        sleep=sleep_directly,
        public_url=PUBLIC,
        hosts=("localhost", "exercise.example.org"),
    )
    tabletop = assemble(settings, engine, _library(settings.injects), runtime)
    edge = Edge(tabletop, engine, ticks)
    tabletop.start()
    try:
        yield edge
    finally:
        tabletop.stop()
        engine.dispose()
