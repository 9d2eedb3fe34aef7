"""Who sits where, and what they fill in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, get_args

from marshmallow import fields as wire
from marshmallow.validate import OneOf

from tabletop.domain.commands.rules import (
    FACILITATOR,
    PARTICIPANT,
    SELF,
    Command,
    Id,
    MaybeId,
    an_id,
    flag,
    whole,
    words,
)
from tabletop.domain.events import Json, SeatKind


@dataclass(frozen=True, slots=True)
class Join(Command):
    """Somebody takes a seat; the service has made its row. `most` is how many participants fit.

    Without `team` a participant sits at the smallest one, without `role` it gets the first one
    that nobody holds. The answer's `result` says where: {"team", "role"}.
    """

    name = "seat.join"
    seat: Id
    kind: Annotated[SeatKind, wire.String(validate=OneOf(get_args(SeatKind)))]
    team: MaybeId = None
    role: MaybeId = None
    watching: Annotated[bool, flag()] = False
    consent: Annotated[tuple[str, ...], wire.List(an_id())] = ()
    most: Annotated[int, whole(1, 100_000)] = 1_000


@dataclass(frozen=True, slots=True)
class Rename(Command):
    """Go by another name; a facilitator may rename anybody."""

    name = "seat.rename"
    by = SELF
    to: Annotated[str, words(10_240, data_key="name")]
    seat: MaybeId = None


@dataclass(frozen=True, slots=True)
class Move(Command):
    """Seat somebody at another team or in another role."""

    name = "seat.move"
    by = FACILITATOR
    seat: Id
    team: Id
    role: MaybeId = None


@dataclass(frozen=True, slots=True)
class Watch(Command):
    """Only watch from now on, or take part again. No reason is asked.

    A facilitator says it of a `seat` whose person is not there any more, so that nobody waits.
    """

    name = "seat.watch"
    by = FACILITATOR | PARTICIPANT
    watching: Annotated[bool, flag()] = True
    seat: MaybeId = None


@dataclass(frozen=True, slots=True)
class Remove(Command):
    """Take somebody out of the exercise; their socket is closed, their answers stay."""

    name = "seat.remove"
    by = FACILITATOR
    seat: Id


@dataclass(frozen=True, slots=True)
class SubmitSurvey(Command):
    """Answer a survey: item id → whole number or text. Items may be left out."""

    name = "survey.submit"
    by = PARTICIPANT
    survey: Id
    answers: Annotated[Mapping[str, Json], wire.Dict(keys=an_id())]
