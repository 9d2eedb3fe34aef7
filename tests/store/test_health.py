"""Whether a write would go through."""

import sqlite3
from pathlib import Path

from sqlalchemy import Engine, create_engine, text

from tabletop.store.engine import open_engine
from tabletop.store.health import writable
from tabletop.store.stores import Stores
from tests.store.rows import append, batch, database_text


def test_a_healthy_database_is_writable(engine: Engine) -> None:
    assert writable(engine) is None
    assert writable(engine) is None


def test_asking_changes_nothing(engine: Engine, stores: Stores) -> None:
    before = database_text(engine)
    writable(engine)
    assert database_text(engine) == before
    append(stores, batch("harbour", 0))


def test_a_locked_database_is_not(sqlite_engine: Engine, tmp_path: Path) -> None:
    outsider = sqlite3.connect(tmp_path / "tabletop.db", isolation_level=None)
    outsider.execute("BEGIN IMMEDIATE")
    assert writable(sqlite_engine) == "the database is locked"
    outsider.close()
    assert writable(sqlite_engine) is None


def test_a_read_only_server_is_not(postgres_url: str) -> None:
    admin = create_engine(postgres_url, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE TABLE setting (key text PRIMARY KEY, value text)"))
        name = connection.scalar(text("SELECT current_database()"))
        connection.execute(text(f"ALTER DATABASE {name} SET default_transaction_read_only = on"))
    admin.dispose()
    engine = open_engine(postgres_url)
    assert writable(engine) == "the database can't be written"
    engine.dispose()


def test_a_missing_server_is_not() -> None:
    engine = open_engine("postgresql://postgres@127.0.0.1:1/none")
    assert writable(engine) == "the database can't be reached"
