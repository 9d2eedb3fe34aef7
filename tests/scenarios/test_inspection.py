"""What an author may point at, and that a server would say the same of it."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tabletop.scenarios.inspection import Inspection, inspect
from tabletop.scenarios.library import Library
from tests.scenarios.good import GOOD

TAGS = "format: 1\nskills:\n  - {id: own, label: Own}\n"


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    (tmp_path / "mine/demo").mkdir(parents=True)
    (tmp_path / "mine/demo/scenario.yaml").write_text(GOOD)
    return tmp_path / "mine/demo"


def told(found: Inspection) -> list[str]:
    return [f"{Path(fault.file).name}: {fault.level}: {fault.message}" for fault in found.faults]


@pytest.mark.parametrize("own", [None, "", TAGS])
@pytest.mark.parametrize("tag", ["open_questions", "own", "nothing"])
def test_the_check_and_the_library_agree_on_what_is_shared(
    demo: Path, own: str | None, tag: str
) -> None:
    """The author's shared files lie over the built-in ones, everywhere alike."""
    (demo / "scenario.yaml").write_text(GOOD.replace("tags: [calm]", f"tags: [{tag}]"))
    if own is not None:
        (demo.parent / "_shared").mkdir()
        (demo.parent / "_shared/tags.yaml").write_text(own or "format: 1\n")
    library = Library(demo.parent)
    for path in (demo.parent, demo, demo / "scenario.yaml"):
        found = inspect([path])
        assert (found.errors == 0) == (library.get("demo") is not None)
        assert (found.errors == 0) == (tag == "open_questions" or (tag == "own" and bool(own)))


@pytest.mark.parametrize("path", [".", "scenario.yaml", "../demo", "../demo/scenario.yaml", ".."])
def test_a_way_that_goes_up_and_down_leads_to_the_same_folder(
    demo: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    monkeypatch.chdir(demo)
    found = inspect([Path(path)])
    assert (found.scenarios, told(found)) == (1, [])


def test_a_linked_folder_may_be_called_as_the_link_or_as_what_it_leads_to(
    demo: Path, tmp_path: Path
) -> None:
    (tmp_path / "lib").mkdir()
    for name in ("demo", "other"):
        (tmp_path / "lib" / name).symlink_to(demo)
    assert told(inspect([tmp_path / "lib"])) == []
    assert [each.id for each in Library(tmp_path / "lib").all()] == ["demo"]
    (tmp_path / "lib/demo").unlink()
    (demo / "plan.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(20))
    assert Library(tmp_path / "lib").media_path("demo", "plan.png") is not None


def test_a_misnamed_file_is_named(demo: Path) -> None:
    (demo / "scenario.yaml").rename(demo / "scenario.yml")
    message = "scenario.yml: error: is not read: the file must be called scenario.yaml"
    assert told(inspect([demo])) == told(inspect([demo.parent])) == [message]
    assert told(inspect([demo / "scenario.yml"])) == [
        "scenario.yml: warning: only a file called scenario.yaml is offered"
    ]


def test_what_lies_beside_the_folders_of_a_library_does_not_hide_them(demo: Path) -> None:
    (demo.parent / "scenario.txt").write_text("Ideas for more.")
    assert (inspect([demo.parent]).scenarios, inspect([demo.parent]).errors) == (1, 0)


def test_shared_files_may_be_checked_by_themselves(demo: Path) -> None:
    shared = demo.parent / "_shared"
    shared.mkdir()
    (shared / "tags.yaml").write_text("format: 1\nskill: []\n")
    (shared / "surveys.yaml").write_text("format: 1\n")
    for path, number in ((shared, 2), (shared / "tags.yaml", 1)):
        found = inspect([path])
        assert (found.scenarios, found.shared_files, found.errors) == (0, number, 1)
    assert inspect([shared / "surveys.yaml"]).errors == 0
    assert "only tags.yaml and surveys.yaml" in told(inspect([shared / "tag.yaml"]))[0]


def test_a_pipe_is_no_file_and_does_not_hang(demo: Path) -> None:
    (demo / "scenario.yaml").unlink()
    os.mkfifo(demo / "scenario.yaml")
    message = "scenario.yaml: error: cannot be read: this is no ordinary file"
    for path in (demo, demo.parent, demo / "scenario.yaml"):
        assert told(inspect([path])) == [message]
    (demo / "scenario.yaml").unlink()
    (demo / "scenario.yaml").mkdir()
    assert told(inspect([demo])) == ["scenario.yaml: error: cannot be read: this is a folder"]
