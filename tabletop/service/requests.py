"""A command as it arrives, before anybody knows whether it makes sense."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from math import isfinite
from typing import Final

from tabletop.domain import commands
from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json

DEEPEST: Final = 20
MOST_VALUES: Final = 10_000
LARGEST_SINCE: Final = 2**53
_ID: Final = re.compile(r"[A-Za-z0-9_-]{8,64}")


@dataclass(frozen=True, slots=True)
class Request:
    """A checked command with its sender's id for it. `digest` tells two requests apart."""

    id: str
    command: commands.AnyCommand
    digest: str


def read(request: object) -> Request:
    """The command in `{"id", "name", "data"}`. Raises Refusal("invalid") with what is wrong."""
    if not isinstance(request, Mapping):
        raise _invalid("A command is an object.", "command", "Must be an object.")
    for key in request:
        if key not in {"id", "name", "data"}:
            raise _invalid("A command has an id, a name and data.", str(key)[:64], "Unknown field.")
    command_id, name, data = request.get("id"), request.get("name"), request.get("data", {})
    if not isinstance(command_id, str) or not _ID.fullmatch(command_id):
        raise _invalid(
            "Give every command an id of its own.",
            "id",
            "Must be 8 to 64 letters, digits, - or _ (a UUID is fine).",
        )
    if not isinstance(name, str):
        raise _invalid("Say which command this is.", "name", "Must be text.")
    if not isinstance(data, Mapping):
        raise _invalid("A command's data is an object.", "data", "Must be an object.")
    check_json(data)
    return Request(command_id, commands.read(name, data), _digest(name, data))


def system(command_id: str, command: commands.AnyCommand) -> Request:
    """A command the system says, under its derived id."""
    return Request(command_id, command, "")


def check_json(value: Json) -> None:
    """Raises Refusal("invalid") for JSON no honest client sends: too deep, too much, NaN, 1e400."""
    left = MOST_VALUES
    level = [value]
    for _ in range(DEEPEST):
        inner: list[Json] = []
        for each in level:
            if isinstance(each, float) and not isfinite(each):
                raise _invalid("A number is not a number.", "data", "Numbers must be finite.")
            if isinstance(each, Mapping):
                if not all(isinstance(key, str) for key in each):
                    raise _invalid("A field name is not text.", "data", "Names must be text.")
                inner.extend(each.values())
            elif isinstance(each, list | tuple):
                inner.extend(each)
        left -= len(inner)
        if left < 0:
            raise _invalid("That is too much at once.", "data", "Too many values.")
        if not inner:
            return
        level = inner
    raise _invalid("That is nested too deep.", "data", f"At most {DEEPEST} levels.")


def read_since(since: object) -> int:
    """A `since`. Raises Refusal("invalid") unless it is a whole number from 0 to 2**53."""
    if since is None:
        return 0
    if isinstance(since, str) and since.isascii() and since.isdigit() and len(since) <= 16:
        since = int(since)
    if isinstance(since, bool) or not isinstance(since, int) or not 0 <= since <= LARGEST_SINCE:
        raise _invalid(
            "since is the head you last got.", "since", "Must be a whole number from 0 to 2^53."
        )
    return since


def _digest(name: str, data: Mapping[str, Json]) -> str:
    text = json.dumps([name, data], sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _invalid(message: str, field: str, fault: str) -> Refusal:
    return Refusal("invalid", message, {field: [fault]})
