"""The scenarios that can be played, the broken ones aside, also while somebody works at them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tabletop.scenarios.library import Library
from tabletop.scenarios.loader import Loaded, load_file
from tabletop.scenarios.shared import Shared
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


def test_what_is_left_out_says_how_much_is_wrong(folder: Path) -> None:
    put(folder, "called-wrong", "").joinpath("scenario.yaml").rename(
        folder / "called-wrong/scenario.yml"
    )
    library = Library(folder)
    assert {(each.folder.name, each.errors) for each in library.left_out} == {
        ("broken", 1),
        ("worse", 1),
        ("called-wrong", 1),
    }


def test_media_of_scenarios_and_no_other_files(folder: Path) -> None:
    for name in ("demo", "broken", "_shared"):
        (folder / name).mkdir(exist_ok=True)
        (folder / name / "plan.png").write_bytes(PNG)
    library = Library(folder)
    assert library.media_path("demo", "plan.png") == (folder / "demo/plan.png").resolve()
    for name in ("..", "_shared", "", "demo/../broken", "nothing"):
        assert library.media_path(name, "plan.png") is None
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
    assert [each.folder.name for each in library.left_out] == ["_shared"]


# While the server runs


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the folders whose scenario was read, in order."""
    names: list[str] = []

    def noted(path: Path, shared: Shared | None = None) -> Loaded:
        names.append(path.parent.name)
        return load_file(path, shared)

    monkeypatch.setattr("tabletop.scenarios.library.load_file", noted)
    return names


def titles(library: Library) -> list[str]:
    return [scenario.title for scenario in library.all()]


def change(folder: Path, old: str, new: str) -> None:
    path = folder / "scenario.yaml"
    path.write_text(path.read_text().replace(old, new))


def test_a_new_scenario_is_there_when_they_are_listed_again(folder: Path, read: list[str]) -> None:
    library = Library(folder)
    assert titles(library) == ["Ahead", "Demo"]
    read.clear()
    put(folder, "new", GOOD.replace("id: demo", "id: new").replace("title: Demo", "title: New"))
    assert titles(library) == ["Ahead", "Demo", "New"]
    assert library.get("new") is not None
    assert read == ["new"]


def test_only_what_changed_is_read_again(folder: Path, read: list[str]) -> None:
    library = Library(folder)
    read.clear()
    assert titles(library) == ["Ahead", "Demo"]
    assert read == []
    change(folder / "demo", "title: Demo", "title: Second thoughts")
    assert titles(library) == ["Ahead", "Second thoughts"]
    assert read == ["demo"]


def test_a_scenario_somebody_breaks_is_left_out_until_it_is_mended(folder: Path) -> None:
    (folder / "demo/plan.png").write_bytes(PNG)
    library = Library(folder)
    change(folder / "demo", "duration: 30 min", "duration: long")
    assert titles(library) == ["Ahead"]
    assert library.get("demo") is None
    assert "demo" in {each.folder.name for each in library.left_out}
    # An exercise that was made from it goes on, with its pictures.
    assert library.media_path("demo", "plan.png") is not None
    change(folder / "demo", "duration: long", "duration: 20 min")
    assert titles(library) == ["Ahead", "Demo"]


def test_a_picture_that_was_missing_counts_as_a_change(folder: Path) -> None:
    change(folder / "demo", "body: There is smoke.", "media: [{file: a.png, alt: A}]")
    library = Library(folder)
    assert titles(library) == ["Ahead"]
    (folder / "demo/a.png").write_bytes(PNG)
    assert titles(library) == ["Ahead", "Demo"]


def test_with_the_shared_files_everything_is_read_again(folder: Path, read: list[str]) -> None:
    library = Library(folder)
    (folder / "_shared").mkdir()
    (folder / "_shared/tags.yaml").write_text("format: 2\n")
    assert titles(library) == []
    (folder / "_shared/tags.yaml").write_text("format: 1\nskills:\n  - {id: own, label: Own}\n")
    read.clear()
    change(folder / "demo", "tags: [calm]", "tags: [own]")
    assert titles(library) == ["Ahead", "Demo"]
    assert set(read) == {"demo", "early", "sketch", "broken", "worse"}


def test_a_library_that_goes_away_is_empty_and_comes_back(folder: Path, tmp_path: Path) -> None:
    library = Library(folder)
    elsewhere = tmp_path.with_name(f"{tmp_path.name}-elsewhere")
    folder.rename(elsewhere)
    assert titles(library) == []
    elsewhere.rename(folder)
    assert titles(library) == ["Ahead", "Demo"]


def test_who_comes_while_another_reads_gets_what_there_was(folder: Path) -> None:
    meanwhile: list[list[str]] = []

    def slowly(read: Callable[[], object]) -> object:
        meanwhile.append(titles(library))
        return read()

    library = Library(folder, offload=slowly)
    put(folder, "new", GOOD.replace("id: demo", "id: new").replace("title: Demo", "title: New"))
    assert titles(library) == ["Ahead", "Demo", "New"]
    assert meanwhile == [["Ahead", "Demo"]]


def test_reading_that_fails_leaves_what_there_was_and_is_tried_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(folder)
    change(folder / "demo", "title: Demo", "title: Other")
    with monkeypatch.context() as patch:
        patch.setattr("tabletop.scenarios.library.load_file", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            library.all()
    assert titles(library) == ["Ahead", "Other"]
