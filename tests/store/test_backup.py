"""Copies of a database in use."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert

from tabletop.store import backup
from tabletop.store.errors import BackupFailed
from tabletop.store.tables import setting


def values(file: Path) -> list[str]:
    with closing(sqlite3.connect(file)) as connection:
        return [value for (value,) in connection.execute("SELECT value FROM setting")]


def test_the_copy_has_what_is_committed_and_nothing_else(
    sqlite_engine: Engine, tmp_path: Path
) -> None:
    target = tmp_path / "backups" / "copy.db"
    with sqlite_engine.begin() as connection:
        connection.execute(insert(setting).values(key="a", value="committed"))
    with sqlite_engine.begin() as connection:
        connection.execute(insert(setting).values(key="b", value="not yet"))
        backup.copy(tmp_path / "tabletop.db", target)
    assert values(target) == ["committed"]
    assert target.stat().st_mode & 0o777 == 0o600
    assert [path.name for path in target.parent.iterdir()] == ["copy.db"]


def test_a_missing_database_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(BackupFailed):
        backup.copy(tmp_path / "missing.db", tmp_path / "copy.db")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_database_gives_no_copy(sqlite_engine: Engine, tmp_path: Path) -> None:
    with sqlite_engine.begin() as connection:
        rows = [{"key": f"{n}", "value": "x" * 3000} for n in range(50)]
        connection.execute(insert(setting), rows)
    sqlite_engine.dispose()
    file = tmp_path / "tabletop.db"
    content = bytearray(file.read_bytes())
    content[-40_000:-20_000] = b"\xff" * 20_000
    file.write_bytes(content)
    with pytest.raises(BackupFailed, match="Nothing was changed"):
        backup.copy(file, tmp_path / "copies" / "copy.db")
    assert list((tmp_path / "copies").iterdir()) == []


def test_a_place_that_cannot_be_written_is_said(sqlite_engine: Engine, tmp_path: Path) -> None:
    (tmp_path / "backups").mkdir()
    (tmp_path / "backups" / "file").write_text("")
    with pytest.raises(BackupFailed, match="file"):
        backup.copy(tmp_path / "tabletop.db", tmp_path / "backups" / "file" / "copy.db")
