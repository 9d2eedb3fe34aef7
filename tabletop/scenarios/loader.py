"""From a file to a scenario, or to what keeps it from being one."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from tabletop.domain.scenario import Scenario
from tabletop.scenarios.checks import check
from tabletop.scenarios.faults import Fault
from tabletop.scenarios.files import open_part, read_format
from tabletop.scenarios.places import FILE
from tabletop.scenarios.scenario_fields import read_scenario
from tabletop.scenarios.shared import Shared, shared_in


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: the scenario unless there is an error, and all faults in file order."""

    scenario: Scenario | None
    faults: tuple[Fault, ...]


def library_of(path: Path) -> Path:
    """The folder in which a scenario file's own folder stands."""
    return Path(os.path.abspath(path)).parent.parent


def load_file(path: Path, shared: Shared | None = None) -> Loaded:
    """Reads and checks one scenario. Never raises for what a file may hold.

    `shared` are the tags and surveys it may refer to; None takes those of its library. While
    something is wrong with them, that is all there is to say.
    """
    if shared is None:
        shared = shared_in(library_of(path))
    if shared.broken:
        return Loaded(None, shared.faults)
    part, faults = open_part(path)
    if part is None:
        return Loaded(None, faults)
    if not read_format(part):
        return Loaded(None, part.faults.sorted())
    draft = read_scenario(part, shared)
    names = _folder_names(path)
    if path.name == FILE and draft.scenario.id not in {"", *names}:
        part.error("id", f"must be the name of the scenario's folder, {names[0]!r}")
    check(draft, part.faults, path.parent)
    return Loaded(None if part.faults.broken() else draft.scenario, part.faults.sorted())


def _folder_names(path: Path) -> tuple[str, ...]:
    """What the scenario's folder is called: as it was named, and where a link leads."""
    return Path(os.path.abspath(path)).parent.name, path.resolve().parent.name
