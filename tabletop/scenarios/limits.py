"""How much a scenario file may hold. `docs/scenario-format.md` has the same numbers in a table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tabletop.domain.ask_rules import MAX_OPTION, MAX_PROMPT

MAX_BYTES: Final = 1024 * 1024
MAX_NODES: Final = 50_000
MAX_DEPTH: Final = 20
MAX_ENTRIES: Final = 500
"""How many entries any list (or set of fields) may have, the injects among them."""

LONGEST: Final[Mapping[str, int]] = {
    "title": 200,
    "summary": 1_000,
    "setting": 200,
    "review_note": 1_000,
    "content_note": 1_000,
    "objective": 500,
    "name": 80,
    "contact": 200,
    "from": 120,
    "body": 8_000,
    "expected_action": 1_000,
    "notes": 4_000,
    "file": 200,
    "alt": 500,
    "prompt": MAX_PROMPT,
    "text": MAX_OPTION,
    "label_min": 80,
    "label_max": 80,
    "unit": 40,
    "stem": 300,
    "note": 500,
    "label": 80,
    "definition": 500,
    "source": 200,
}
"""The most characters of each text, by the name of its field (`objective`: its sentence)."""

WORD: Final = 100
"""The most characters of a word the program knows, of an id, a time or a number."""

MANY: Final = 50
MOST: Final[Mapping[str, int]] = {"injects": 500, "skills": 200, "escalators": 200}
"""The most entries of a list, by its name; `MANY` of any other."""

MANY_STEPS: Final = 10
"""More steps of a scale than these don't fit a phone."""


def most(name: str) -> int:
    """How many entries the list of this name may have."""
    return MOST.get(name, MANY)
