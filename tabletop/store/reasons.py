"""What a database driver's error means, in words: the one place that reads driver codes."""

from __future__ import annotations

import sqlite3
from typing import Final

from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.exc import TimeoutError as PoolTimeout

DRIVER_ERRORS: Final = (DBAPIError, PoolTimeout, sqlite3.Error)
"""Everything the database can throw; `sqlite3.Error` comes bare from an offloaded commit."""

_SQLITE: Final = (
    ("SQLITE_BUSY", "the database is locked"),
    ("SQLITE_LOCKED", "the database is locked"),
    ("SQLITE_FULL", "the disk is full"),
    ("SQLITE_READONLY", "the database can't be written"),
    ("SQLITE_CANTOPEN", "the database file can't be opened"),
    ("SQLITE_IOERR", "the disk reported an error"),
    ("SQLITE_CORRUPT", "the database file is damaged"),
    ("SQLITE_NOTADB", "the database file is not a database"),
)

# https://www.postgresql.org/docs/current/errcodes-appendix.html
_POSTGRESQL: Final = (
    ("25006", "the database can't be written"),
    ("53100", "the disk is full"),
    ("55P03", "the database is locked"),
    ("40P01", "the database is locked"),
    ("57014", "the database took too long"),
    ("28", "the database refused the sign-in"),
    ("3D000", "there is no such database"),
    ("53", "the database has no room for this"),
    ("08", "the database can't be reached"),
    ("57P", "the database can't be reached"),
    ("25P03", "the database can't be reached"),
)

_UNIQUE: Final = frozenset({"SQLITE_CONSTRAINT_UNIQUE", "SQLITE_CONSTRAINT_PRIMARYKEY", "23505"})


def reason(error: BaseException) -> str:
    """A few words for people about why the database refused; never data or file names."""
    if isinstance(error, PoolTimeout):
        return "too much is waiting for the database"
    code = _code(error)
    if not code:
        return "the database can't be reached"
    for prefix, words in _SQLITE + _POSTGRESQL:
        if code.startswith(prefix):
            return words
    return f"the database refused ({code})"


def is_locked(error: DBAPIError) -> bool:
    """Whether another connection to the SQLite file holds the lock, so that waiting helps."""
    return _code(error).startswith("SQLITE_BUSY")


def is_duplicate(error: IntegrityError) -> bool:
    """Whether a unique rule was broken, and not some other one."""
    return _code(error) in _UNIQUE


def _code(error: BaseException) -> str:
    """SQLite's error name or PostgreSQL's SQLSTATE; "" when the driver gave none."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    return getattr(cause, "sqlite_errorname", None) or getattr(cause, "pgcode", None) or ""
