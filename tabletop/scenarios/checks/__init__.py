"""Whether a script makes sense: what would break in play, and what its author may have missed."""

from __future__ import annotations

from pathlib import Path

from tabletop.scenarios.checks import branches, conditions, craft, cues, references, rows
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft


def check(draft: Draft, faults: Faults, folder: Path) -> None:
    """Adds everything that is wrong or doubtful about the scenario. `folder` holds its media."""
    references.check(draft, faults)
    rows.check(draft, faults, folder)
    sound = conditions.check(draft, faults)
    if sound:
        branches.check(draft, faults)
    cues.check(draft, faults)
    craft.check(draft, faults)
