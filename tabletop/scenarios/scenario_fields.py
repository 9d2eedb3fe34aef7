"""A whole scenario file: everything around the script, and the script itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, Literal, TypeAlias, get_args

from tabletop.domain.scenario import Helpline, Inject, Mode, Objective, Role, Scenario, Tag, Team
from tabletop.scenarios.inject_fields import read_inject
from tabletop.scenarios.reading import Part
from tabletop.scenarios.shared import Shared
from tabletop.scenarios.survey_fields import read_surveys
from tabletop.scenarios.tag_fields import read_tags
from tabletop.scenarios.target_fields import Cast
from tabletop.scenarios.tree import Fields, Path

Status: TypeAlias = Literal["ready", "draft"]

MODES: Final[tuple[Mode, ...]] = get_args(Mode)
STATUSES: Final[tuple[Status, ...]] = get_args(Status)

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[a-z0-9]{2,8})*", re.IGNORECASE | re.ASCII)
"""How tags of languages look (BCP 47): "en", "de-AT", "zh-Hant-TW"."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A scenario as far as it could be read, and where each of its injects stands.

    `tags` are all it may use; the scenario itself keeps those it does use. `misread` are the
    places of what could not be read as it was meant: nothing more is said of them.
    """

    scenario: Scenario
    places: tuple[Path, ...]
    tags: Mapping[str, Tag]
    misread: frozenset[Path]

    def lost(self, *sections: str) -> bool:
        """Whether something in one of these sections could not be read."""
        return any((section,) in self.misread for section in sections)

    def rows(self) -> Iterator[tuple[Inject, Path]]:
        """The injects that could be read, with their places."""
        for inject, place in zip(self.scenario.injects, self.places, strict=True):
            if place not in self.misread:
                yield inject, place


def read_scenario(part: Part, shared: Shared) -> Draft:
    """Everything a scenario file says, after its `format`."""
    objectives = tuple(_read_objectives(part))
    roles, fallbacks = _read_roles(part)
    teams = tuple(_read_teams(part, roles))
    tags = {**shared.tags, **_read_own_tags(part)}
    surveys_part = part.part("surveys")
    surveys = tuple(read_surveys(surveys_part, shared.surveys)) if surveys_part else ()
    cast = Cast(fallbacks, [team.id for team in teams])
    seen: dict[str, int] = {}
    rows = [
        (row.path, read_inject(row, seen, cast))
        for row in part.parts("injects", "id, at, title and so on")
    ]
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
        title=part.text("title", required=True),
        summary=part.text("summary", required=True),
        mode=part.one_of("mode", MODES, "parallel", required=True),
        duration_ms=part.duration("duration", required=True) or 0,
        setting=part.text("setting"),
        status=part.one_of("status", STATUSES, "ready"),
        review_note=part.text("review_note"),
        content_note=part.text("content_note"),
        objectives=objectives,
        roles=roles,
        teams=teams,
        injects=injects,
        surveys=surveys,
        helplines=tuple(_read_helplines(part)),
        tags=tuple(tag for tag in tags.values() if tag.id in used),
        language=_read_language(part),
    )
    part.finish()
    return Draft(scenario, tuple(path for path, _ in rows), tags, part.faults.misread())


def _read_objectives(part: Part) -> Iterator[Objective]:
    for name, node, path in part.named("objectives"):
        yield Objective(name, part.prose(node, path, "objective"))


def _read_roles(part: Part) -> tuple[tuple[Role, ...], dict[str, tuple[str, ...]]]:
    """The roles, and for each of them those that exist of the ones that stand in."""
    roles: list[Role] = []
    fallbacks: dict[str, tuple[str, ...]] = {}
    places: dict[str, Path] = {}
    for role_id, node, path in part.named("roles"):
        fallbacks[role_id] = ()
        if isinstance(node, Fields) and node.entries:
            fields = Part(node, path, part.faults)
            name = fields.text("name", required=True)
            fallbacks[role_id] = fields.names("fallback")
            places[role_id] = (*path, "fallback")
            fields.finish()
        else:
            name = part.prose(node, path, "name")
        roles.append(Role(role_id, name))
    for role_id, others in fallbacks.items():
        for other in others:
            if other not in fallbacks:
                part.faults.unknown(places[role_id], "role", other, fallbacks)
    known = {
        role_id: tuple(other for other in others if other in fallbacks)
        for role_id, others in fallbacks.items()
    }
    return tuple(roles), known


def _read_teams(part: Part, roles: tuple[Role, ...]) -> Iterator[Team]:
    known = [role.id for role in roles]
    seen: dict[str, int] = {}
    for entry in part.parts("teams", "id, name and roles"):
        team = Team(entry.identity(seen), entry.text("name", required=True), entry.names("roles"))
        for role in team.roles:
            if role not in known and not part.faults.broken(("roles",)):
                part.faults.unknown((*entry.path, "roles"), "role", role, known)
        entry.finish()
        yield team


def _read_own_tags(part: Part) -> dict[str, Tag]:
    inside = part.part("tags")
    if inside is None:
        return {}
    tags = {tag.id: tag for tag in read_tags(inside)}
    inside.finish()
    return tags


def _read_helplines(part: Part) -> Iterator[Helpline]:
    for entry in part.parts("helplines", "name and contact"):
        yield Helpline(
            entry.text("name", required=True),
            entry.text("contact", required=True),
            entry.text("note"),
        )
        entry.finish()


def _read_language(part: Part) -> str:
    language = part.word("language")
    if language and not LANGUAGE.fullmatch(language):
        part.error("language", f"{language!r} is no tag of a language; write one like en or de-AT")
    return language or "en"
