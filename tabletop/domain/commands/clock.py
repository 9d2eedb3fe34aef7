"""The exercise clock."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Annotated

from marshmallow import fields as wire
from marshmallow.validate import OneOf

from tabletop.domain.commands.rules import DAY_MS, FACILITATOR, Command, an_id, number, whole


@dataclass(frozen=True, slots=True)
class Start(Command):
    """STARTEX."""

    name = "clock.start"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class Pause(Command):
    """Stop the exercise clock."""

    name = "clock.pause"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class Resume(Command):
    """Let the exercise clock go on."""

    name = "clock.resume"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class SetRate(Command):
    """Let exercise time pass `rate` times as fast as wall time."""

    name = "clock.rate"
    by = FACILITATOR
    rate: Annotated[float, number(0.1, 120)]


@dataclass(frozen=True, slots=True)
class Jump(Command):
    """Set the clock forward. `injects` says for each passed one "release" or "skip" (default)."""

    name = "clock.jump"
    by = FACILITATOR
    to_ms: Annotated[int, whole(0, DAY_MS)]
    injects: Annotated[
        Mapping[str, str],
        wire.Dict(keys=an_id(), values=wire.String(validate=OneOf(["release", "skip"]))),
    ] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PreviewJump(Command):
    """What a jump would do; changes nothing. The answer's `result` lists each inject's fate."""

    name = "clock.preview_jump"
    by = FACILITATOR
    to_ms: Annotated[int, whole(0, DAY_MS)]


@dataclass(frozen=True, slots=True)
class UndoJump(Command):
    """Take the last jump back, as long as no other inject has gone out since."""

    name = "clock.undo_jump"
    by = FACILITATOR


@dataclass(frozen=True, slots=True)
class RestartPause(Command):
    """After a restart: stand where the clock was last known to run."""

    name = "clock.restart_pause"
    elapsed_ms: Annotated[int, whole(0, DAY_MS * 30)]
