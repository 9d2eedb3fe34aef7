"""Each row of the script by itself: its time, its ask, its media."""

from __future__ import annotations

from pathlib import Path

from tabletop.domain.ask_rules import complaints
from tabletop.domain.scenario import Ask
from tabletop.scenarios import media, tree
from tabletop.scenarios.ask_fields import IN_FILE
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft


def check(draft: Draft, faults: Faults, folder: Path) -> None:
    """Faults that need no other row to be seen."""
    scenario = draft.scenario
    if not scenario.injects and ("injects",) not in draft.misread:
        faults.error(("injects",), "is missing: a scenario needs at least one inject")
    length_known = ("duration",) not in draft.misread
    if length_known and scenario.duration_ms <= 0:
        faults.error(("duration",), "must be longer than nothing")
    for inject, place in draft.rows():
        if length_known and inject.offset_ms > scenario.duration_ms:
            faults.error(
                (*place, "at"),
                f"is {format_duration(inject.offset_ms)}, after the end of the exercise"
                f" (duration {format_duration(scenario.duration_ms)})",
            )
        if inject.ask:
            _ask(inject.ask, faults, place)
        for number, item in enumerate(inject.media):
            if problem := media.trouble(folder, item.file):
                faults.error((*place, "media", number, "file"), problem)


def _ask(ask: Ask, faults: Faults, place: tree.Path) -> None:
    for field, message in complaints(ask):
        steps = [
            int(step) if step.isdigit() else IN_FILE.get(step, step) for step in field.split(".")
        ]
        faults.error((*place, "ask", *steps), message)
