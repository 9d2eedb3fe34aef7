"""docs/protocol.md against what the code really says: who sees which field, and nothing stale.

`test_protocol_doc.py` holds the tables; this looks at every document of a rich exercise, after each
of its events, through every scope, and at what the sockets say and hear.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any, get_args

import pytest

from tabletop.domain import events as e
from tabletop.domain import scenario, state, surveys
from tabletop.domain.clock import ClockStatus
from tabletop.domain.documents import BUILDERS, documents
from tabletop.domain.evolve import evolve
from tabletop.domain.index import CONTROL, DISPLAY
from tabletop.domain.visibility import begin
from tests.domain.rich import afterwards
from tests.domain.transcript import Transcript, started

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "protocol.md").read_text(encoding="utf-8")
DOCUMENTS = TEXT.split("\n## Documents\n", 1)[1].split("\n(`at` here", 1)[0]
WORD = re.compile(r"[`\"](\w+)[`\"]")
MARK = re.compile(r"(?:^|\s)(F, D|F|D): ")
KEYED = {"teams", "votes", "tally", "answers", "answer", "decision"}
"""Fields whose keys are ids, options or an answer's own."""

VALUES = {
    *get_args(scenario.Mode),
    *get_args(scenario.Kind),
    *get_args(scenario.Channel),
    *get_args(scenario.TargetKind),
    *get_args(state.Status),
    *get_args(state.Plan),
    *get_args(surveys.SurveyStatus),
    *get_args(ClockStatus),
    *("image", "audio", "video", "rating", "text", "pre", "post", "restart"),
    *("open", "recalled", "waiting", "passed_over", "active", "removed"),
    *("message", "nudge", "pause_request"),
    "alone_first",
}
"""Words in code style that are values of a field, or speak of another document's."""


def sections() -> dict[str, str]:
    """The text about each document type."""
    found: dict[str, str] = {}
    for part in DOCUMENTS.split("\n### ")[1:]:
        head, _, body = part.partition("\n")
        for kind in head.partition(" (")[0].split(", "):
            found[kind] = body
    return found


def documented(kind: str) -> dict[str, set[str]]:
    """The field names on the page by who gets them: "", "F", "D"."""
    found: dict[str, set[str]] = defaultdict(set)
    who = ""
    for part in MARK.split(f" {sections()[kind]}"):
        if part in {"F", "D", "F, D"}:
            who = part
            continue
        marked, _, after = part.partition("\n\n")
        for each in who.split(", "):
            found[each] |= set(WORD.findall(marked))
        found[""] |= set(WORD.findall(MARK.split(after)[0]))
        who = ""
    return found


def names(value: Any) -> set[str]:
    """The field names in a document."""
    if isinstance(value, list):
        return set().union(*map(names, value))
    if not isinstance(value, dict):
        return set()
    found: set[str] = set()
    for key, inner in value.items():
        found.add(key)
        if key == "teams" and isinstance(inner, dict):
            found |= set().union(*map(names, inner.values()))
        elif key not in KEYED:
            found |= names(inner)
    return found


@cache
def real() -> dict[tuple[str, str], set[str]]:
    """The field names of every document type, by who got them."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    jumped = started("01:10", ("fay", "clock.jump", {"to_ms": 80_000}))
    for script in (afterwards(), jumped):
        for kind, who, fields in _shown(script):
            found[kind, who] |= fields
    return found


def _shown(script: Transcript) -> Any:
    past = begin(state.State.new(script.state.header))
    for row in script.log:
        evolve(past, row)
        for scope in past.index.scopes:
            who = {CONTROL: "F", DISPLAY: "D"}.get(scope, "")
            for document in documents(past, script.names, scope, row.seq - 1):
                if not document.get("gone"):
                    _, _, _, *fields = document  # type, id and rev are not the type's own
                    yield document["type"], who, names({each: document[each] for each in fields})


@pytest.mark.parametrize("kind", BUILDERS)
def test_a_document_holds_for_each_audience_what_the_page_says(kind: str) -> None:
    page, shown = documented(kind), real()
    assert any(each == kind for each, _ in shown), "the run shows none"
    for (each, who), fields in shown.items():
        if each == kind:
            undocumented = fields - page[""] - (page[who] if who else set())
            assert not undocumented, f"{who or 'participants'} also get {undocumented}"


@pytest.mark.parametrize("kind", BUILDERS)
def test_the_page_names_no_field_that_nobody_gets(kind: str) -> None:
    page, shown = documented(kind), real()
    anybody = set().union(*(fields for (each, _), fields in shown.items() if each == kind))
    assert set().union(*page.values()) - anybody - VALUES == set()
    for who in ("F", "D", ""):
        if (kind, who) in shown:
            assert page[who] - shown[kind, who] - VALUES == set(), f"{who or 'P'} don't get that"


def test_the_code_and_the_people_are_not_for_participants() -> None:
    assert {"code", "people"} <= real()["exercise", "D"]
    assert real()["exercise", ""].isdisjoint({"people", "next", "undo"})


def test_the_page_names_what_the_sockets_say_and_hear() -> None:
    text = TEXT.split("\n## Socket", 1)[1].split("\n## ", 1)[0]
    said_table, heard_table = text.split("| client → server", 1)
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "tabletop" / "sockets").glob("*.py")
    )
    emitted = set(re.findall(r"to_(?:socket|seat|scope)\([^\"]*?\"(\w+)\"", sources))
    handled = set(re.findall(r"server\.on\(\"(\w+)\"", sources)) - {"connect", "disconnect"}
    row = re.compile(r"^\| `(\w+)` \|", re.MULTILINE)
    assert set(row.findall(said_table)) == emitted
    assert set(row.findall(heard_table)) == handled


def test_the_farewells_are_on_the_page() -> None:
    from tabletop.sockets.line import FAREWELLS

    (row,) = (line for line in TEXT.splitlines() if line.startswith("| `bye` |"))
    assert set(re.findall(r"`(\w+)`", row.rpartition("(")[2])) == set(FAREWELLS)


def test_no_event_is_called_by_its_name_in_the_log() -> None:
    """Clients see documents, never raw events; only the export's table speaks of them."""
    assert [kind for kind in e.KINDS if f"`{kind}`" in DOCUMENTS] == []
