"""Bringing a database to the schema this version knows: made when missing, backed up when older."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, func, inspect, select, text

from tabletop.store import backup
from tabletop.store.engine import DEFERRED, driver_connection, file_of, is_sqlite, open_engine
from tabletop.store.errors import DatabaseTooNew, NotMigrated, StoreError, Unavailable
from tabletop.store.reasons import DRIVER_ERRORS, reason

SCRIPTS: Final = Path(__file__).parent / "migrations"

_ADVISORY_LOCK: Final = 0x7461626C65  # "table": one process migrates a PostgreSQL at a time


@dataclass(frozen=True, slots=True)
class Migration:
    """What was done: revisions before (None: the database was new) and after, and the backup."""

    before: str | None
    after: str
    backup: Path | None

    @property
    def changed(self) -> bool:
        """Whether there was anything to do."""
        return self.before != self.after


def current(url: str) -> str | None:
    """The revision the database is at; None when there is none yet. Raises `Unavailable`."""
    file = file_of(url)
    if file is not None and not file.exists():
        return None
    engine = open_engine(url)
    try:
        with engine.connect().execution_options(**{DEFERRED: True}) as connection:
            return _revision(connection)
    except DRIVER_ERRORS as error:
        raise Unavailable(reason(error)) from error
    finally:
        engine.dispose()


def require_current(url: str) -> None:
    """See that the database is at the revision this version needs.

    Raises `NotMigrated`, `DatabaseTooNew` and `Unavailable`.
    """
    found = current(url)
    if found != _newest(_config(), found):
        raise NotMigrated(found)


def migrate(url: str, *, now: int, backups: Path) -> Migration:
    """Create or upgrade the database at `url`, in one transaction: all of it, or nothing.

    A new SQLite file is for this user alone, whatever the folder it lies in lets others do. One
    that is behind is first copied into `backups`; `now` (Unix ms) names the copy.
    Raises `DatabaseTooNew`, `BackupFailed` and `Unavailable`.
    """
    engine = open_engine(url)
    try:
        _keep_to_ourselves(url)
        return _migrate(engine, now, backups)
    except DRIVER_ERRORS as error:
        raise Unavailable(reason(error)) from error
    finally:
        engine.dispose()


def _migrate(engine: Engine, now: int, backups: Path) -> Migration:
    config = _config()
    with engine.connect() as connection:
        if is_sqlite(connection):
            # Rebuilding a table drops the old one, and that would take its children along. It
            # can only be set outside a transaction; broken links are looked for at the end.
            driver_connection(connection).cursor().execute("PRAGMA foreign_keys = OFF")
        with connection.begin():
            if not is_sqlite(connection):
                connection.execute(select(func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
            before = _revision(connection)
            after = _newest(config, before)
            if before == after:
                return Migration(before, after, backup=None)
            made = _back_up(connection, before, now, backups)
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            _check_links(connection)
    return Migration(before, after, made)


def _keep_to_ourselves(url: str) -> None:
    """SQLite gives the files it makes beside this one the same rights."""
    file = file_of(url)
    if file is not None and not file.exists():
        with suppress(OSError):  # then the database can't be opened either, and says so
            file.touch(mode=0o600)


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(SCRIPTS).replace("%", "%%"))
    return config


def _revision(connection: Connection) -> str | None:
    return MigrationContext.configure(connection).get_current_revision()


def _newest(config: Config, before: str | None) -> str:
    scripts = ScriptDirectory.from_config(config)
    if before is not None:
        try:
            scripts.get_revision(before)
        except CommandError as error:
            raise DatabaseTooNew(before) from error
    newest = scripts.get_current_head()
    if newest is None:
        raise StoreError(f"There are no migrations in {SCRIPTS}: install the package again.")
    return newest


def _back_up(connection: Connection, before: str | None, now: int, backups: Path) -> Path | None:
    file = file_of(connection.engine.url)
    if file is None or not inspect(connection).get_table_names():
        return None
    moment = datetime.fromtimestamp(now / 1000, UTC)
    target = backups / f"tabletop-{before or 'none'}-{moment:%Y%m%dT%H%M%S}{now % 1000:03}Z.db"
    backup.copy(file, target)
    return target


def _check_links(connection: Connection) -> None:
    if is_sqlite(connection) and connection.execute(text("PRAGMA foreign_key_check")).first():
        raise StoreError("The upgrade would break links between tables. Nothing was changed.")
