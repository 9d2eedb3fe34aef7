"""What every event is, and the values that events share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal, TypeAlias

Json: TypeAlias = Any
"""A JSON value kept as it came, after it was checked at the door (answers, ad-hoc injects)."""

SeatKind: TypeAlias = Literal["facilitator", "evaluator", "actor", "participant", "display"]

SYSTEM = "system"
"""The actor of what the clock does by itself."""


@dataclass(frozen=True, slots=True)
class Event:
    """Base of all events. `kind` is its name in the log, `version` the shape of its data."""

    kind: ClassVar[str] = ""
    version: ClassVar[int] = 1
