"""`tabletop db`."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tabletop.cli.group import cli
from tabletop.store.lock import Hold


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TABLETOP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, ["db", *arguments])


def test_migrate_makes_the_database_and_then_has_nothing_to_do(data: Path) -> None:
    assert run("migrate").output.startswith("Now at ")
    assert (data / "tabletop.db").exists()
    assert run("migrate").output.startswith("Already at ")


def test_migrate_keeps_off_a_running_servers_database(data: Path) -> None:
    data.mkdir()
    hold = Hold(f"sqlite:///{data / 'tabletop.db'}")
    hold.acquire()
    try:
        done = run("migrate")
    finally:
        hold.release()
    assert done.exit_code == 1
    assert "in use by process" in done.output


def test_backup_copies_into_the_data_folder_or_where_it_is_told(data: Path, tmp_path: Path) -> None:
    run("migrate")
    done = run("backup")
    assert done.exit_code == 0
    (made,) = (data / "backups").glob("tabletop-*.db")
    assert str(made) in done.output
    target = tmp_path / "copy.db"
    assert run("backup", str(target)).exit_code == 0
    for copy in (made, target):
        with closing(sqlite3.connect(copy)) as database:
            assert database.execute("SELECT count(*) FROM exercise").fetchone() == (0,)
    again = run("backup", str(target))
    assert again.exit_code == 1
    assert "is there already" in again.output


def test_there_is_nothing_to_back_up_or_check_yet(data: Path) -> None:
    assert "There is no database at" in run("backup").output
    done = run("check")
    assert done.exit_code == 1
    assert "nothing there yet" in done.output


def test_check_says_where_it_is_and_whether_it_can_be_written(data: Path) -> None:
    run("migrate")
    done = run("check")
    assert done.exit_code == 0
    assert f"{data / 'tabletop.db'}: at " in done.output
    assert "can be written" in done.output
    with closing(sqlite3.connect(data / "tabletop.db")) as other:
        other.execute("BEGIN IMMEDIATE")
        locked = run("check")
    assert locked.exit_code == 1
    assert "the database is locked" in locked.output


def test_a_database_elsewhere_has_its_own_tools(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TABLETOP_DATABASE_URL", "postgresql://me:secret@127.0.0.1:1/none")
    assert "use your database's own tools" in run("backup").output
    done = run("check")
    assert done.exit_code == 1
    assert "can't be reached" in done.output
    assert "secret" not in done.output
