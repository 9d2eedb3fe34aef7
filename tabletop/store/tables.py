"""The tables, as the newest migration leaves them. Ids are text; times are Unix milliseconds."""

from __future__ import annotations

from typing import Final

from sqlalchemy import (
    JSON,
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    bindparam,
)

metadata: Final = MetaData(
    # Every constraint has a name, so that a later migration can get at it on both databases.
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

user: Final = Table(
    "user",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("name", Text, nullable=False, unique=True),
    Column("created_at", BigInteger, nullable=False),
    Index(None, "created_at", "id"),
)

credential: Final = Table(
    "credential",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("kind", String(16), nullable=False),
    Column("user_id", ForeignKey("user.id"), nullable=False),
    Column("hash", String(64), nullable=False, unique=True),
    Column("label", Text, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("expires_at", BigInteger),
    Column("used_at", BigInteger),
    Column("revoked_at", BigInteger),
    Index(None, "user_id"),
    Index(None, "kind", "created_at", "id"),
)

exercise: Final = Table(
    "exercise",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("owner", ForeignKey("user.id"), nullable=False),
    Column("code", String(16), unique=True),
    Column("join_token", String(64), nullable=False, unique=True),
    Column("title", Text, nullable=False),
    Column("scenario_id", Text, nullable=False),
    Column("scenario", JSON, nullable=False),
    Column("config", JSON, nullable=False),
    Column("head", BigInteger, nullable=False),
    Column("alive_at", BigInteger),
    Column("created_at", BigInteger, nullable=False),
    Index(None, "owner", "created_at", "id"),
)
Index(
    "ix_exercise_alive",
    exercise.c.id,
    sqlite_where=exercise.c.alive_at.is_not(None),
    postgresql_where=exercise.c.alive_at.is_not(None),
)

seat: Final = Table(
    "seat",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("exercise_id", ForeignKey("exercise.id"), nullable=False),
    Column("kind", String(16), nullable=False),
    Column("name", Text, nullable=False),
    Column("name_key", Text),
    Column("user_id", ForeignKey("user.id")),
    Column("token_hash", String(64), unique=True),
    Column("consent", JSON, nullable=False),
    Column("created_at", BigInteger, nullable=False),
    Column("erased_at", BigInteger),
    UniqueConstraint("exercise_id", "name_key"),
    Index(None, "exercise_id", "id"),
    Index(None, "exercise_id", "user_id", "created_at", "id"),
)

event: Final = Table(
    "event",
    metadata,
    Column("exercise_id", ForeignKey("exercise.id"), primary_key=True),
    Column("seq", BigInteger, primary_key=True, autoincrement=False),
    Column("at", BigInteger, nullable=False),
    Column("clock_ms", BigInteger, nullable=False),
    Column("actor", String(64), nullable=False),
    Column("kind", String(64), nullable=False),
    Column("version", Integer, nullable=False),
    Column("data", JSON, nullable=False),
    Column("command_id", Text),
    Column("receipt", JSON(none_as_null=True)),
)
Index(
    "uq_event_command",
    event.c.exercise_id,
    event.c.command_id,
    unique=True,
    sqlite_where=event.c.command_id.is_not(None),
    postgresql_where=event.c.command_id.is_not(None),
)
STATUS_CHANGES: Final = (
    "clock.paused",
    "clock.resumed",
    "clock.started",
    "exercise.closed",
    "exercise.ended",
    "exercise.halt_lifted",
    "exercise.halted",
    "exercise.opened",
)
"""The kinds of events after which an exercise has another status."""

Index(
    "ix_event_status",
    event.c.exercise_id,
    event.c.seq,
    sqlite_where=event.c.kind.in_(STATUS_CHANGES),
    postgresql_where=event.c.kind.in_(STATUS_CHANGES),
)

status_changed: Final = event.c.kind.in_(
    # Written out in the statement: only then the databases see that the index above answers it.
    bindparam("status_changes", STATUS_CHANGES, expanding=True, literal_execute=True)
)
"""The condition that goes by that index."""

setting: Final = Table(
    "setting",
    metadata,
    Column("key", String(64), primary_key=True),
    Column("value", Text, nullable=False),
)
