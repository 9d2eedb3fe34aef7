"""What is said of the scenarios when a server starts."""

from __future__ import annotations

from pathlib import Path

import click
import pytest

from tabletop.cli.offer import open_library
from tabletop.scenarios.library import Library
from tabletop.settings import Settings
from tests.scenarios.good import GOOD


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "demo").mkdir()
    (tmp_path / "demo/scenario.yaml").write_text(GOOD)
    return tmp_path


def opened(injects: Path | None) -> Library:
    return open_library(Settings(injects=injects), lambda call: call())


def test_what_is_fine_is_offered_without_a_word(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert [each.id for each in opened(folder).all()] == ["demo"]
    assert len(opened(None).all()) == 4
    assert capsys.readouterr() == ("", "")


def test_each_scenario_that_is_left_out_gets_one_line(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "fire").mkdir()
    (folder / "fire/scenario.yaml").write_text(GOOD.replace("30 min", "30"))
    opened(folder)
    assert capsys.readouterr().err.splitlines() == [
        f"fire is not offered: 2 errors; run tabletop check {folder / 'fire'}"
    ]


def test_broken_shared_files_are_one_line_for_all(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/tags.yaml").write_text("{")
    opened(folder)
    assert capsys.readouterr().err.splitlines() == [
        f"No scenario is offered, _shared has 1 error; run tabletop check {folder / '_shared'}"
    ]


def test_a_server_with_nothing_but_broken_scenarios_starts_and_they_can_be_mended(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = folder / "demo/scenario.yaml"
    path.write_text("{")
    library = opened(folder)
    assert library.all() == ()
    assert "demo is not offered: 1 error" in capsys.readouterr().err
    path.write_text(GOOD)
    assert [each.id for each in library.all()] == ["demo"]


def test_a_folder_that_is_no_library_is_one_clear_line(folder: Path) -> None:
    (folder / "empty").mkdir()
    for path, message in (
        (folder / "nowhere", "there is no folder"),
        (folder / "demo/scenario.yaml", "there is no folder"),
        (folder / "demo", f"is the folder of one scenario; name the one it is in, '{folder}'"),
        (folder / "empty", "holds no scenario, that is, no folder with a scenario.yaml in it"),
    ):
        with pytest.raises(click.ClickException) as refused:
            opened(path)
        assert refused.value.message.startswith("TABLETOP_INJECTS: ")
        assert message in refused.value.message
