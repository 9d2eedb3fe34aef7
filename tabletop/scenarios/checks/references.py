"""Every name an inject uses must be that of something in the scenario."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from tabletop.domain.scenario import Inject, Team
from tabletop.scenarios.faults import Faults, listed
from tabletop.scenarios.scenario_fields import Draft
from tabletop.scenarios.tree import Path


def check(draft: Draft, faults: Faults) -> None:
    """Teams and roles, and the recipients, objectives and tags of each inject.

    What names something in a section that could not be read is left alone: it may well be there.
    """
    scenario = draft.scenario
    _teams(draft, faults)
    holders = _holders(scenario.teams)
    if not draft.lost("roles", "teams"):
        _roles(draft, faults, holders)
    objectives = {objective.id for objective in scenario.objectives}
    for inject, place in draft.rows():
        _target(draft, inject, faults, (*place, "to"), holders)
        if not draft.lost("objectives"):
            for objective in inject.objectives:
                if objective not in objectives:
                    faults.unknown((*place, "objectives"), "objective", objective, objectives)
        if not draft.lost("tags"):
            _tags(draft, inject, faults, place)


def _holders(teams: Sequence[Team]) -> Mapping[str, list[Team]]:
    """The teams that have each role."""
    found: dict[str, list[Team]] = defaultdict(list)
    for team in teams:
        for role in dict.fromkeys(team.roles):
            found[role].append(team)
    return found


def _teams(draft: Draft, faults: Faults) -> None:
    scenario = draft.scenario
    if draft.lost("teams"):
        return
    if not scenario.teams:
        faults.error(("teams",), "is missing: a scenario needs at least one team")
    elif scenario.mode == "parallel" and len(scenario.teams) > 1:
        faults.error(
            ("teams",),
            "in parallel mode all tables are alike: describe one team, or write mode: functional",
        )


def _roles(draft: Draft, faults: Faults, holders: Mapping[str, list[Team]]) -> None:
    addressed: dict[str, list[str]] = defaultdict(list)
    for inject, _ in draft.rows():
        for role in inject.to.ids if inject.to.kind == "role" else ():
            addressed[role].append(inject.id)
    for role in (each.id for each in draft.scenario.roles if each.id not in holders):
        if injects := addressed.get(role):
            faults.error(
                ("roles", role),
                f"no team has this role, though it is addressed in {listed(injects)}: add it to a"
                " team's roles",
            )
        elif draft.scenario.teams:
            faults.warning(("roles", role), "no team has this role")


def _tags(draft: Draft, inject: Inject, faults: Faults, place: Path) -> None:
    for number, option in enumerate(inject.ask.options if inject.ask else ()):
        path = (*place, "ask", "options", number, "tags")
        for tag in option.tags:
            if tag not in draft.tags:
                faults.unknown(path, "tag", tag, draft.tags)
        if twice := sorted({tag for tag in option.tags if option.tags.count(tag) > 1}):
            faults.warning(path, f"{', '.join(twice)} stands here twice")


def _target(
    draft: Draft, inject: Inject, faults: Faults, path: Path, holders: Mapping[str, list[Team]]
) -> None:
    scenario, to = draft.scenario, inject.to
    match to.kind:
        case "role" if not draft.lost("roles"):
            known = [role.id for role in scenario.roles]
            for role in (*to.ids, *to.fallback):
                if role not in known:
                    faults.unknown(path, "role", role, known)
            _fallback_elsewhere(inject, faults, path, holders)
        case "team" if scenario.mode == "parallel":
            faults.error(path, "in parallel mode every table gets the same: write all, or a role")
        case "team" if not draft.lost("teams"):
            teams = [team.id for team in scenario.teams]
            for team in to.ids:
                if team not in teams:
                    faults.unknown(path, "team", team, teams)
        case "seat":
            faults.warning(
                path, "seats get their ids when people join, so a script can hardly know them"
            )
    if inject.seen_by == "only" and to.kind in {"all", "team"}:
        faults.warning(
            (*path[:-1], "seen_by"), "only is for a role or a seat; a whole team sees this anyway"
        )


def _fallback_elsewhere(
    inject: Inject, faults: Faults, path: Path, holders: Mapping[str, list[Team]]
) -> None:
    """A role that stands in brings its own team along."""
    addressed = {team.id for role in inject.to.ids for team in holders.get(role, ())}
    if not addressed:
        return
    for role in inject.to.fallback:
        for team in holders.get(role, ()):
            if team.id not in addressed:
                faults.warning(path, f"the fallback {role!r} sends this to {team.name} as well")
