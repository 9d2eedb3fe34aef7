"""What is asked, as it arrives, before anybody knows whether it makes sense."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from math import isfinite
from typing import Any, Final

from marshmallow import Schema, ValidationError

from tabletop.domain import commands
from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json
from tabletop.domain.plain import LARGEST
from tabletop.domain.texts import is_text

DEEPEST: Final = 20
MOST_VALUES: Final = 10_000
_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", re.ASCII)
TIME_FAULT: Final = "Must be a time such as 2027-01-15T08:00:00.000Z."
ID_FAULT: Final = "Must be 8 to 64 letters, digits, - or _ (a UUID is fine)."


@dataclass(frozen=True, slots=True)
class Request:
    """A checked command with its sender's id for it. `digest` tells two requests apart. After
    `expires_at` (Unix ms) it is not to be done any more; None: whenever it comes."""

    id: str
    command: commands.AnyCommand
    digest: str
    expires_at: int | None = None


def read(request: object) -> Request:
    """The command in `{"id", "name", "data"}`. Raises Refusal("invalid") with what is wrong."""
    if not isinstance(request, Mapping):
        raise _invalid("A command is an object.", "command", "Must be an object.")
    check_json(request)
    for key in request:
        if key not in {"id", "name", "data", "expires_at"}:
            raise _invalid("A command has an id, a name and data.", str(key)[:64], "Unknown field.")
    command_id, name, data = request.get("id"), request.get("name"), request.get("data", {})
    if not isinstance(command_id, str) or not _ID.fullmatch(command_id):
        raise _invalid("Give every command an id of its own.", "id", ID_FAULT)
    if not isinstance(name, str):
        raise _invalid("Say which command this is.", "name", "Must be text.")
    if not isinstance(data, Mapping):
        raise _invalid("A command's data is an object.", "data", "Must be an object.")
    expires_at = _moment(request.get("expires_at"))
    return Request(command_id, commands.read(name, data), _digest(name, data), expires_at)


def system(command_id: str, command: commands.AnyCommand) -> Request:
    """A command the system says, under its derived id."""
    return Request(command_id, command, "")


def check_json(value: Json, at: str = "") -> None:
    """Raises Refusal("invalid"), with the path below `at`, for JSON no honest client sends.

    That is: nested too deep, too much of it, numbers that no browser reads as written (NaN, 1e400,
    10**30), and texts with NUL or half a surrogate pair.
    """
    left = MOST_VALUES
    level = [(at, value)]
    for _ in range(DEEPEST):
        inner: list[tuple[str, Json]] = []
        for path, each in level:
            fault = _fault(each)
            if fault is not None:
                raise _invalid("Something in this request is not right.", path or "body", fault)
            under = f"{path}." if path else ""
            if isinstance(each, Mapping):
                inner.extend((f"{under}{key}", one) for key, one in each.items())
            elif isinstance(each, list | tuple):
                inner.extend((f"{under}{number}", one) for number, one in enumerate(each))
        left -= len(inner)
        if left < 0:
            raise _invalid("That is too much at once.", at or "body", "Too many values.")
        if not inner:
            return
        level = inner
    raise _invalid("That is nested too deep.", at or "body", f"At most {DEEPEST} levels.")


def load(schema: Schema, body: object) -> dict[str, Any]:
    """A request's body, checked. Raises Refusal("invalid")."""
    check_json(body)
    if not isinstance(body, Mapping):
        raise Refusal("invalid", "Send a JSON object.", {"body": ["Must be an object."]})
    try:
        data: dict[str, Any] = schema.load(body)
    except ValidationError as error:
        faults = {
            path.removeprefix("body."): texts
            for path, texts in commands.paths(error.messages, "body")
        }
        raise Refusal("invalid", "Something in this request is not right.", faults) from None
    return data


def _fault(value: Json) -> str | None:
    """What is wrong with one value, not looking into it."""
    match value:
        case str():
            return None if is_text(value) else "Holds what is no character."
        case float():
            return None if isfinite(value) else "Must be a finite number."
        case int():
            return None if abs(value) <= LARGEST else "Must be at most 2^53."
        case Mapping():
            right = all(isinstance(key, str) and is_text(key) for key in value)
            return None if right else "A field's name is not text."
    return None


def read_since(since: object) -> int:
    """A `since`. Raises Refusal("invalid") unless it is a whole number from 0 to 2**53."""
    if since is None:
        return 0
    if isinstance(since, str) and since.isascii() and since.isdigit() and len(since) <= 16:
        since = int(since)
    if isinstance(since, bool) or not isinstance(since, int) or not 0 <= since <= LARGEST:
        raise _invalid(
            "since is the head you last got.", "since", "Must be a whole number from 0 to 2^53."
        )
    return since


def _moment(text: object) -> int | None:
    """Unix ms of a time as the protocol writes it. Raises Refusal("invalid")."""
    if text is None:
        return None
    if isinstance(text, str) and _TIME.fullmatch(text):
        try:
            return round(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)
        except ValueError:
            pass
    raise _invalid("There is no such time.", "expires_at", TIME_FAULT)


def _digest(name: str, data: Mapping[str, Json]) -> str:
    text = json.dumps([name, data], sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _invalid(message: str, field: str, fault: str) -> Refusal:
    return Refusal("invalid", message, {field: [fault]})
