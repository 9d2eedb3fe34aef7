"""From a command's class to the marshmallow schema of its `data`."""

from __future__ import annotations

from collections.abc import Mapping
from copy import deepcopy
from dataclasses import MISSING, fields
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from marshmallow import RAISE, Schema
from marshmallow import fields as wire

from tabletop.domain.commands.rules import Command


def schema(cls: type[Command]) -> Schema:
    """The schema of a command's `data`, built from its annotations.

    Unknown fields are refused; a field with a default may be left out; one whose type allows None
    may be null.
    """
    hints = get_type_hints(cls, include_extras=True)
    built: dict[str, wire.Field[Any]] = {}
    for item in fields(cls):
        hint = hints[item.name]
        assert get_origin(hint) is Annotated, f"{cls.__name__}.{item.name} has no wire rule"
        kind, rule = get_args(hint)[:2]
        rule = deepcopy(rule)
        rule.required = item.default is MISSING and item.default_factory is MISSING
        rule.allow_none = type(None) in get_args(kind)
        built[item.name] = rule
    made = Schema.from_dict(built, name=cls.__name__)
    return made(unknown=RAISE)


def paths(messages: Any, at: str = "data") -> list[tuple[str, list[str]]]:
    """marshmallow's nested messages as flat ("data.answer.option", ["what is wrong"]) pairs."""
    if isinstance(messages, Mapping):
        found: list[tuple[str, list[str]]] = []
        for key, inner in messages.items():
            found.extend(paths(inner, at if key == "_schema" else f"{at}.{key}"))
        return found
    return [(at, [str(text) for text in messages])]
