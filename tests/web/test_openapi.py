"""The described API is the real one."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from tabletop.domain.commands import COMMANDS
from tabletop.domain.debrief.filters import KINDS
from tabletop.domain.errors import STATUS
from tabletop.web import openapi
from tests.edge import Edge

PROTOCOL = Path(__file__).parent.parent.parent / "docs" / "protocol.md"


@pytest.fixture
def document(edge: Edge) -> dict[str, Any]:
    answer = edge.browser().get("/api/v1/openapi.json")
    assert answer.status_code == 200
    described: dict[str, Any] = answer.json
    return described


def references(value: Any) -> set[str]:
    if isinstance(value, dict):
        found = {value["$ref"]} if "$ref" in value else set()
        return found.union(*map(references, value.values()))
    if isinstance(value, list):
        return set().union(*map(references, value))
    return set()


def test_every_route_for_programs_is_described(edge: Edge, document: dict[str, Any]) -> None:
    with edge.tabletop.flask.app_context():
        rules = openapi.described_rules()
        expected = {
            (openapi.path_of(rule), method.lower())
            for rule in rules
            for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        }
    described = {
        (path, method) for path, operations in document["paths"].items() for method in operations
    }
    assert described == expected
    assert len(described) >= 14


def test_no_call_is_described_by_default(edge: Edge) -> None:
    with edge.tabletop.flask.app_context():
        assert {rule.endpoint for rule in openapi.described_rules()} == set(openapi.CALLS)


def test_the_debrief_s_data_is_described_with_its_filters_and_its_types(
    document: dict[str, Any],
) -> None:
    path = "/api/v1/exercises/{exercise_id}"
    for call, types in (
        ("timeline", {"application/json"}),
        ("export.{suffix}", {"application/json", "text/csv"}),
    ):
        operation = document["paths"][f"{path}/{call}"]["get"]
        assert set(operation["responses"]["200"]["content"]) == types
        filters = {each["name"]: each for each in operation["parameters"] if each["in"] == "query"}
        assert set(filters) == {"kind", "team"}
        assert all(each["schema"]["type"] == "array" for each in filters.values())
        assert all(each["explode"] for each in filters.values())
        assert filters["kind"]["schema"]["items"]["enum"] == list(KINDS)


def test_every_call_of_the_protocol_is_described(document: dict[str, Any]) -> None:
    rows = re.findall(r"^\| `(GET|POST) (/\S*?)(?:\?\S*)?` \|", PROTOCOL.read_text(), re.MULTILINE)
    assert len(rows) >= 14
    described = {
        (method.upper(), re.sub(r"{\w+}", "X", path))
        for path, operations in document["paths"].items()
        for method in operations
    }
    for method, path in rows:
        assert (method, re.sub(r"\b(ID|CODE|FILE|FORMAT)\b", "X", path)) in described


def test_every_command_a_seat_may_say_is_described(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    named = {each["properties"]["name"]["enum"][0] for each in schemas["Command"]["oneOf"]}
    assert named == {name for name, cls in COMMANDS.items() if cls.by}
    assert schemas["clock.rate"]["required"] == ["rate"]
    assert all(schemas[name]["additionalProperties"] is False for name in named)


def test_the_error_codes_are_the_protocols(document: dict[str, Any]) -> None:
    error = document["components"]["schemas"]["Error"]["properties"]["error"]
    assert set(error["properties"]["code"]["enum"]) == set(STATUS)


def test_nothing_is_referred_to_that_is_not_there(document: dict[str, Any]) -> None:
    found = references(document)
    assert len(found) > 40
    for reference in found:
        *_, kind, name = reference.split("/")
        assert name in document["components"][kind], reference


def test_every_operation_is_complete(document: dict[str, Any]) -> None:
    ids = []
    for path, operations in document["paths"].items():
        for operation in operations.values():
            ids.append(operation["operationId"])
            assert operation["description"]
            assert "default" in operation["responses"]
            in_path = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert in_path == set(re.findall(r"{(\w+)}", path))
    assert len(ids) == len(set(ids))
