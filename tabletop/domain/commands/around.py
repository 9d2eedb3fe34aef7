"""What is said around the play."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from marshmallow import fields as wire
from marshmallow.validate import OneOf

from tabletop.domain.commands.rules import (
    FACILITATOR,
    OBSERVERS,
    PARTICIPANT,
    Command,
    Id,
    Ids,
    MaybeId,
    SomeWords,
    Words,
    words,
)


@dataclass(frozen=True, slots=True)
class Nudge(Command):
    """Tap these seats on the shoulder, about an inject or in general."""

    name = "nudge.send"
    by = FACILITATOR
    seats: Ids
    inject: MaybeId = None


@dataclass(frozen=True, slots=True)
class Message(Command):
    """Say a few words outside the script, to a seat, a team, or everybody."""

    name = "message.send"
    by = FACILITATOR
    text: Annotated[str, words(1_000, least=1)]
    team: MaybeId = None
    seat: MaybeId = None


@dataclass(frozen=True, slots=True)
class RequestPause(Command):
    """Ask the facilitator for a pause; peers don't see who did."""

    name = "pause.request"
    by = PARTICIPANT


@dataclass(frozen=True, slots=True)
class AddNote(Command):
    """Pin a private note to this moment."""

    name = "note.add"
    by = OBSERVERS
    text: SomeWords
    inject: MaybeId = None
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class AddFlag(Command):
    """Mark this moment to come back to."""

    name = "flag.add"
    by = OBSERVERS
    text: Annotated[str, words(500)] = ""
    inject: MaybeId = None
    team: MaybeId = None


@dataclass(frozen=True, slots=True)
class SetRating(Command):
    """Rate an objective P, S, M or U, for one team or for all."""

    name = "rating.set"
    by = OBSERVERS
    objective: Id
    rating: Annotated[Literal["P", "S", "M", "U"], wire.String(validate=OneOf(list("PSMU")))]
    team: MaybeId = None
    text: Words = ""
