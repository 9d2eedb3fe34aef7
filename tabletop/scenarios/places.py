"""Where the scenarios of a library are, and when something about them has changed."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias

from tabletop.scenarios.faults import Fault

FILE: Final = "scenario.yaml"

NEAR_MISS: Final = re.compile(
    r"scenario([ _-]*\(?\d+\)?)?(\.(ya?ml|txt|json))*", re.IGNORECASE | re.ASCII
)
"""What people call the file by mistake, or what an editor or a download makes of its name."""

Stamp: TypeAlias = tuple[tuple[str, int, int, int], ...]
"""Of each file in a folder: its name, when it was changed, its size and its number."""


@dataclass(frozen=True, slots=True)
class Found:
    """The scenario files of a library, and files that were probably meant to be some."""

    files: tuple[Path, ...]
    misnamed: tuple[Path, ...]


def find_scenarios(library: Path) -> Found:
    """What stands in this folder, one folder deep, in order of the folders' names."""
    folders = sorted(path for path in library.glob("[!.]*") if path.is_dir())
    files = tuple(path / FILE for path in folders if has_scenario(path))
    missed = (misnamed_in(path) for path in folders if not has_scenario(path))
    return Found(files, tuple(path for path in missed if path is not None))


def has_scenario(folder: Path) -> bool:
    """Whether this is the folder of one scenario."""
    try:
        return (folder / FILE).exists()
    except OSError:  # it may not be looked into; reading the file will say so
        return True


def misnamed_in(folder: Path) -> Path | None:
    """The file that is probably meant to be the scenario of a folder that has none."""
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError:
        return None
    own = {f"{folder.name}.yaml", f"{folder.name}.yml"}
    return next((folder / name for name in names if NEAR_MISS.fullmatch(name) or name in own), None)


def misnamed(path: Path) -> Fault:
    """What to say of such a file."""
    return Fault(str(path), 1, "", "error", f"is not read: the file must be called {FILE}")


def stamps(library: Path) -> Mapping[str, Stamp]:
    """For each folder in the library what its files look like from outside: another stamp, other
    content."""
    return dict(_stamps(library))


def _stamps(library: Path) -> Iterator[tuple[str, Stamp]]:
    try:
        folders = sorted(entry.path for entry in os.scandir(library) if entry.is_dir())
    except OSError:
        return
    for folder in folders:
        try:
            with os.scandir(folder) as entries:
                yield Path(folder).name, tuple(sorted(_stamp(entry) for entry in entries))
        except OSError:
            continue  # it went away meanwhile, or may not be looked into


def _stamp(entry: os.DirEntry[str]) -> tuple[str, int, int, int]:
    try:
        found = entry.stat()
    except OSError:  # a link that leads nowhere
        return entry.name, 0, 0, 0
    return entry.name, found.st_mtime_ns, found.st_size, found.st_ino
