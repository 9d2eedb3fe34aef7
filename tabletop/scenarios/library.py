"""A folder of scenarios: what can be played, and what is wrong with the rest."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock
from typing import TypeAlias

from tabletop.domain.ask_rules import ID
from tabletop.domain.scenario import Scenario
from tabletop.scenarios import media
from tabletop.scenarios.faults import Fault, count_errors
from tabletop.scenarios.loader import Loaded, load_file
from tabletop.scenarios.places import Stamp, find_scenarios, misnamed, stamps
from tabletop.scenarios.shared import FOLDER, Shared, shared_in

Offload: TypeAlias = Callable[[Callable[[], object]], object]
"""Runs a blocking call without stopping whoever else is served."""


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A folder whose scenario is not offered, and how many errors are the reason."""

    folder: Path
    errors: int


@dataclass(frozen=True, slots=True)
class _Shelf:
    """What was found in the folder when it was last looked at, by the name of each one's folder."""

    seen: Mapping[str, Stamp] | None = None
    shared: Shared = field(default_factory=Shared)
    loaded: Mapping[str, Loaded] = field(default_factory=dict)

    def scenarios(self) -> Mapping[str, tuple[Scenario, str]]:
        """What can be played, each with its folder's name, by id."""
        found: dict[str, tuple[Scenario, str]] = {}
        for name, loaded in self.loaded.items():
            if loaded.scenario is not None:
                found.setdefault(loaded.scenario.id, (loaded.scenario, name))
        return found


class Library:
    """The scenarios in `folder`, one folder each; what changed is read again when they are listed.

    A broken scenario does not hide the others: it is left out, and `faults` says why. Exercises
    have their own copy and never come back here but for their media.
    """

    def __init__(self, folder: Path, *, offload: Offload = lambda call: call()) -> None:
        self.folder = folder
        self._offload = offload
        self._reading = Lock()
        self._shelf = _Shelf()
        self._read()

    @property
    def faults(self) -> tuple[Fault, ...]:
        """Everything wrong or doubtful in the library, each thing once."""
        shelf = self._shelf
        found = dict.fromkeys(shelf.shared.faults)
        for loaded in shelf.loaded.values():
            found.update(dict.fromkeys(loaded.faults))
        return tuple(found)

    @property
    def left_out(self) -> tuple[LeftOut, ...]:
        """What is not offered. While the shared files are broken, that is everything: only they
        are named then."""
        shelf = self._shelf
        if shelf.shared.broken:
            return (LeftOut(self.folder / FOLDER, count_errors(shelf.shared.faults)),)
        return tuple(
            LeftOut(self.folder / name, count_errors(loaded.faults))
            for name, loaded in shelf.loaded.items()
            if loaded.scenario is None
        )

    def all(self, *, include_drafts: bool = False) -> tuple[Scenario, ...]:
        """The scenarios in order of their titles; drafts only if asked for."""
        self._look_again()
        found = (
            scenario
            for scenario, _ in self._shelf.scenarios().values()
            if include_drafts or scenario.status == "ready"
        )
        return tuple(sorted(found, key=lambda scenario: scenario.title.casefold()))

    def get(self, scenario_id: str) -> Scenario | None:
        """The scenario with this id, drafts too; None if there is none."""
        self._look_again()
        found = self._shelf.scenarios().get(scenario_id)
        return found[0] if found else None

    def media_path(self, scenario_id: str, file: str) -> Path | None:
        """A scenario's picture, sound or film; None for any other file, or none at all.

        It need not be a scenario that can be played now: an exercise made earlier goes on showing
        its pictures while somebody works at the file.
        """
        if not ID.fullmatch(scenario_id):
            return None
        known = self._shelf.scenarios().get(scenario_id)
        folder = self.folder / (known[1] if known else scenario_id)
        return media.find(folder, file) if media.trouble(folder, file) is None else None

    def _look_again(self) -> None:
        """Read what has changed. Who comes while somebody else reads gets what there was."""
        if self._reading.acquire(blocking=False):
            try:
                self._offload(self._read)
            finally:
                self._reading.release()

    def _read(self) -> None:
        before, seen = self._shelf, stamps(self.folder)
        if seen == before.seen:
            return

        def as_before(name: str) -> bool:
            return before.seen is not None and seen.get(name) == before.seen.get(name)

        shared = before.shared if as_before(FOLDER) else shared_in(self.folder)
        loaded: dict[str, Loaded] = {}
        found = find_scenarios(self.folder)
        for path in found.misnamed:
            loaded[path.parent.name] = Loaded(None, (misnamed(path),))
        for path in found.files:
            name = path.parent.name
            kept = before.loaded.get(name) if as_before(FOLDER) and as_before(name) else None
            loaded[name] = kept or load_file(path, shared)
        self._shelf = _Shelf(seen, shared, loaded)
