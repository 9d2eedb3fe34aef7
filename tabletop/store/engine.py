"""Opening the database: SQLite embedded, or PostgreSQL by URL, behind the same engine."""

from __future__ import annotations

import json
from pathlib import Path
from threading import Lock
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.engine import URL, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection

from tabletop.store.errors import NoDriver

BUSY_TIMEOUT_MS: Final = 200
"""How long SQLite itself waits for a lock: that wait stops the whole event loop."""

DEFERRED: Final = "deferred"
"""Execution option of connections that only read: their transaction takes no write lock."""

TURN: Final = "turn"
"""Execution option that holds an SQLite engine's `Lock`: this process writes one at a time."""

POOL: Final = {"pool_size": 5, "max_overflow": 10, "pool_timeout": 5}


def open_engine(url: str) -> Engine:
    """An engine for `url` (`sqlite:///FILE` or `postgresql://…`); connects at the first use.

    Raises `NoDriver` when this kind of database can't be spoken to, and
    `sqlalchemy.exc.ArgumentError` on an URL that can't be read.
    """
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        return _open_sqlite(parsed)
    try:
        return _open_postgresql(parsed)
    except ModuleNotFoundError as error:
        raise NoDriver(error.name or "psycopg2") from error


def file_of(url: str | URL) -> Path | None:
    """The file of an SQLite database, None for another kind."""
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite" or parsed.database is None:
        return None
    return Path(parsed.database)


def is_sqlite(engine: Engine | Connection) -> bool:
    """Whether this is the embedded database."""
    return engine.dialect.name == "sqlite"


def driver_connection(connection: Connection) -> DBAPIConnection:
    """The driver's own connection underneath, which SQLAlchemy does not watch."""
    raw = connection.connection.dbapi_connection
    if raw is None:
        raise RuntimeError("the connection is closed")
    return raw


def _open_sqlite(url: URL) -> Engine:
    engine = create_engine(
        url,
        connect_args={"timeout": BUSY_TIMEOUT_MS / 1000, "check_same_thread": False},
        execution_options={TURN: Lock()},
        **POOL,
        **_COMMON,
    )
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    # The driver's own BEGIN is deferred and comes late; with None it leaves BEGIN to us.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")


def _begin_sqlite(connection: Connection) -> None:
    # A deferred BEGIN that turns into a write gets SQLITE_BUSY at once, whatever the timeout:
    # so the write lock is taken first, unless the connection says that it only reads.
    deferred = connection.get_execution_options().get(DEFERRED, False)
    connection.exec_driver_sql("BEGIN" if deferred else "BEGIN IMMEDIATE")


def _open_postgresql(url: URL) -> Engine:
    if url.drivername in {"postgresql", "postgres"}:
        # psycopg 3's C wait blocks the event loop; psycopg2 is made cooperative at start-up.
        url = url.set(drivername="postgresql+psycopg2")
    return create_engine(
        url,
        connect_args={
            "application_name": "tabletop",
            "connect_timeout": 5,
            # A host that is gone is noticed in seconds, not after the kernel's two hours.
            "keepalives_idle": 5,
            "keepalives_interval": 2,
            "keepalives_count": 3,
            "tcp_user_timeout": 10_000,
            # A process that is stopped in the middle of a transaction gives up its exercise.
            "options": "-c lock_timeout=5s -c idle_in_transaction_session_timeout=3s",
        },
        pool_pre_ping=True,
        **POOL,
        **_COMMON,
    )


def _to_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, separators=(",", ":"))


# hide_parameters: names and answers stay out of error texts, and so out of the server's log.
_COMMON: Final[dict[str, Any]] = {"hide_parameters": True, "json_serializer": _to_json}
