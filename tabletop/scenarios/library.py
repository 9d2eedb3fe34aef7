"""A folder of scenarios: what can be played, and what is wrong with the rest."""

from __future__ import annotations

from pathlib import Path

from tabletop.domain.scenario import Scenario
from tabletop.scenarios import media
from tabletop.scenarios.faults import Fault
from tabletop.scenarios.loader import FILE, load_file
from tabletop.scenarios.shared import FOLDER, load_shared


class Library:
    """The scenarios in `folder`, one folder each, as they are when it is made.

    A broken scenario does not hide the others: it is left out, and `faults` says why.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        shared = load_shared(folder / FOLDER)
        faults = dict.fromkeys(shared.faults)
        self._scenarios: dict[str, Scenario] = {}
        for path in sorted(folder.glob(f"*/{FILE}")):
            loaded = load_file(path, shared)
            faults.update(dict.fromkeys(loaded.faults))
            if loaded.scenario is not None:
                self._scenarios[loaded.scenario.id] = loaded.scenario
        self.faults: tuple[Fault, ...] = tuple(faults)

    def all(self, *, include_drafts: bool = False) -> tuple[Scenario, ...]:
        """The scenarios in order of their titles; drafts only if asked for."""
        found = (
            scenario
            for scenario in self._scenarios.values()
            if include_drafts or scenario.status == "ready"
        )
        return tuple(sorted(found, key=lambda scenario: scenario.title.casefold()))

    def get(self, scenario_id: str) -> Scenario | None:
        """The scenario with this id, drafts too; None if there is none."""
        return self._scenarios.get(scenario_id)

    def media_path(self, scenario_id: str, file: str) -> Path | None:
        """A scenario's picture, sound or film; None for any other file, or none at all."""
        if scenario_id not in self._scenarios:
            return None
        folder = self.folder / scenario_id
        return media.find(folder, file) if media.trouble(folder, file) is None else None
