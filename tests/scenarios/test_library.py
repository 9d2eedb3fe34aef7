"""The scenarios that can be played, the broken ones aside."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.scenarios.library import Library
from tests.scenarios.good import GOOD

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def put(folder: Path, name: str, text: str) -> Path:
    home = folder / name
    home.mkdir(parents=True)
    (home / "scenario.yaml").write_text(text, encoding="utf-8")
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "demo", GOOD)
    put(
        tmp_path,
        "early",
        GOOD.replace("id: demo", "id: early").replace("title: Demo", "title: Ahead"),
    )
    put(tmp_path, "sketch", GOOD.replace("id: demo", "id: sketch\nstatus: draft"))
    put(tmp_path, "broken", GOOD.replace("id: demo", "id: broken").replace("30 min", "soon"))
    put(tmp_path, "worse", "{")
    (tmp_path / "notes.txt").write_text("not a scenario")
    return tmp_path


def test_drafts_are_listed_only_when_asked_for_and_broken_ones_never(folder: Path) -> None:
    library = Library(folder)
    assert [scenario.id for scenario in library.all()] == ["early", "demo"]
    assert {scenario.id for scenario in library.all(include_drafts=True)} == {
        "early",
        "demo",
        "sketch",
    }
    assert library.get("sketch") is not None
    assert library.get("broken") is None
    assert library.get("nothing") is None
    assert {Path(fault.file).parent.name for fault in library.faults} == {"broken", "worse"}


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    library = Library(tmp_path / "nowhere")
    assert (library.all(), library.faults) == ((), ())


def test_media_of_known_scenarios_only_and_no_other_files(folder: Path) -> None:
    for name in ("demo", "broken"):
        (folder / name / "plan.png").write_bytes(PNG)
    library = Library(folder)
    assert library.media_path("demo", "plan.png") == (folder / "demo/plan.png").resolve()
    assert library.media_path("broken", "plan.png") is None
    assert library.media_path("..", "plan.png") is None
    for file in ("scenario.yaml", "../broken/plan.png", "missing.png", "%2e%2e/broken/plan.png"):
        assert library.media_path("demo", file) is None


def test_shared_files_are_said_to_be_broken_once_and_nothing_is_played_with_half_of_them(
    folder: Path,
) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/tags.yaml").write_text("format: 1\nskills:\n  - label: x\n")
    library = Library(folder)
    assert library.all(include_drafts=True) == ()
    assert [(Path(fault.file).name, fault.field) for fault in library.faults] == [
        ("tags.yaml", "skills[1].id")
    ]
