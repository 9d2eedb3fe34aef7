"""A whole scenario file: everything around the script, and the script itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from tabletop.domain.scenario import Helpline, Inject, Mode, Objective, Role, Scenario, Tag, Team
from tabletop.scenarios.faults import did_you_mean
from tabletop.scenarios.inject_fields import Fallbacks, read_inject
from tabletop.scenarios.reading import Part
from tabletop.scenarios.shared import Shared
from tabletop.scenarios.survey_fields import read_surveys
from tabletop.scenarios.tag_fields import read_tags
from tabletop.scenarios.tree import Fields, Path

Status: TypeAlias = Literal["ready", "draft"]

MODES: Final[tuple[Mode, ...]] = get_args(Mode)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario as far as it could be read, and where each of its injects stands.

    `tags` are all it may use; the scenario itself keeps those it does use. `misread` are the
    entries whose form has an error: their content is not worth a look yet.
    """

    scenario: Scenario
    places: tuple[Path, ...]
    tags: Mapping[str, Tag]
    misread: frozenset[Path]

    def rows(self) -> Iterator[tuple[Inject, Path]]:
        """The injects that could be read, with their places."""
        for inject, place in zip(self.scenario.injects, self.places, strict=True):
            if place not in self.misread:
                yield inject, place


def read_scenario(part: Part, shared: Shared) -> Draft:
    """Everything a scenario file says, after its `format`."""
    objectives = tuple(_read_objectives(part))
    roles, fallbacks = _read_roles(part)
    teams = tuple(_read_teams(part, {role.id for role in roles}))
    tags_part, surveys_part = part.part("tags"), part.part("surveys")
    own = {tag.id: tag for tag in read_tags(tags_part)} if tags_part else {}
    if tags_part:
        tags_part.finish()
    tags = {**shared.tags, **own}
    surveys = tuple(read_surveys(surveys_part, shared.surveys)) if surveys_part else ()
    seen: dict[str, int] = {}
    rows = [(row.path, read_inject(row, seen, fallbacks)) for row in part.parts("injects")]
    injects = tuple(inject for _, inject in rows)
    used = {
        tag
        for inject in injects
        if inject.ask
        for option in inject.ask.options
        for tag in option.tags
    }
    scenario = Scenario(
        id=part.identity({}),
        title=part.text("title", 200, required=True),
        summary=part.text("summary", 1_000, required=True),
        mode=part.one_of("mode", MODES, "parallel", required=True),
        duration_ms=part.duration("duration", required=True) or 0,
        setting=part.text("setting", 200),
        status=part.one_of("status", STATUSES, "ready"),
        review_note=part.text("review_note", 1_000),
        content_note=part.text("content_note", 1_000),
        objectives=objectives,
        roles=roles,
        teams=teams,
        injects=injects,
        surveys=surveys,
        helplines=tuple(_read_helplines(part)),
        tags=tuple(tag for tag in tags.values() if tag.id in used),
        language=part.text("language", 35) or "en",
    )
    part.finish()
    return Draft(scenario, tuple(path for path, _ in rows), tags, part.faults.entries())


def _read_objectives(part: Part) -> Iterator[Objective]:
    for name, node, path in part.named("objectives"):
        yield Objective(name, part.words(node, path, 500))


def _read_roles(part: Part) -> tuple[tuple[Role, ...], Fallbacks]:
    roles: list[Role] = []
    fallbacks: dict[str, tuple[str, ...]] = {}
    places: dict[str, Path] = {}
    for role_id, node, path in part.named("roles"):
        if isinstance(node, Fields):
            fields = Part(node, path, part.faults)
            name = fields.text("name", 80, required=True)
            fallbacks[role_id] = fields.names("fallback")
            places[role_id] = (*path, "fallback")
            fields.finish()
        else:
            name = part.words(node, path, 80)
        roles.append(Role(role_id, name))
    known = {role.id for role in roles}
    for role_id, others in fallbacks.items():
        for other in others:
            if other not in known:
                hint = did_you_mean(other, known)
                part.faults.error(places[role_id], f"there is no role {other!r}{hint}")
    return tuple(roles), fallbacks


def _read_teams(part: Part, roles: set[str]) -> Iterator[Team]:
    seen: dict[str, int] = {}
    for entry in part.parts("teams"):
        team = Team(
            entry.identity(seen), entry.text("name", 120, required=True), entry.names("roles")
        )
        for role in team.roles:
            if role not in roles:
                entry.error("roles", f"there is no role {role!r}{did_you_mean(role, roles)}")
        entry.finish()
        yield team


def _read_helplines(part: Part) -> Iterator[Helpline]:
    for entry in part.parts("helplines"):
        yield Helpline(
            entry.text("name", 120, required=True),
            entry.text("contact", 200, required=True),
            entry.text("note", 300),
        )
        entry.finish()
