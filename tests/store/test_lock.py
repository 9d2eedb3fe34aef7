"""The folder and the hold on a database, against a real second process."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tabletop.store.errors import AlreadyRunning, FolderUnwritable, Unavailable
from tabletop.store.lock import Hold, make_folder

HOLDING = """
import sys
from tabletop.store.lock import Hold
hold = Hold(sys.argv[1])
hold.acquire()
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def another_process(url: str) -> Iterator["subprocess.Popen[bytes]"]:
    """One that holds the database, until it is killed."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDING, url], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    with process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"held\n"
        try:
            yield process
        finally:
            process.kill()


def sqlite_in(folder: Path) -> str:
    return f"sqlite:///{folder / 'tabletop.db'}"


def test_a_missing_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data"
    make_folder(path)
    assert path.stat().st_mode & 0o777 == 0o700
    make_folder(path)


def test_the_lock_beside_the_file_names_the_process(tmp_path: Path) -> None:
    hold = Hold(sqlite_in(tmp_path))
    hold.acquire()
    lock = tmp_path / "tabletop.db.lock"
    assert lock.read_text() == f"{os.getpid()}\n"
    assert lock.stat().st_mode & 0o777 == 0o600
    hold.release()
    hold.release()
    Hold(sqlite_in(tmp_path)).acquire()


def test_a_second_process_is_kept_out_until_the_first_ends(tmp_path: Path) -> None:
    with another_process(sqlite_in(tmp_path)) as first, pytest.raises(AlreadyRunning) as caught:
        Hold(sqlite_in(tmp_path)).acquire()
    assert caught.value.pid == first.pid
    assert caught.value.database == str(tmp_path / "tabletop.db")
    assert str(first.pid) in str(caught.value)
    assert "\n" not in str(caught.value)
    Hold(sqlite_in(tmp_path)).acquire()


def test_the_same_file_under_another_name_is_the_same_database(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "data")
    hold = Hold(sqlite_in(tmp_path / "data"))
    hold.acquire()
    with pytest.raises(AlreadyRunning):
        Hold(sqlite_in(tmp_path / "link")).acquire()
    hold.release()


def test_a_holder_without_a_number_is_still_a_holder(tmp_path: Path) -> None:
    hold = Hold(sqlite_in(tmp_path))
    hold.acquire()
    (tmp_path / "tabletop.db.lock").write_text("")
    with pytest.raises(AlreadyRunning, match="another process"):
        Hold(sqlite_in(tmp_path)).acquire()
    hold.release()


def test_postgresql_keeps_a_second_process_out_too(postgres_url: str) -> None:
    with another_process(postgres_url), pytest.raises(AlreadyRunning, match="another process"):
        Hold(postgres_url).acquire()
    hold = Hold(postgres_url)
    hold.acquire()
    hold.release()
    hold.acquire()
    hold.release()


def test_a_server_that_is_not_there_can_t_be_held() -> None:
    hold = Hold("postgresql://postgres@127.0.0.1:1/none")
    with pytest.raises(Unavailable):
        hold.acquire()
    hold.release()


def test_a_place_that_cannot_be_a_folder_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(FolderUnwritable, match="choose another folder") as caught:
            make_folder(path)
        assert "\n" not in str(caught.value)
    with pytest.raises(FolderUnwritable, match="choose another folder"):
        Hold(sqlite_in(tmp_path / "file")).acquire()


def test_a_folder_without_write_permission_says_what_to_do() -> None:
    # Nobody creates files in /proc, not even root.
    with pytest.raises(FolderUnwritable, match="make it writable"):
        make_folder(Path("/proc/self"))
