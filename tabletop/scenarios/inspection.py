"""Looking through whatever an author points at: a file, a scenario's folder, a whole library."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from tabletop.scenarios.faults import Fault, count_errors
from tabletop.scenarios.loader import library_of, load_file
from tabletop.scenarios.places import (
    FILE,
    NEAR_MISS,
    find_scenarios,
    has_scenario,
    misnamed,
    misnamed_in,
)
from tabletop.scenarios.shared import FOLDER, SURVEYS, TAGS, Shared, load_shared, shared_in


@dataclass(frozen=True, slots=True)
class Inspection:
    """How many scenarios, and how many files that they share, were looked at, and everything found
    in them, each thing once."""

    scenarios: int
    shared_files: int
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> int:
        """How many faults keep something from being played."""
        return count_errors(self.faults)

    @property
    def warnings(self) -> int:
        """How many faults are worth another look."""
        return len(self.faults) - self.errors


def inspect(paths: Iterable[Path]) -> Inspection:
    """Everything wrong under these paths, as a server with the same library would find it."""
    scenarios = shared_files = 0
    faults: dict[Fault, None] = {}
    known: dict[Path, Shared] = {}
    for path in paths:
        whole = Path(os.path.abspath(path))
        if FOLDER in {whole.name, whole.parent.name}:
            shared_files += 1 if path.is_file() else len(list(path.glob("*.yaml")))
            faults.update(dict.fromkeys(_in_shared(path)))
            continue
        files, others = _scenario_files(path)
        faults.update(dict.fromkeys(others))
        for file in files:
            library = library_of(file)
            if library not in known:
                known[library] = shared_in(library)
                faults.update(dict.fromkeys(known[library].faults))
            faults.update(dict.fromkeys(load_file(file, known[library]).faults))
        scenarios += len(files)
    return Inspection(scenarios, shared_files, tuple(faults))


def _in_shared(path: Path) -> Iterator[Fault]:
    if path.is_dir():
        yield from load_shared(path).faults
    elif path.name in {TAGS, SURVEYS}:
        yield from (each for each in load_shared(path.parent).faults if each.file == str(path))
    else:
        message = f"is not read: only {TAGS} and {SURVEYS} are shared"
        yield Fault(str(path), 1, "", "error", message)


def _scenario_files(path: Path) -> tuple[Sequence[Path], Sequence[Fault]]:
    """The files to read here, and what is to be said of others."""
    if not path.is_dir():
        if path.name == FILE or not NEAR_MISS.fullmatch(path.name):
            return [path], []
        message = f"only a file called {FILE} is offered"
        return [path], [Fault(str(path), 1, "", "warning", message)]
    if has_scenario(path):
        return [path / FILE], []
    found = find_scenarios(path)
    if found.files or found.misnamed:
        return found.files, [misnamed(each) for each in found.misnamed]
    if astray := misnamed_in(path):
        return [], [misnamed(astray)]
    message = f"holds no scenario: neither {FILE} nor folders with one"
    return [], [Fault(str(path), 1, "", "error", message)]
