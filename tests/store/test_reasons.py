"""Driver errors in words."""

import sqlite3

import pytest
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from tabletop.store.reasons import is_duplicate, is_locked, reason


class PostgresError(Exception):
    """An error as psycopg2 raises it."""

    def __init__(self, pgcode: str | None) -> None:
        super().__init__("something about Grace Hopper")
        self.pgcode = pgcode


def sqlite_error(name: str) -> sqlite3.Error:
    error = sqlite3.OperationalError("something about Grace Hopper")
    error.sqlite_errorname = name
    return error


def wrapped(cause: Exception, kind: type[DBAPIError] = OperationalError) -> DBAPIError:
    return kind("SELECT 1", {}, cause)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (wrapped(sqlite_error("SQLITE_BUSY")), "the database is locked"),
        (wrapped(sqlite_error("SQLITE_BUSY_SNAPSHOT")), "the database is locked"),
        (sqlite_error("SQLITE_FULL"), "the disk is full"),
        (sqlite_error("SQLITE_IOERR_WRITE"), "the disk reported an error"),
        (sqlite_error("SQLITE_READONLY_DIRECTORY"), "the database can't be written"),
        (wrapped(PostgresError("25006")), "the database can't be written"),
        (wrapped(PostgresError("53100")), "the disk is full"),
        (wrapped(PostgresError("53300")), "the database has no room for this"),
        (wrapped(PostgresError("57P01")), "the database can't be reached"),
        (wrapped(PostgresError(None)), "the database can't be reached"),
        (wrapped(PostgresError("42601")), "the database refused (42601)"),
        (PoolTimeout(), "too much is waiting for the database"),
    ],
)
def test_a_reason_says_what_is_wrong_and_nothing_else(error: Exception, words: str) -> None:
    assert reason(error) == words


def test_only_a_busy_sqlite_is_worth_waiting_for() -> None:
    assert is_locked(wrapped(sqlite_error("SQLITE_BUSY")))
    assert not is_locked(wrapped(sqlite_error("SQLITE_FULL")))
    assert not is_locked(wrapped(PostgresError("55P03")))


@pytest.mark.parametrize(
    ("cause", "duplicate"),
    [
        (sqlite_error("SQLITE_CONSTRAINT_UNIQUE"), True),
        (sqlite_error("SQLITE_CONSTRAINT_PRIMARYKEY"), True),
        (sqlite_error("SQLITE_CONSTRAINT_FOREIGNKEY"), False),
        (PostgresError("23505"), True),
        (PostgresError("23502"), False),
    ],
)
def test_a_duplicate_is_told_from_other_broken_rules(cause: Exception, duplicate: bool) -> None:
    error = wrapped(cause, IntegrityError)
    assert isinstance(error, IntegrityError)
    assert is_duplicate(error) is duplicate
