"""Where scenarios are, what was probably meant to be one, and when something has changed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tabletop.scenarios.places import find_scenarios, has_scenario, misnamed, stamps


def put(path: Path, text: str = "format: 1") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    return path


def test_folders_with_a_scenario_in_them(tmp_path: Path) -> None:
    second = put(tmp_path / "b/scenario.yaml")
    first = put(tmp_path / "a/scenario.yaml")
    put(tmp_path / "a/scenario-old.yaml")
    put(tmp_path / ".git/scenario.yaml")
    for name in ("scene.txt", "scenario-notes.txt", "other.yaml", "scenarios.json"):
        put(tmp_path / "notes" / name)
    put(tmp_path / "scenario.txt")
    found = find_scenarios(tmp_path)
    assert (found.files, found.misnamed) == ((first, second), ())


@pytest.mark.parametrize(
    "name",
    [
        "scenario.yml",
        "scenario.yaml.txt",
        "Scenario.YAML",
        "scenario (1).yaml",
        "scenario-2.yaml",
        "scenario.txt",
        "scenario",
        "fire.yaml",
    ],
)
def test_a_file_that_is_almost_called_right_is_found(tmp_path: Path, name: str) -> None:
    path = put(tmp_path / "fire" / name)
    assert find_scenarios(tmp_path).misnamed == (path,)
    assert misnamed(path).message == "is not read: the file must be called scenario.yaml"


def test_a_folder_that_is_not_there_holds_nothing(tmp_path: Path) -> None:
    assert find_scenarios(tmp_path / "nowhere").files == ()
    assert stamps(tmp_path / "nowhere") == {}
    assert not has_scenario(tmp_path)


def test_a_stamp_changes_with_every_file_of_its_folder(tmp_path: Path) -> None:
    path = put(tmp_path / "a/scenario.yaml")
    put(tmp_path / "b/scenario.yaml")
    seen = [stamps(tmp_path)]

    put(path, "format: 1\n")
    seen.append(stamps(tmp_path))
    os.utime(path, ns=(1, 1))
    seen.append(stamps(tmp_path))
    put(tmp_path / "a/plan.png")
    seen.append(stamps(tmp_path))
    (tmp_path / "a/gone.png").symlink_to(tmp_path / "nowhere")
    seen.append(stamps(tmp_path))
    put(tmp_path / "new.yaml").replace(path)
    seen.append(stamps(tmp_path))

    assert len({each["a"] for each in seen}) == len(seen)
    assert len({each["b"] for each in seen}) == 1
