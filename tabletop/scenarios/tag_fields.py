"""Tags in a file: the skills a choice can show, and what makes things worse."""

from __future__ import annotations

from collections.abc import Iterator

from tabletop.domain.scenario import Tag
from tabletop.scenarios.reading import Part


def read_tags(part: Part) -> Iterator[Tag]:
    """The tags under `skills` and `escalators`."""
    seen: dict[str, int] = {}
    for skill in part.parts("skills"):
        yield _read_tag(skill, seen, "skill")
    for escalator in part.parts("escalators"):
        yield _read_tag(escalator, seen, "escalator")


def _read_tag(part: Part, seen: dict[str, int], kind: str) -> Tag:
    tag = Tag(
        id=part.identity(seen),
        label=part.text("label", 80, required=True),
        kind="skill" if kind == "skill" else "escalator",
        definition=part.text("definition", 500),
        source=part.text("source", 200),
    )
    part.finish()
    return tag
