"""How connections are set up."""

import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import IntegrityError

from tabletop.store.engine import open_engine


@pytest.mark.parametrize(
    ("pragma", "value"),
    [("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 200)],
)
def test_sqlite_is_durable_and_strict(sqlite_engine: Engine, pragma: str, value: object) -> None:
    with sqlite_engine.connect() as connection:
        assert connection.scalar(text(f"PRAGMA {pragma}")) == value


def test_every_connection_of_the_pool_is_set_up(sqlite_engine: Engine) -> None:
    reading = sqlite_engine.execution_options(deferred=True)
    with reading.connect() as first, reading.connect() as second:
        assert [c.scalar(text("PRAGMA synchronous")) for c in (first, second)] == [2, 2]


def test_a_transaction_takes_the_write_lock_at_its_beginning(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    other = sqlite3.connect(tmp_path / "tabletop.db", timeout=0, isolation_level=None)
    locked = pytest.raises(sqlite3.OperationalError, match="locked")
    with sqlite_engine.begin(), locked:
        other.execute("BEGIN IMMEDIATE")
    other.execute("BEGIN IMMEDIATE")
    other.close()


def test_a_reading_transaction_takes_none(sqlite_engine: Engine, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "tabletop.db", timeout=0, isolation_level=None)
    with sqlite_engine.execution_options(deferred=True).connect() as connection:
        connection.scalar(text("SELECT count(*) FROM event"))
        other.execute("BEGIN IMMEDIATE")
    other.close()


@pytest.mark.parametrize("scheme", ["postgresql", "postgresql+psycopg2"])
def test_postgresql_is_spoken_to_by_the_driver_that_can_be_made_cooperative(scheme: str) -> None:
    assert open_engine(f"{scheme}://somebody@localhost/some").driver == "psycopg2"


def test_a_stopped_process_does_not_hold_postgresql_up(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    with engine.connect() as connection:
        assert connection.scalar(text("SHOW lock_timeout")) == "5s"
        assert connection.scalar(text("SHOW idle_in_transaction_session_timeout")) == "3s"
    engine.dispose()


def test_names_and_answers_stay_out_of_error_texts(engine: Engine) -> None:
    insert = text("INSERT INTO seat (id, name) VALUES (:id, :name)")
    with engine.connect() as connection, pytest.raises(IntegrityError) as caught:
        connection.execute(insert, {"id": "s1", "name": "Grace Hopper"})
    assert "Grace" not in str(caught.value).split("DETAIL")[0]
