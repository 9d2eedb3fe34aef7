"""Scenarios as JSON values and back, for the exercise's own copy and for injects in the log.

Every field is written out under its own name; tuples become lists, and a condition has the same
form as in a scenario file (`{"inject": "A", "effect_in": ["escalating"]}`, `{"any": [...]}`).
Reading is strict: an unknown field or a value of the wrong type is refused. A field that is
missing takes its default, so that copies written by older releases can still be read.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields
from functools import cache
from math import isfinite
from types import NoneType, UnionType
from typing import (
    Any,
    Literal,
    TypeAlias,
    TypeVar,
    Union,
    assert_never,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Ask,
    Condition,
    EffectIn,
    Inject,
    NoResponse,
    Not,
    OptionIn,
    Scenario,
)

Plain: TypeAlias = dict[str, Any]
"""A JSON object: str, int, float, bool, None, lists and objects of these."""

MAX_DEPTH = 20
"""How deep conditions may nest."""

LARGEST = 2**53
"""The largest whole number that a browser reads as it was written."""

_T = TypeVar("_T")


class Malformed(ValueError):
    """Plain data that spells no such object. `field` is the path of the fault ("options.0.id")."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(f"{field}: {message}" if field else message)
        self.field = field
        self.message = message


def scenario_to_plain(scenario: Scenario) -> Plain:
    """The scenario as a JSON object."""
    return cast(Plain, _to_plain(scenario))


def scenario_from_plain(data: object) -> Scenario:
    """The scenario that `scenario_to_plain` wrote. Raises Malformed."""
    return _object(Scenario, data, "")


def inject_to_plain(inject: Inject) -> Plain:
    """One inject as a JSON object."""
    return cast(Plain, _to_plain(inject))


def inject_from_plain(data: object) -> Inject:
    """The inject that `inject_to_plain` wrote. Raises Malformed."""
    return _object(Inject, data, "")


def ask_to_plain(ask: Ask) -> Plain:
    """One ask as a JSON object."""
    return cast(Plain, _to_plain(ask))


def ask_from_plain(data: object) -> Ask:
    """The ask that `ask_to_plain` wrote. Raises Malformed; see `ask_rules` for what makes sense."""
    return _object(Ask, data, "")


def condition_to_plain(condition: Condition) -> Plain:
    """A condition in the form it has in a scenario file."""
    match condition:
        case EffectIn(inject, effects):
            return {"inject": inject, "effect_in": list(effects)}
        case OptionIn(inject, options):
            return {"inject": inject, "option_in": list(options)}
        case NoResponse(inject):
            return {"inject": inject, "no_response": True}
        case AnyOf(parts):
            return {"any": [condition_to_plain(part) for part in parts]}
        case AllOf(parts):
            return {"all": [condition_to_plain(part) for part in parts]}
        case Not(part):
            return {"not": condition_to_plain(part)}
        case _:
            assert_never(condition)


def condition_from_plain(data: object, at: str = "", depth: int = 0) -> Condition:
    """The condition that `condition_to_plain` wrote. Raises Malformed."""
    if depth > MAX_DEPTH:
        raise Malformed(at, f"conditions nest deeper than {MAX_DEPTH}")
    if not isinstance(data, Mapping):
        raise Malformed(at, "must be an object")
    match dict(data):
        case {"inject": str(inject), "effect_in": effects, **rest} if not rest:
            return _object(EffectIn, {"inject": inject, "effects": effects}, at)
        case {"inject": str(inject), "option_in": options, **rest} if not rest:
            return _object(OptionIn, {"inject": inject, "options": options}, at)
        case {"inject": str(inject), "no_response": True, **rest} if not rest:
            return NoResponse(inject)
        case {"any": list(parts), **rest} if not rest:
            return AnyOf(_parts(parts, _under(at, "any"), depth))
        case {"all": list(parts), **rest} if not rest:
            return AllOf(_parts(parts, _under(at, "all"), depth))
        case {"not": part, **rest} if not rest:
            return Not(condition_from_plain(part, _under(at, "not"), depth + 1))
    raise Malformed(at, "is no condition")


def _parts(parts: list[object], at: str, depth: int) -> tuple[Condition, ...]:
    return tuple(
        condition_from_plain(part, f"{at}.{number}", depth + 1) for number, part in enumerate(parts)
    )


def _to_plain(value: Any) -> Any:
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, tuple):
        return [_to_plain(item) for item in value]
    if isinstance(value, EffectIn | OptionIn | NoResponse | AnyOf | AllOf | Not):
        return condition_to_plain(value)
    return {item.name: _to_plain(getattr(value, item.name)) for item in fields(value)}


class _AnyCondition:
    """Stands for the recursive `Condition` while type hints are looked up."""


@cache
def _hints(cls: type) -> Mapping[str, Any]:
    return get_type_hints(cls, localns={"Condition": _AnyCondition})


def _object(cls: type[_T], data: object, at: str) -> _T:
    if not isinstance(data, Mapping):
        raise Malformed(at, "must be an object")
    hints = _hints(cls)  # type: ignore[arg-type]  # classes are hashable
    if unknown := [str(name) for name in data if name not in hints]:
        raise Malformed(_under(at, unknown[0]), "unknown field")
    for item in fields(cls):  # type: ignore[arg-type]  # every caller passes a dataclass
        if item.name not in data and item.default is MISSING and item.default_factory is MISSING:
            raise Malformed(_under(at, item.name), "is missing")
    return cls(
        **{name: _value(hints[name], value, _under(at, name)) for name, value in data.items()}
    )


def _under(at: str, name: str | int) -> str:
    return f"{at}.{name}" if at else str(name)


def _value(hint: Any, value: object, at: str) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin in (Union, UnionType):
        if value is None:
            return None
        (hint,) = (argument for argument in arguments if argument is not NoneType)
        return _value(hint, value, at)
    if origin is tuple:
        if not isinstance(value, list):
            raise Malformed(at, "must be a list")
        return tuple(_value(arguments[0], item, _under(at, n)) for n, item in enumerate(value))
    if origin is Literal:
        if value not in arguments:
            raise Malformed(at, f"must be one of {', '.join(map(str, arguments))}")
        return value
    if hint is _AnyCondition:
        return condition_from_plain(value, at)
    if hint in _CHECKS:
        allowed, words = _CHECKS[hint]
        if not isinstance(value, allowed) or (isinstance(value, bool) and hint is not bool):
            raise Malformed(at, words)
        if isinstance(value, float) and not isfinite(value):
            raise Malformed(at, words)
        if isinstance(value, int) and abs(value) > LARGEST:
            raise Malformed(at, "is too large")
        return value
    return _object(hint, value, at)


_CHECKS: Mapping[type, tuple[tuple[type, ...], str]] = {
    str: ((str,), "must be text"),
    int: ((int,), "must be a whole number"),
    float: ((int, float), "must be a number"),
    bool: ((bool,), "must be true or false"),
}
