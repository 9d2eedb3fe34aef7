"""Tags in a file: the skills a choice can show, and what makes things worse."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from tabletop.domain.scenario import Tag
from tabletop.scenarios.reading import Part


def read_tags(part: Part) -> Iterator[Tag]:
    """The tags under `skills` and `escalators`."""
    seen: dict[str, int] = {}
    for skill in part.parts("skills", "id and label"):
        yield _read_tag(skill, seen, "skill")
    for escalator in part.parts("escalators", "id and label"):
        yield _read_tag(escalator, seen, "escalator")


def _read_tag(part: Part, seen: dict[str, int], kind: Literal["skill", "escalator"]) -> Tag:
    tag = Tag(
        id=part.identity(seen),
        label=part.text("label", required=True),
        kind=kind,
        definition=part.text("definition"),
        source=part.text("source"),
    )
    part.finish()
    return tag
