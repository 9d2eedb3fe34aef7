"""Creating, upgrading with a backup, and refusing what is too new."""

import shutil
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine, inspect, text

from tabletop.store import migrate as migrating
from tabletop.store.engine import open_engine
from tabletop.store.errors import (
    BackupFailed,
    DatabaseTooNew,
    NotMigrated,
    StoreError,
    Unavailable,
)
from tabletop.store.migrate import current, migrate, require_current
from tabletop.store.stores import Stores
from tabletop.store.tables import metadata
from tabletop.store.users import User
from tests.store.rows import NOW, append, batch, create, head, header

NOW_AT = "0002"
"""The newest revision this version has."""

REVISION_NEWER = '''
"""A newer schema: the exercise table is rebuilt."""
import sqlalchemy as sa
from alembic import op
revision = "newer"
down_revision = "0002"
def upgrade():
    with op.batch_alter_table("exercise", recreate="always") as exercise:
        exercise.add_column(sa.Column("place", sa.Text()))
'''

REVISION_THAT_FAILS = REVISION_NEWER + '    raise sa.exc.OperationalError("", {}, Exception())\n'

REVISION_THAT_BREAKS_LINKS = REVISION_NEWER + '    op.execute("DELETE FROM exercise")\n'


def add_revision(monkeypatch: pytest.MonkeyPatch, folder: Path, source: str) -> None:
    """Let the code know one revision more than it has."""
    scripts = folder / "migrations"
    shutil.copytree(migrating.SCRIPTS, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "newer.py").write_text(source)
    monkeypatch.setattr(migrating, "SCRIPTS", scripts)


def fill(url: str) -> None:
    """An exercise with five events."""
    engine = open_engine(url)
    stores = Stores.on(engine)
    stores.users.add(User("ada", "Ada", NOW))
    create(stores, header("harbour"))
    append(stores, batch("harbour", 0, 5))
    engine.dispose()


def count_events(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        return int(connection.execute("SELECT count(*) FROM event").fetchone()[0])


def test_a_new_database_is_made_without_a_backup(url: str, tmp_path: Path) -> None:
    assert current(url) is None
    done = migrate(url, now=NOW, backups=tmp_path / "backups")
    assert (done.before, done.after, done.backup, done.changed) == (None, NOW_AT, None, True)
    assert current(url) == NOW_AT
    assert not (tmp_path / "backups").exists()


def test_asking_makes_no_file(sqlite_url: str, tmp_path: Path) -> None:
    assert current(sqlite_url) is None
    assert list(tmp_path.iterdir()) == []


def test_a_second_time_there_is_nothing_to_do(url: str, tmp_path: Path) -> None:
    migrate(url, now=NOW, backups=tmp_path / "backups")
    done = migrate(url, now=NOW, backups=tmp_path / "backups")
    assert (done.before, done.after, done.changed) == (NOW_AT, NOW_AT, False)
    assert not (tmp_path / "backups").exists()


def test_the_migrations_make_the_tables_the_code_knows(engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []
        names = set(inspect(connection).get_table_names())
    assert names == {*metadata.tables, "alembic_version"}


def test_an_older_file_is_backed_up_before_it_is_upgraded(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    fill(sqlite_url)
    add_revision(monkeypatch, tmp_path, REVISION_NEWER)

    done = migrate(sqlite_url, now=NOW + 7, backups=tmp_path / "backups")

    assert (done.before, done.after) == (NOW_AT, "newer")
    assert done.backup == tmp_path / "backups" / f"tabletop-{NOW_AT}-20260101T000000007Z.db"
    assert current(f"sqlite:///{done.backup}") == NOW_AT
    assert count_events(done.backup) == 5
    # The parent table was dropped and made again; its events are still there.
    assert count_events(tmp_path / "tabletop.db") == 5


def test_postgresql_is_upgraded_without_a_copy(
    postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(postgres_url, now=NOW, backups=tmp_path / "backups")
    fill(postgres_url)
    add_revision(
        monkeypatch,
        tmp_path,
        REVISION_NEWER.replace(', recreate="always"', ""),
    )
    done = migrate(postgres_url, now=NOW, backups=tmp_path / "backups")
    assert (done.before, done.after, done.backup) == (NOW_AT, "newer", None)


def test_no_backup_no_upgrade(
    sqlite_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    add_revision(monkeypatch, tmp_path, REVISION_NEWER)
    (tmp_path / "backups").write_text("in the way")
    with pytest.raises(BackupFailed):
        migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    assert current(sqlite_url) == NOW_AT


@pytest.mark.parametrize(
    ("source", "error"),
    [(REVISION_THAT_FAILS, Unavailable), (REVISION_THAT_BREAKS_LINKS, StoreError)],
)
def test_an_upgrade_that_goes_wrong_changes_nothing(
    sqlite_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    error: type[Exception],
) -> None:
    migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    fill(sqlite_url)
    add_revision(monkeypatch, tmp_path, source)
    with pytest.raises(error):
        migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    assert current(sqlite_url) == NOW_AT
    engine = open_engine(sqlite_url)
    with engine.connect() as connection:
        columns = {column["name"] for column in inspect(connection).get_columns("exercise")}
    assert "place" not in columns
    assert head(Stores.on(engine), "harbour") == 5
    engine.dispose()


def test_a_newer_database_is_refused_and_left_alone(url: str, tmp_path: Path) -> None:
    migrate(url, now=NOW, backups=tmp_path / "backups")
    engine = open_engine(url)
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    engine.dispose()
    with pytest.raises(DatabaseTooNew, match="9999") as caught:
        migrate(url, now=NOW, backups=tmp_path / "backups")
    assert caught.value.revision == "9999"
    assert current(url) == "9999"


def test_a_database_that_is_behind_says_how_to_bring_it_up(
    url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(NotMigrated, match=r"has no tables yet.*tabletop db migrate"):
        require_current(url)
    migrate(url, now=NOW, backups=tmp_path / "backups")
    require_current(url)
    add_revision(monkeypatch, tmp_path, REVISION_NEWER)
    with pytest.raises(NotMigrated, match=rf"older revision {NOW_AT}.*tabletop db migrate"):
        require_current(url)


def test_a_new_file_is_for_its_owner_alone_in_whatever_folder(
    sqlite_url: str, tmp_path: Path
) -> None:
    tmp_path.chmod(0o755)
    migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    engine = open_engine(sqlite_url)
    Stores.on(engine).users.add(User("ada", "Ada", NOW))
    modes = {file.name: file.stat().st_mode & 0o777 for file in tmp_path.iterdir()}
    engine.dispose()
    assert modes["tabletop.db-wal"] == 0o600
    assert set(modes.values()) == {0o600}


def test_a_file_that_is_no_database_is_unavailable(sqlite_url: str, tmp_path: Path) -> None:
    (tmp_path / "tabletop.db").write_text("this is a letter, not a database " * 50)
    with pytest.raises(Unavailable, match="not a database"):
        migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    with pytest.raises(Unavailable, match="not a database"):
        current(sqlite_url)


def test_processes_that_start_together_migrate_once(postgres_url: str, tmp_path: Path) -> None:
    changed: list[bool] = []

    def work() -> None:
        changed.append(migrate(postgres_url, now=NOW, backups=tmp_path / "backups").changed)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(changed) == [False, False, True]
