"""Everything a seat may say: one frozen class per command, declared once.

A class carries its wire name, the seats that may say it, and its fields with their rules, so that
`read` turns JSON into the object or refuses it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias, get_args

from marshmallow import Schema, ValidationError

from tabletop.domain.commands.answers import Draft, Lock, PassLock, Propose, Read, Submit, Vote
from tabletop.domain.commands.around import (
    AddFlag,
    AddNote,
    Message,
    Nudge,
    RequestPause,
    SetRating,
)
from tabletop.domain.commands.clock import (
    Jump,
    Pause,
    PreviewJump,
    RestartPause,
    Resume,
    SetRate,
    Start,
    UndoJump,
)
from tabletop.domain.commands.exercise import (
    CloseExercise,
    End,
    Halt,
    LockJoins,
    Open,
    ResumeAfterHalt,
)
from tabletop.domain.commands.injects import (
    CloseInject,
    Compose,
    Extend,
    Hide,
    Hold,
    Recall,
    Release,
    Restore,
    Reveal,
    Revise,
    Skip,
)
from tabletop.domain.commands.people import Join, Move, Remove, Rename, SubmitSurvey, Watch
from tabletop.domain.commands.rules import Command, words
from tabletop.domain.commands.schemas import paths, schema
from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json

AnyCommand: TypeAlias = (
    Open
    | LockJoins
    | End
    | CloseExercise
    | Halt
    | ResumeAfterHalt
    | Start
    | Pause
    | Resume
    | SetRate
    | Jump
    | PreviewJump
    | UndoJump
    | RestartPause
    | Release
    | Hold
    | Skip
    | Restore
    | Recall
    | Revise
    | Extend
    | CloseInject
    | Compose
    | Reveal
    | Hide
    | Read
    | Submit
    | Draft
    | Propose
    | Vote
    | Lock
    | PassLock
    | Join
    | Rename
    | Move
    | Watch
    | Remove
    | Nudge
    | Message
    | RequestPause
    | AddNote
    | AddFlag
    | SetRating
    | SubmitSurvey
)

COMMANDS: Mapping[str, type[Command]] = {cls.name: cls for cls in get_args(AnyCommand)}
"""Every command class by its wire name."""

SCHEMAS: Mapping[str, Schema] = {name: schema(cls) for name, cls in COMMANDS.items()}
"""The schema of every command's `data`, by wire name."""


def read(name: str, data: Mapping[str, Json]) -> AnyCommand:
    """The command that `data` spells, checked.

    Raises Refusal("invalid") with the faults by field; an unknown name is a fault of "name".
    """
    cls = COMMANDS.get(name)
    if cls is None:
        raise Refusal(
            "invalid", f"There is no command {name[:64]!r}.", {"name": ["Unknown command."]}
        )
    try:
        values = SCHEMAS[name].load(data)
    except ValidationError as error:
        raise Refusal(
            "invalid",
            "Something in this request is not right.",
            dict(paths(error.messages)),
        ) from None
    values = {key: tuple(v) if isinstance(v, list) else v for key, v in values.items()}
    return cls(**values)  # type: ignore[return-value]  # COMMANDS holds exactly the union's members


__all__ = [
    "COMMANDS",
    "SCHEMAS",
    "AddFlag",
    "AddNote",
    "AnyCommand",
    "CloseExercise",
    "CloseInject",
    "Command",
    "Compose",
    "Draft",
    "End",
    "Extend",
    "Halt",
    "Hide",
    "Hold",
    "Join",
    "Jump",
    "Lock",
    "LockJoins",
    "Message",
    "Move",
    "Nudge",
    "Open",
    "PassLock",
    "Pause",
    "PreviewJump",
    "Propose",
    "Read",
    "Recall",
    "Release",
    "Remove",
    "Rename",
    "RequestPause",
    "RestartPause",
    "Restore",
    "Resume",
    "ResumeAfterHalt",
    "Reveal",
    "Revise",
    "SetRate",
    "SetRating",
    "Skip",
    "Start",
    "Submit",
    "SubmitSurvey",
    "UndoJump",
    "Vote",
    "Watch",
    "paths",
    "read",
    "schema",
    "words",
]
