"""Small scripts for the debrief's tests: one table or two, and whatever asks a test needs."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain.debrief.rows import Decision, Timeline
from tabletop.domain.debrief.timeline import timeline
from tabletop.domain.scenario import (
    Ask,
    Condition,
    Inject,
    Objective,
    Option,
    Scenario,
    Survey,
    Tag,
    Team,
)
from tests.data.script import Script

CHOICE = Ask(
    "choice",
    "Which?",
    scope="team",
    deadline_ms=60_000,
    options=(
        Option("a", "Shout", "escalating", ("orders",)),
        Option("b", "Wait", "neutral"),
        Option("c", "Listen", "de_escalating", ("listening", "unknown")),
    ),
)


def inject(id_: str, minutes: float, ask: Ask | None, when: Condition | None = None) -> Inject:
    """An inject to all, at so many minutes."""
    return Inject(id_, id_.capitalize(), int(minutes * 60_000), ask=ask, when=when)


def play(*injects: Inject, tables: int = 2, surveys: Sequence[Survey] = ()) -> Script:
    """An open lobby with two people at each table: a1, a2 at A, b1, b2 at B."""
    scenario = Scenario(
        "small",
        "Small",
        "",
        "parallel",
        3_600_000,
        objectives=(Objective("o1", "Listen."), Objective("o2", "Act.")),
        teams=(Team("table", "Table"),),
        injects=injects,
        surveys=tuple(surveys),
        tags=(Tag("orders", "Ordering", "escalator"), Tag("listening", "Listening", "skill")),
    )
    names = ("Ash", "Birch")[:tables]
    script = Script(scenario, tuple(Team(name[0].lower(), name) for name in names))
    script.join("fay", "Fay", "facilitator")
    script.open()
    for name in names:
        for number in (1, 2):
            seat = f"{name[0].lower()}{number}"
            script.join(seat, f"{name} {number}", team=name[0].lower())
    return script


def debrief(script: Script) -> Timeline:
    """The script's timeline."""
    return timeline(script.scenario, script.teams, script.recorded, script.names)


def decision(script: Script, inject_id: str, team: str = "a") -> Decision:
    """What a team made of an ask."""
    (found,) = [
        each for each in debrief(script).decisions if (each.inject, each.team) == (inject_id, team)
    ]
    return found
