"""What makes a script hard to play or hard to learn from, though nothing is broken."""

from __future__ import annotations

import re
from typing import Final

from tabletop.domain.scenario import Ask, Inject
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.limits import MANY_STEPS
from tabletop.scenarios.scenario_fields import Draft
from tabletop.scenarios.tree import Path

LONG_BODY: Final = 900
SHORT_TEXT_MS: Final = 60_000
SHORT_MS: Final = 15_000
MANY_OPTIONS: Final = 6

PICTURE: Final = re.compile(r"!\[[^\]]*\]\(")
HTML: Final = re.compile(r"</?[a-z][a-z0-9]*(?:\s[^<>]*)?/?>", re.IGNORECASE)


def check(draft: Draft, faults: Faults) -> None:
    """Warnings for the author; a scenario with all of them can still be played."""
    scenario = draft.scenario
    if not scenario.content_note and not draft.lost("content_note"):
        faults.warning(
            ("content_note",), "is missing: people join without knowing what they will meet"
        )
    for inject, place in draft.rows():
        _row(inject, faults, place)
        if inject.ask is not None and not faults.broken((*place, "ask")):
            _ask(inject.ask, faults, (*place, "ask"))
    covered = {objective for inject in scenario.injects for objective in inject.objectives}
    for objective in scenario.objectives if not draft.lost("objectives", "injects") else ():
        if objective.id not in covered:
            faults.warning(("objectives", objective.id), "no inject practises this objective")


def _row(inject: Inject, faults: Faults, place: Path) -> None:
    if len(inject.body) > LONG_BODY:
        faults.warning(
            (*place, "body"),
            f"is {len(inject.body)} characters long; over {LONG_BODY} is too much for a phone",
        )
    if PICTURE.search(inject.body):
        faults.warning((*place, "body"), "shows no picture, only its words: put it under media")
    if found := HTML.search(inject.body):
        faults.warning((*place, "body"), f"shows HTML as it stands: {found[0][:40]}")
    if inject.ask is None:
        if not inject.body and not inject.media:
            faults.warning(place, "is nothing but a title: no body, no media, and it asks nothing")
    elif inject.kind in {"inject", "contingency"}:
        if not inject.expected_action:
            faults.warning((*place, "expected_action"), "is missing: what should a good team do?")
        if not inject.objectives:
            faults.warning((*place, "objectives"), "is missing: what is this inject good for?")


def _ask(ask: Ask, faults: Faults, place: Path) -> None:
    wait = ask.deadline_ms
    if wait is not None and wait < SHORT_MS:
        faults.warning((*place, "deadline"), "is too short to read the question and answer it")
    elif wait is not None and wait < SHORT_TEXT_MS and ask.kind == "text":
        faults.warning(
            (*place, "deadline"), f"{format_duration(wait)} is very short for writing on a phone"
        )
    if len(ask.options) > MANY_OPTIONS:
        faults.warning(
            (*place, "options"),
            f"there are {len(ask.options)}; more than {MANY_OPTIONS} don't fit a phone's screen",
        )
    first: dict[str, str] = {}
    for number, option in enumerate(ask.options):
        twin = first.setdefault(" ".join(option.text.casefold().split()), option.id)
        if twin != option.id:
            faults.warning(
                (*place, "options", number, "text"), f"is the same as that of option {twin!r}"
            )
    if ask.kind == "rating" and ask.minimum is not None and ask.maximum is not None:
        _scale(ask.minimum, ask.maximum, ask.step or 1, faults, place)


def _scale(low: float, high: float, step: float, faults: Faults, place: Path) -> None:
    steps = (high - low) / step
    if abs(steps - round(steps)) > 1e-6:
        faults.warning(
            (*place, "step"),
            f"never reaches {high:g}: from {low:g} in steps of {step:g} the highest is"
            f" {low + int(steps) * step:g}",
        )
    elif steps > MANY_STEPS:
        faults.warning(
            (*place, "max"), f"makes a scale of {steps:g} steps; {MANY_STEPS} fit a phone"
        )
