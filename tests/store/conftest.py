"""A migrated database of each kind, and the few rows most tests start from."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tabletop.store.engine import open_engine
from tabletop.store.exercises import Exercises
from tabletop.store.log import Log
from tabletop.store.migrate import migrate
from tabletop.store.seats import Seats
from tabletop.store.stores import Stores
from tabletop.store.users import User, Users
from tests.store.rows import NOW, create, header


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The URL of an SQLite file that is not there yet."""
    return f"sqlite:///{tmp_path / 'tabletop.db'}"


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest) -> str:
    """An empty database; the test runs once with each kind."""
    name = "sqlite_url" if request.param == "sqlite" else "postgres_url"
    return str(request.getfixturevalue(name))


@pytest.fixture
def engine(url: str, tmp_path: Path) -> Iterator[Engine]:
    """A database with its tables."""
    yield from _migrated(url, tmp_path)


@pytest.fixture
def sqlite_engine(sqlite_url: str, tmp_path: Path) -> Iterator[Engine]:
    """The same, where only SQLite is meant."""
    yield from _migrated(sqlite_url, tmp_path)


def _migrated(url: str, folder: Path) -> Iterator[Engine]:
    migrate(url, now=NOW, backups=folder / "backups")
    engine = open_engine(url)
    yield engine
    engine.dispose()


@pytest.fixture
def stores(engine: Engine) -> Stores:
    """The doors, with Ada and her exercises `harbour` and `mill` behind them, and no seats yet."""
    stores = Stores.on(engine)
    stores.users.add(User("ada", "Ada", NOW))
    create(stores, header("harbour"))
    create(stores, header("mill"))
    return stores


@pytest.fixture
def users(stores: Stores) -> Users:
    """The accounts, with Ada among them."""
    return stores.users


@pytest.fixture
def exercises(stores: Stores) -> Exercises:
    """The exercises, with Ada's `harbour` and `mill` among them."""
    return stores.exercises


@pytest.fixture
def seats(stores: Stores) -> Seats:
    """The seats of those exercises: none yet."""
    return stores.seats


@pytest.fixture
def log(stores: Stores) -> Log:
    """The log of those exercises: empty."""
    return stores.log
