"""Looking through whatever an author points at: a file, a scenario's folder, a whole library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tabletop.scenarios.faults import Fault
from tabletop.scenarios.loader import FILE, load_file, shared_beside
from tabletop.scenarios.shared import FOLDER, load_shared


@dataclass(frozen=True, slots=True)
class Inspection:
    """How many scenarios were looked at, and everything found in them, each thing once."""

    scenarios: int
    faults: tuple[Fault, ...]

    @property
    def errors(self) -> int:
        """How many faults keep something from being played."""
        return sum(fault.level == "error" for fault in self.faults)

    @property
    def warnings(self) -> int:
        """How many faults are worth another look."""
        return len(self.faults) - self.errors


def inspect(paths: Iterable[Path], built_in: Path) -> Inspection:
    """Everything wrong under these paths.

    Scenarios with no shared folder beside theirs may use what the library `built_in` shares.
    """
    scenarios = 0
    faults: dict[Fault, None] = {}
    for path in paths:
        if path.is_file() and path.parent.name == FOLDER:
            faults.update(dict.fromkeys(load_shared(path.parent).faults))
            continue
        files = list(_scenario_files(path))
        if not files:
            message = f"holds no scenario: neither {FILE} nor folders with one"
            faults[Fault(str(path), 1, "", "error", message)] = None
        for file in files:
            beside = shared_beside(file)
            shared = load_shared(beside if beside.is_dir() else built_in / FOLDER)
            faults.update(dict.fromkeys(load_file(file, shared).faults))
        scenarios += len(files)
    return Inspection(scenarios, tuple(faults))


def _scenario_files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
    elif (path / FILE).is_file():
        yield path / FILE
    else:
        yield from sorted(path.glob(f"*/{FILE}"))
