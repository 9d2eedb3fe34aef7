"""Every name an inject uses must be that of something in the scenario."""

from __future__ import annotations

from collections.abc import Collection

from tabletop.domain.scenario import Inject
from tabletop.scenarios.faults import Faults, did_you_mean
from tabletop.scenarios.scenario_fields import Draft
from tabletop.scenarios.tree import Path


def check(draft: Draft, faults: Faults) -> None:
    """Teams, and the recipients, objectives and tags of each inject."""
    scenario = draft.scenario
    _teams(draft, faults)
    objectives = [objective.id for objective in scenario.objectives]
    for inject, place in draft.rows():
        _target(draft, inject, faults, place)
        for objective in inject.objectives:
            if objective not in objectives:
                _unknown(faults, (*place, "objectives"), "objective", objective, objectives)
        for number, option in enumerate(inject.ask.options if inject.ask else ()):
            for tag in option.tags:
                if tag not in draft.tags:
                    path = (*place, "ask", "options", number, "tags")
                    _unknown(faults, path, "tag", tag, draft.tags)


def _unknown(faults: Faults, path: Path, noun: str, name: str, known: Collection[str]) -> None:
    faults.error(path, f"there is no {noun} {name!r}{did_you_mean(name, known)}")


def _teams(draft: Draft, faults: Faults) -> None:
    scenario = draft.scenario
    if ("teams",) in draft.misread:
        return
    if not scenario.teams:
        faults.error(("teams",), "is missing: a scenario needs at least one team")
    elif scenario.mode == "parallel" and len(scenario.teams) > 1:
        faults.error(
            ("teams",),
            "in parallel mode all tables are alike: describe one team, or write mode: functional",
        )
    held = {role for team in scenario.teams for role in team.roles}
    for role in scenario.roles:
        if role.id not in held:
            faults.warning(("roles", role.id), "no team has this role")


def _target(draft: Draft, inject: Inject, faults: Faults, place: Path) -> None:
    scenario, to = draft.scenario, inject.to
    path = (*place, "to")
    held = {role for team in scenario.teams for role in team.roles}
    match to.kind:
        case "role":
            known = [role.id for role in scenario.roles]
            for role in (*to.ids, *to.fallback):
                if role not in known:
                    _unknown(faults, path, "role", role, known)
                elif role in to.ids and role not in held:
                    faults.error(path, f"no team has the role {role!r}, so this reaches nobody")
            _fallback_elsewhere(draft, inject, faults, path)
        case "team" if scenario.mode == "parallel":
            faults.error(path, "in parallel mode every table gets the same: write all, or a role")
        case "team":
            known = [team.id for team in scenario.teams]
            for team in to.ids:
                if team not in known:
                    _unknown(faults, path, "team", team, known)
        case "seat":
            faults.warning(
                path, "seats get their ids when people join, so a script can hardly know them"
            )
        case "all":
            pass
    if inject.seen_by == "only" and to.kind in {"all", "team"}:
        faults.warning(
            (*place, "seen_by"), "only is for a role or a seat; a whole team sees this anyway"
        )


def _fallback_elsewhere(draft: Draft, inject: Inject, faults: Faults, path: Path) -> None:
    """A role that stands in brings its own team along."""
    for team in draft.scenario.teams:
        if set(team.roles).isdisjoint(inject.to.ids):
            for role in inject.to.fallback:
                if role in team.roles:
                    faults.warning(path, f"the fallback {role!r} sends this to {team.name} as well")
