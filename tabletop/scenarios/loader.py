"""From a file to a scenario, or to what keeps it from being one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from tabletop.domain.scenario import Scenario
from tabletop.scenarios.checks import check
from tabletop.scenarios.faults import Fault
from tabletop.scenarios.files import open_part, read_format
from tabletop.scenarios.scenario_fields import read_scenario
from tabletop.scenarios.shared import FOLDER, Shared, load_shared

FILE: Final = "scenario.yaml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of a file: the scenario unless there is an error, and all faults in file order."""

    scenario: Scenario | None
    faults: tuple[Fault, ...]


def shared_beside(path: Path) -> Path:
    """Where the files shared by a scenario's library are: beside the scenario's own folder."""
    return path.absolute().parent.parent / FOLDER


def load_file(path: Path, shared: Shared | None = None) -> Loaded:
    """Reads and checks one scenario. Never raises for what a file may hold.

    `shared` are the tags and surveys it may refer to; None takes those beside its folder. While
    something is wrong with them, that is all there is to say.
    """
    if shared is None:
        shared = load_shared(shared_beside(path))
    if shared.faults:
        return Loaded(None, shared.faults)
    part, faults = open_part(path)
    if part is None:
        return Loaded(None, faults)
    if not read_format(part):
        return Loaded(None, part.faults.sorted())
    draft = read_scenario(part, shared)
    folder = path.absolute().parent
    if path.name == FILE and draft.scenario.id not in {"", folder.name}:
        part.error("id", f"must be the name of the scenario's folder, {folder.name!r}")
    check(draft, part.faults, folder)
    return Loaded(None if part.faults.broken() else draft.scenario, part.faults.sorted())
