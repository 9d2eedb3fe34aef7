from pathlib import Path

import pytest

from tabletop import assets


def test_the_source_tree_has_its_folders_beside_the_package() -> None:
    assert (assets.folder("static") / "icons.svg").is_file()


def test_an_installed_package_finds_them_inside_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packaged = tmp_path / "tabletop" / "_assets" / "injects"
    packaged.mkdir(parents=True)
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "tabletop")
    assert assets.folder("injects") == packaged


def test_a_broken_installation_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(assets, "_PACKAGE", tmp_path / "tabletop")
    with pytest.raises(FileNotFoundError, match="templates folder is missing"):
        assets.folder("templates")
