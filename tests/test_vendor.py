"""What lies in the vendor folders is what was pinned, file for file."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from tools.vendor import FOLDERS, MANIFEST, SERVED, Library, sha256

LIBRARIES = [(folder, library) for folder, libraries in FOLDERS.items() for library in libraries]
IMPORT = re.compile(rb'(?:from|import)\s*\(?\s*"([^"]+)"')


def listed(folder: Path) -> dict[str, dict[str, Any]]:
    entries = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return {entry["name"]: entry for entry in entries}


@pytest.mark.parametrize(("folder", "library"), LIBRARIES, ids=lambda part: part.name)
def test_manifest_states_the_pins(folder: Path, library: Library) -> None:
    entry = listed(folder)[library.name]
    assert (entry["version"], entry["licence"], entry["integrity"]) == (
        library.version,
        library.licence,
        library.integrity,
    )


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_files_are_those_listed_and_unchanged(folder: Path) -> None:
    expected = {
        path: digest for entry in listed(folder).values() for path, digest in entry["files"].items()
    }
    found = {
        path.relative_to(folder).as_posix(): sha256(path.read_bytes())
        for path in folder.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }
    assert found == expected


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_every_library_brings_its_licence(folder: Path) -> None:
    for name, entry in listed(folder).items():
        assert f"{name}/LICENSE" in entry["files"]


def test_served_modules_import_only_each_other() -> None:
    (served,) = (folder for folder, libraries in FOLDERS.items() if libraries is SERVED)
    imports = [
        (module, target.decode())
        for module in served.rglob("*.js")
        for target in IMPORT.findall(module.read_bytes())
    ]
    assert imports, "lit-html's directives import lit-html.js"
    for module, target in imports:
        assert target.startswith("."), f"{module.name} needs an import map for {target}"
        assert (module.parent / target).is_file(), f"{module.name} imports {target}, not vendored"
