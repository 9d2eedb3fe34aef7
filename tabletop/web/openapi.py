"""The OpenAPI document: the routes as registered, with the schemas their requests are read by."""

from __future__ import annotations

import re
from dataclasses import dataclass
from inspect import getdoc
from typing import Any, Final, get_args

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import current_app
from marshmallow import Schema
from werkzeug.routing import Rule

from tabletop.domain import commands
from tabletop.domain.errors import Code
from tabletop.exports.formats import FORMATS
from tabletop.service.joining import JoinSchema
from tabletop.web import schemas
from tabletop.web.services import VERSION

OPENAPI_VERSION: Final = "3.0.3"
COMMAND_ID: Final = {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$"}


@dataclass(frozen=True, slots=True)
class Call:
    """What the document says about a route beyond its address and docstring."""

    answer: str
    status: int = 200
    media: tuple[str, ...] = ("application/json",)
    body: type[Schema] | str | None = None
    query: type[Schema] | None = None
    public: bool = False


CALLS: Final[dict[str, Call]] = {
    "api.health": Call("The server can do its work.", public=True),
    "api.scenarios": Call("The scenarios.", query=schemas.ScenariosQuery),
    "api.exercises": Call("The user's own exercises."),
    "api.create": Call(
        "The exercise and the caller's seat in it.", 201, body=schemas.CreateExercise
    ),
    "api.join_info": Call("The exercise's title and teams.", public=True),
    "api.join": Call("The exercise and the new seat.", 201, body=JoinSchema, public=True),
    "api.add_seat": Call("The new seat with its token.", 201, body=schemas.AddSeat),
    "api.command": Call(
        "The command's answer, once it is recorded.",
        body="Command",
        query=schemas.CommandQuery,
    ),
    "api.documents": Call("The documents.", query=schemas.DocumentsQuery),
    "api.qr": Call("The picture.", media=("image/svg+xml",)),
    "api.openapi": Call("This document.", public=True),
    "debrief.timeline": Call(
        "The entries in order, the lanes, and what is added up from them.",
        query=schemas.TimelineQuery,
    ),
    "debrief.export": Call(
        "The file.",
        media=tuple(each.mimetype for each in FORMATS.values()),
        query=schemas.TimelineQuery,
    ),
    "media.file": Call("The file.", media=("image/*", "audio/*", "video/*")),
}
"""Every route that `described_rules` finds; one that is missing here makes no document."""


def document() -> dict[str, Any]:
    """The whole document, ready for JSON."""
    spec = APISpec(
        title="Tabletop",
        version=VERSION,
        openapi_version=OPENAPI_VERSION,
        info={
            "description": "Live crisis exercises. Times are UTC; `_ms` fields are milliseconds."
        },
        plugins=[MarshmallowPlugin(schema_name_resolver=_schema_name)],
    )
    spec.components.schema("Error", _error())
    for cls in spoken():
        spec.components.schema(cls.name, schema=commands.schema(cls))
    spec.components.schema("Command", {"oneOf": [_command(cls) for cls in spoken()]})
    spec.components.security_scheme("bearer", {"type": "http", "scheme": "bearer"})
    for rule in described_rules():
        operations = {
            method.lower(): _operation(rule)
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"})
        }
        spec.path(path=path_of(rule), operations=operations)
    made: dict[str, Any] = spec.to_dict()
    return made


def described_rules() -> list[Rule]:
    """The routes that are for programs."""
    rules = current_app.url_map.iter_rules()
    return [rule for rule in rules if rule.rule.startswith(("/api/", "/media/", "/healthz"))]


def path_of(rule: Rule) -> str:
    """A route's address as OpenAPI writes it."""
    return re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", rule.rule)


def spoken() -> list[type[commands.Command]]:
    """The commands a seat may say."""
    return [cls for cls in commands.COMMANDS.values() if cls.by]


def _schema_name(schema: type[Schema]) -> str:
    return schema.__name__.removesuffix("Schema")


def _command(cls: type[commands.Command]) -> dict[str, Any]:
    return {
        "type": "object",
        "description": getdoc(cls) or "",
        "required": ["id", "name"],
        "properties": {
            "id": COMMAND_ID,
            "name": {"type": "string", "enum": [cls.name]},
            "data": {"$ref": f"#/components/schemas/{cls.name}"},
            "expires_at": {"type": "string", "format": "date-time", "nullable": True},
        },
        "additionalProperties": False,
    }


def _operation(rule: Rule) -> dict[str, Any]:
    call = CALLS[rule.endpoint]
    view = current_app.view_functions[rule.endpoint]
    described: dict[str, Any] = {
        "operationId": rule.endpoint.replace(".", "_"),
        "description": getdoc(view) or "",
        "parameters": [
            {"in": "path", "name": name, "required": True, "schema": {"type": "string"}}
            for name in sorted(rule.arguments)
        ],
        "responses": {
            str(call.status): {
                "description": call.answer,
                "content": {each: {} for each in call.media},
            },
            "default": {
                "description": "Refused.",
                "content": {"application/json": {"schema": "Error"}},
            },
        },
        "security": [] if call.public else [{"bearer": []}],
    }
    if call.query is not None:
        described["parameters"].append({"in": "query", "schema": call.query})
    if call.body is not None:
        described["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": call.body}},
        }
    return described


def _error() -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["error"],
        "properties": {
            "error": {
                "type": "object",
                "required": ["code", "message"],
                "properties": {
                    "code": {"type": "string", "enum": list(get_args(Code))},
                    "message": {"type": "string"},
                    "fields": {
                        "type": "object",
                        "additionalProperties": {"type": "array", "items": {"type": "string"}},
                    },
                    "reference": {"type": "string"},
                },
            }
        },
    }
