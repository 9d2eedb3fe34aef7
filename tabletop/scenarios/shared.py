"""What all scenarios of a library share: `_shared/tags.yaml` and `_shared/surveys.yaml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tabletop.domain.scenario import Survey, Tag
from tabletop.scenarios.faults import Fault
from tabletop.scenarios.files import open_part, read_format
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


def load_shared(folder: Path) -> Shared:
    """What `folder` holds; a file that is not there holds nothing."""
    tags, tag_faults = _load_tags(folder / TAGS)
    forms, form_faults = _load_forms(folder / SURVEYS)
    return Shared(tags, forms, (*tag_faults, *form_faults))


def _load_tags(path: Path) -> tuple[dict[str, Tag], tuple[Fault, ...]]:
    if not path.is_file():
        return {}, ()
    part, faults = open_part(path)
    if part is None:
        return {}, faults
    read_format(part)
    tags = {tag.id: tag for tag in read_tags(part)}
    part.finish()
    return tags, part.faults.sorted()


def _load_forms(path: Path) -> tuple[dict[str, Survey], tuple[Fault, ...]]:
    if not path.is_file():
        return {}, ()
    part, faults = open_part(path)
    if part is None:
        return {}, faults
    read_format(part)
    seen: dict[str, int] = {}
    forms = [read_form(form, seen) for form in part.parts("surveys")]
    part.finish()
    return {form.id: form for form in forms}, part.faults.sorted()
