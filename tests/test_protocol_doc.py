"""docs/protocol.md is the contract: what it names exists, and what exists it names."""

from __future__ import annotations

import re
from collections import defaultdict
from copy import deepcopy
from pathlib import Path
from typing import Any, get_args

import pytest

from tabletop.domain import commands as c
from tabletop.domain.documents import BUILDERS, documents
from tabletop.domain.errors import STATUS, Code
from tabletop.domain.index import CONTROL, DISPLAY
from tests.data import transcript
from tests.data.script import Script

ROOT = Path(__file__).parent.parent
TEXT = (ROOT / "docs" / "protocol.md").read_text()
LETTERS = {"facilitator": "F", "evaluator": "E", "actor": "A", "participant": "P"}


def section(title: str) -> str:
    """The text under a heading of the second level."""
    return TEXT.split(f"\n## {title}\n", 1)[1].split("\n## ", 1)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without heads and rulers."""
    found = [
        [cell.strip() for cell in line.strip("| ").split(" | ")]
        for line in text.splitlines()
        if line.startswith("| `")
    ]
    assert found
    return found


def test_every_command_is_in_the_table_with_who_may_say_it() -> None:
    table = {
        row[0].strip("`"): row[1].split() for row in rows(section("Commands")) if "." in row[0]
    }
    code = {
        name: sorted(LETTERS[kind] for kind in cls.by) for name, cls in c.COMMANDS.items() if cls.by
    }
    assert {name: sorted(who) for name, who in table.items()} == code


@pytest.mark.parametrize("name", [name for name, cls in c.COMMANDS.items() if cls.by])
def test_a_command_s_row_names_each_of_its_fields(name: str) -> None:
    row = next(row for row in rows(section("Commands")) if row[0] == f"`{name}`")
    while row[2].startswith("as `"):
        other = row[2].removeprefix("as ")
        row = next(each for each in rows(section("Commands")) if each[0] == other)
    documented = set(re.findall(r"`(\w+)`\??", row[2])) - {"release", "skip"}
    if name == "clock.jump":
        documented |= {"injects"}
    if name == "inject.compose":
        documented |= {"release"}
    fields = c.SCHEMAS[name].fields
    assert documented == {rule.data_key or key for key, rule in fields.items()}


def test_every_error_code_is_in_the_table_with_its_status() -> None:
    table = {row[0].strip("`"): int(row[1]) for row in rows(section("Error codes"))}
    assert table == dict(STATUS)
    assert set(table) == set(get_args(Code))


def test_every_document_type_has_its_heading() -> None:
    heads = re.findall(r"^### ([\w, ]+) \(", section("Documents"), re.MULTILINE)
    assert sorted(kind for head in heads for kind in head.split(", ")) == sorted(BUILDERS)


def test_every_answer_is_in_the_table() -> None:
    kinds = {row[0].strip("`") for row in rows(section("Commands")) if "." not in row[0]}
    assert kinds == {"ack", "choice", "multi", "text", "rating", "ranking", "number"}


@pytest.fixture(scope="module")
def seen() -> dict[tuple[str, str], set[str]]:
    """The fields of every document type, by who sees it, over an evening with everything in it."""
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for script in (transcript.evening(), _with_the_rest()):
        for scope in script.state.index.scopes:
            who = {CONTROL: "F", DISPLAY: "D"}.get(scope, "P")
            for document in documents(script.state, script.names, scope):
                found[document["type"], who] |= _names(document)
    return found


def _names(value: Any) -> set[str]:
    """The field names in a document; the keys of what is counted by id or option are no names."""
    found: set[str] = set()
    if isinstance(value, list):
        for each in value:
            found |= _names(each)
    elif isinstance(value, dict):
        for key, inner in value.items():
            if key in {"answer", "answers", "decision", "tally", "votes"}:
                found.add(key)
            elif key == "teams" and isinstance(inner, dict):
                found |= {"teams"}.union(*map(_names, inner.values()))
            else:
                found |= {key} | _names(inner)
    return found


def _with_the_rest() -> Script:
    # Others look at the same half an evening.
    script = deepcopy(transcript.half_way())
    facilitator = next(
        seat.id for seat in script.state.seats.values() if seat.kind == "facilitator"
    )
    player = next(seat.id for seat in script.state.seats.values() if seat.kind == "participant")
    script.say(facilitator, c.AddFlag("Here", None, None))
    script.say(facilitator, c.AddNote("There"))
    script.say(facilitator, c.SetRating(script.scenario.objectives[0].id, "P"))
    script.say(facilitator, c.Nudge((player,)))
    script.say(player, c.RequestPause())
    script.say(facilitator, c.Jump(script.state.clock.elapsed(script.now) + 60_000))
    return script


@pytest.mark.parametrize("kind", sorted(BUILDERS))
def test_a_document_s_fields_are_documented(
    seen: dict[tuple[str, str], set[str]], kind: str
) -> None:
    (text,) = [
        body
        for head, body in re.findall(
            r"^### ([\w, ]+) \(.*?\)\n(.*?)(?=^### |^\(`at`|\Z)",
            section("Documents"),
            re.MULTILINE | re.DOTALL,
        )
        if kind in head.split(", ")
    ]
    documented = set(re.findall(r"[`\"](\w+)[`\"]", text))
    real = {name for (each, _), names in seen.items() if each == kind for name in names}
    assert real, f"the runs show no {kind}"
    assert real - {"type", "id", "rev"} <= documented


def test_only_facilitators_get_what_is_marked_so(seen: dict[tuple[str, str], set[str]]) -> None:
    secret = {"notes", "expected_action", "effect", "tags", "forecast", "condition", "read"}
    assert secret <= seen["inject", "F"]
    for (_, who), names in seen.items():
        assert who == "F" or not names & secret
