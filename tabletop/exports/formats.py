"""The formats there are, and what a file of an exercise is called."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from tabletop.domain.debrief.rows import Timeline
from tabletop.exports.rows import MARK, About, timeline_object
from tabletop.exports.table import to_csv

LONGEST_NAME: Final = 80


@dataclass(frozen=True, slots=True)
class Format:
    """How one kind of file is written. The text is to be sent as UTF-8."""

    suffix: str
    mimetype: str
    render: Callable[[Timeline, About], str]


def to_json(timeline: Timeline, about: About) -> str:
    """The whole timeline as one JSON object, a line for each row of its lists."""
    parts = timeline_object(timeline, about).items()
    return "{\n" + ",\n".join(f"{_json(name)}: {_lines(part)}" for name, part in parts) + "\n}\n"


def _lines(part: object) -> str:
    if not isinstance(part, list) or not part:
        return _json(part)
    return "[\n" + ",\n".join(map(_json, part)) + "\n]"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


FORMATS: Final[Mapping[str, Format]] = {
    each.suffix: each
    for each in (
        Format("json", "application/json", to_json),
        Format("csv", "text/csv", to_csv),
    )
}


def file_name(about: About, suffix: str) -> str:
    """EXERCISE-The-Oversold-Night.csv: letters, digits and hyphens of any script, nothing else."""
    words = re.findall(r"[^\W_]+", unicodedata.normalize("NFC", about.title))
    stem = "-".join([MARK, *words])[:LONGEST_NAME].rstrip("-")
    return f"{stem}.{suffix}"


def disposition(about: About, suffix: str) -> str:
    """The `Content-Disposition` header of such a file: in ASCII, and the true name encoded."""
    name = file_name(about, suffix)
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    if plain == name:
        return f'attachment; filename="{name}"'
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name)}"
