"""The bodies of requests that are no commands, and the query parameters, declared once: read from
here, and described from here in the OpenAPI document."""

from __future__ import annotations

from typing import Any

from flask import request
from marshmallow import RAISE, Schema, fields
from marshmallow.validate import Length, OneOf

from tabletop.domain.commands import words
from tabletop.domain.debrief.filters import KINDS
from tabletop.domain.errors import Refusal
from tabletop.service.callers import AS_KINDS
from tabletop.service.creation import MOST_TABLES
from tabletop.service.desk import MAX_TITLE
from tabletop.service.requests import load
from tabletop.service.strict_json import loads


class Request(Schema):
    """Base: a field nobody knows is refused."""

    class Meta:
        unknown = RAISE


class CreateExercise(Request):
    """The body of `POST /api/v1/exercises`."""

    scenario = words(64, least=1, required=True)
    title = words(MAX_TITLE, least=1, load_default=None, allow_none=True)
    teams = fields.List(
        words(200),
        validate=Length(min=1, max=MOST_TABLES),
        load_default=None,
        allow_none=True,
    )
    answers_while_paused = fields.Boolean(truthy={True}, falsy={False}, load_default=True)
    draft = fields.Boolean(truthy={True}, falsy={False}, load_default=False)


class AddSeat(Request):
    """The body of `POST /api/v1/exercises/ID/seats`."""

    kind = fields.String(
        required=True, validate=OneOf(["facilitator", "evaluator", "actor", "display"])
    )
    name = words(200, least=1, required=True)


class ScenariosQuery(Request):
    """The query of `GET /api/v1/scenarios`."""

    drafts = fields.Boolean(truthy={"true"}, falsy={"false"}, load_default=False)


class CommandQuery(Request):
    """The query of `POST /api/v1/exercises/ID/commands`: of which kind, and which seat, the caller
    takes itself to be."""

    as_ = fields.String(data_key="as", load_default=None, validate=OneOf(list(AS_KINDS)))
    seat = words(64, least=1, load_default=None)


class DocumentsQuery(Request):
    """The query of `GET /api/v1/exercises/ID/documents`: `since` (and `as`, a kind), or `at` (and
    `as`, a seat or a team). The numbers are read by the service."""

    since = fields.String(load_default=None)
    at = fields.String(load_default=None)
    as_ = words(64, least=1, data_key="as", load_default=None)


class TimelineQuery(Request):
    """The query of the debrief's pages, `timeline` and `export`: both filters are repeatable. Which
    teams there are, only the exercise knows."""

    kind = fields.List(fields.String(metadata={"enum": list(KINDS)}), load_default=list)
    team = fields.List(fields.String(), load_default=list)


def body(schema: type[Schema]) -> dict[str, Any]:
    """The request's JSON body, checked. Raises Refusal("invalid")."""
    return load(schema(), json_body())


def json_body() -> Any:
    """The request's JSON body. Raises Refusal("invalid")."""
    if not request.is_json:
        raise Refusal("invalid", 'Send JSON, with "Content-Type: application/json".')
    return loads(request.get_data(cache=False))


def query(schema: type[Schema]) -> dict[str, Any]:
    """The request's query parameters, checked; one that is no list may come once.

    Raises Refusal("invalid").
    """
    rules = schema()
    given: dict[str, Any] = request.args.to_dict(flat=False)
    lists = {name for name, rule in rules.fields.items() if isinstance(rule, fields.List)}
    if twice := {name for name in given.keys() - lists if len(given[name]) > 1}:
        faults = {name: ["May be given once."] for name in sorted(twice)}
        raise Refusal("invalid", "Something in this address is not right.", faults)
    asked = {name: values if name in lists else values[0] for name, values in given.items()}
    return load(rules, asked)
