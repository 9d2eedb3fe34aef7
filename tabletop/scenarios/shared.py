"""What all scenarios of a library share: `_shared/tags.yaml` and `_shared/surveys.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tabletop import assets
from tabletop.domain.scenario import Survey, Tag
from tabletop.scenarios.faults import Fault, count_errors
from tabletop.scenarios.files import open_part, read_format
from tabletop.scenarios.reading import Part
from tabletop.scenarios.survey_fields import read_form
from tabletop.scenarios.tag_fields import read_tags

FOLDER: Final = "_shared"
TAGS: Final = "tags.yaml"
SURVEYS: Final = "surveys.yaml"


@dataclass(frozen=True, slots=True)
class Shared:
    """The shared tags and survey forms by id, and what is wrong with their files."""

    tags: Mapping[str, Tag] = field(default_factory=dict)
    surveys: Mapping[str, Survey] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether there is an error: then nobody can say what the scenarios refer to."""
        return count_errors(self.faults) > 0

    def over(self, other: Shared) -> Shared:
        """These, and those of the other that have no namesake here. The other's faults are not the
        author's business."""
        return Shared({**other.tags, **self.tags}, {**other.surveys, **self.surveys}, self.faults)


def shared_in(library: Path) -> Shared:
    """What the scenarios in this folder may use: what it shares, over what is built in."""
    return load_shared(library / FOLDER).over(load_shared(assets.folder("injects") / FOLDER))


def load_shared(folder: Path) -> Shared:
    """What `folder` holds; a file that is not there holds nothing."""
    tags, tag_faults = _load_tags(folder / TAGS)
    forms, form_faults = _load_forms(folder / SURVEYS)
    return Shared(tags, forms, (*tag_faults, *form_faults, *_not_read(folder)))


def _load_tags(path: Path) -> tuple[dict[str, Tag], tuple[Fault, ...]]:
    part, faults = _open(path)
    if part is None:
        return {}, faults
    tags = {tag.id: tag for tag in read_tags(part)}
    part.finish()
    return tags, part.faults.sorted()


def _load_forms(path: Path) -> tuple[dict[str, Survey], tuple[Fault, ...]]:
    part, faults = _open(path)
    if part is None:
        return {}, faults
    seen: dict[str, int] = {}
    forms = [read_form(form, seen) for form in part.parts("surveys", "id, title and items")]
    part.finish()
    return {form.id: form for form in forms}, part.faults.sorted()


def _open(path: Path) -> tuple[Part | None, tuple[Fault, ...]]:
    if not path.exists():
        return None, ()
    part, faults = open_part(path)
    if part is not None:
        read_format(part)
    return part, faults


def _not_read(folder: Path) -> Iterator[Fault]:
    """Files that look as if they were meant to be shared."""
    for path in sorted(folder.glob("[!.]*")):
        if path.name not in {TAGS, SURVEYS} and path.suffix.lower() in {".yaml", ".yml", ".txt"}:
            message = f"is not read: only {TAGS} and {SURVEYS} are shared"
            yield Fault(str(path), 1, "", "warning", message)
