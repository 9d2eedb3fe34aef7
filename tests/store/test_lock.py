"""The data folder and its lock, against a real second process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tabletop.store.errors import AlreadyRunning, FolderUnwritable
from tabletop.store.lock import DataFolder

HOLDING = """
import sys
from pathlib import Path
from tabletop.store.lock import DataFolder
DataFolder(Path(sys.argv[1])).acquire()
print("held", flush=True)
sys.stdin.read()
"""


def test_a_missing_folder_is_made_for_this_user_alone(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "data"
    DataFolder(path).acquire()
    assert path.stat().st_mode & 0o777 == 0o700


def test_the_lock_file_names_the_process(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.acquire()
    assert (tmp_path / "tabletop.lock").read_text() == f"{os.getpid()}\n"
    folder.release()
    folder.release()
    DataFolder(tmp_path).acquire()


def test_a_second_process_is_kept_out_until_the_first_ends(tmp_path: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(tmp_path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with first:
        assert first.stdout is not None
        assert first.stdout.readline() == b"held\n"
        with pytest.raises(AlreadyRunning) as caught:
            DataFolder(tmp_path).acquire()
        first.kill()
    assert (caught.value.pid, caught.value.path) == (first.pid, tmp_path)
    assert str(first.pid) in str(caught.value)
    assert "\n" not in str(caught.value)
    DataFolder(tmp_path).acquire()


def test_a_holder_without_a_number_is_still_a_holder(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    folder.acquire()
    (tmp_path / "tabletop.lock").write_text("")
    with pytest.raises(AlreadyRunning, match="another process"):
        DataFolder(tmp_path).acquire()
    folder.release()


def test_a_place_that_cannot_be_a_folder_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    for path in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(FolderUnwritable, match="choose another folder") as caught:
            DataFolder(path).acquire()
        assert "\n" not in str(caught.value)


def test_a_folder_without_write_permission_says_what_to_do() -> None:
    # Nobody creates files in /proc, not even root.
    with pytest.raises(FolderUnwritable, match="make it writable"):
        DataFolder(Path("/proc/self")).acquire()
