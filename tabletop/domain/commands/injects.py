"""Sending, holding, changing and taking back injects."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from marshmallow import fields as wire
from marshmallow.validate import Length

from tabletop.domain.commands.rules import (
    DAY_MS,
    FACILITATOR,
    Command,
    Id,
    MaybeId,
    an_id,
    flag,
    whole,
    words,
)
from tabletop.domain.events import Json


@dataclass(frozen=True, slots=True)
class Release(Command):
    """Send an inject now, whatever the clock says; to `teams` or to all it is meant for.

    Sent by a person, conditions are ignored: the facilitator knows. Sent by the schedule, each
    team's condition is asked first.
    """

    name = "inject.release"
    by = FACILITATOR
    inject: Id
    teams: Annotated[tuple[str, ...] | None, wire.List(an_id(), validate=Length(min=1))] = None


@dataclass(frozen=True, slots=True)
class Hold(Command):
    """Keep an inject from going out by itself."""

    name = "inject.hold"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Skip(Command):
    """Take an inject off the run sheet."""

    name = "inject.skip"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Restore(Command):
    """Put a held or skipped inject back; one whose time has passed goes out at once."""

    name = "inject.restore"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Recall(Command):
    """Take a released inject back; its recipients see that it was."""

    name = "inject.recall"
    by = FACILITATOR
    inject: Id
    reason: Annotated[str, words(500)] = ""


@dataclass(frozen=True, slots=True)
class Revise(Command):
    """Change an inject's words, before or after it went out; with `version` only if it is still
    the one that was read."""

    name = "inject.revise"
    by = FACILITATOR
    inject: Id
    title: Annotated[str | None, words(200, least=1)] = None
    body: Annotated[str | None, words(8_000)] = None
    prompt: Annotated[str | None, words(500, least=1)] = None
    version: Annotated[int | None, whole(1, 1_000_000)] = None


@dataclass(frozen=True, slots=True)
class Extend(Command):
    """Leave an open ask open `by_ms` longer (for one team, or all)."""

    name = "inject.extend"
    by = FACILITATOR
    inject: Id
    by_ms: Annotated[int, whole(1_000, DAY_MS)]
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class CloseInject(Command):
    """Close an open ask early (for one team, or all)."""

    name = "inject.close"
    by = FACILITATOR
    inject: Id
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class Compose(Command):
    """Write an inject on the spot. With `release` it goes out now, else it waits, held.

    `to` is "all" or lists of ids; `ask` as in a scenario. The answer's `result` names the new id.
    """

    name = "inject.compose"
    by = FACILITATOR
    title: Annotated[str, words(200, least=1)]
    body: Annotated[str, words(8_000)] = ""
    sender: Annotated[str, words(120, data_key="from")] = "Exercise control"
    channel: Annotated[str, words(20)] = "chat"
    to: Annotated[Json, wire.Raw()] = "all"
    private: Annotated[bool, flag()] = False
    ask: Annotated[Mapping[str, Json] | None, wire.Dict(keys=wire.String())] = None
    release: Annotated[bool, flag()] = True


@dataclass(frozen=True, slots=True)
class Reveal(Command):
    """Show on the display how the teams answered."""

    name = "inject.reveal"
    by = FACILITATOR
    inject: Id


@dataclass(frozen=True, slots=True)
class Hide(Command):
    """Take it off the display again how the teams answered."""

    name = "inject.hide"
    by = FACILITATOR
    inject: Id
