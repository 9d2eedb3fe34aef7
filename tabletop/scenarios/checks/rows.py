"""Each row of the script by itself: its time, its ask, its media."""

from __future__ import annotations

from pathlib import Path

from tabletop.domain.ask_rules import complaints
from tabletop.domain.scenario import Ask, Inject
from tabletop.scenarios import media, tree
from tabletop.scenarios.ask_fields import IN_FILE
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft


def check(draft: Draft, faults: Faults, folder: Path) -> None:
    """Faults that need no other row to be seen."""
    scenario = draft.scenario
    if not scenario.injects and not draft.lost("injects"):
        faults.error(("injects",), "is missing: a scenario needs at least one inject")
    if scenario.duration_ms <= 0 and not draft.lost("duration"):
        faults.error(("duration",), "must be longer than nothing")
    for inject, place in draft.rows():
        if scenario.duration_ms > 0:
            _times(inject, scenario.duration_ms, faults, place)
        if inject.ask:
            _ask(inject.ask, faults, place)
        for number, item in enumerate(inject.media):
            if problem := media.trouble(folder, item.file):
                faults.error((*place, "media", number, "file"), problem)


def _times(inject: Inject, end_ms: int, faults: Faults, place: tree.Path) -> None:
    end = format_duration(end_ms)
    wait = inject.ask.deadline_ms if inject.ask else None
    if inject.offset_ms > end_ms:
        faults.error(
            (*place, "at"),
            f"is {format_duration(inject.offset_ms)}, after the end of the exercise"
            f" (duration {end})",
        )
    elif wait is not None and inject.offset_ms + wait > end_ms:
        faults.warning(
            (*place, "ask", "deadline"),
            f"ends at {format_duration(inject.offset_ms + wait)}, after the exercise (duration"
            f" {end}), which closes it",
        )


def _ask(ask: Ask, faults: Faults, place: tree.Path) -> None:
    for field, message in complaints(ask):
        steps = [
            int(step) if step.isdigit() else IN_FILE.get(step, step) for step in field.split(".")
        ]
        faults.error((*place, "ask", *steps), message)
