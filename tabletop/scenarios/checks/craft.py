"""What makes a script hard to play or hard to learn from, though nothing is broken."""

from __future__ import annotations

from typing import Final

from tabletop.domain.scenario import Inject
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft
from tabletop.scenarios.tree import Path

LONG_BODY: Final = 900
SHORT_TEXT_MS: Final = 60_000
MANY_OPTIONS: Final = 6


def check(draft: Draft, faults: Faults) -> None:
    """Warnings for the author; a scenario with all of them can still be played."""
    scenario = draft.scenario
    if not scenario.content_note and ("content_note",) not in draft.misread:
        faults.warning(
            ("content_note",), "is missing: people join without knowing what they will meet"
        )
    for inject, place in draft.rows():
        _row(inject, faults, place)
    covered = {objective for inject in scenario.injects for objective in inject.objectives}
    for objective in scenario.objectives:
        if objective.id not in covered:
            faults.warning(("objectives", objective.id), "no inject practises this objective")


def _row(inject: Inject, faults: Faults, place: Path) -> None:
    if len(inject.body) > LONG_BODY:
        faults.warning(
            (*place, "body"),
            f"is {len(inject.body)} characters long; over {LONG_BODY} is too much for a phone",
        )
    if inject.ask is None:
        return
    if inject.kind in {"inject", "contingency"}:
        if not inject.expected_action:
            faults.warning((*place, "expected_action"), "is missing: what should a good team do?")
        if not inject.objectives:
            faults.warning((*place, "objectives"), "is missing: what is this inject good for?")
    ask = inject.ask
    if ask.kind == "text" and ask.deadline_ms is not None and ask.deadline_ms < SHORT_TEXT_MS:
        faults.warning(
            (*place, "ask", "deadline"),
            f"{format_duration(ask.deadline_ms)} is very short for writing on a phone",
        )
    if len(ask.options) > MANY_OPTIONS:
        faults.warning(
            (*place, "ask", "options"),
            f"there are {len(ask.options)}; more than {MANY_OPTIONS} don't fit a phone's screen",
        )
