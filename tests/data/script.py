"""Plays commands against the real domain, at the moments of a clock that only the script moves."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.decide import decide
from tabletop.domain.due import agenda
from tabletop.domain.recording import record
from tabletop.domain.scenario import Scenario, Team
from tabletop.domain.state import Header, State
from tabletop.domain.visibility import begin

STARTED = 1_773_343_800_000
"""2026-03-12T19:30:00Z, when a script's wall clock begins."""


def ms(reading: str) -> int:
    """A reading of the clock ("4:49") in milliseconds."""
    minutes, _, seconds = reading.partition(":")
    return (int(minutes) * 60 + int(seconds)) * 1000


@dataclass
class Script:
    """An exercise being played. `recorded` is its log so far, `names` what its people go by."""

    scenario: Scenario
    teams: Sequence[Team]
    now: int = STARTED
    names: dict[str, str] = field(default_factory=dict)
    recorded: list[e.Recorded] = field(default_factory=list)

    def __post_init__(self) -> None:
        header = Header(
            "night",
            self.scenario.title,
            "ABCDEFGH",
            "join-token",
            "user",
            STARTED,
            self.scenario,
            tuple(self.teams),
        )
        self.state = begin(State.new(header))
        self._ids = itertools.count(1)

    def say(self, seat: str | None, command: c.AnyCommand, command_id: str | None = None) -> None:
        """Record what the command causes now; None is the system."""
        decision = decide(self.state, seat, command, self.now)
        self.recorded += record(
            self.state,
            decision.events,
            at=self.now,
            actor=seat or e.SYSTEM,
            command_id=command_id or f"command-{next(self._ids):04d}",
        )

    def wait(self, seconds: float) -> None:
        """Let the wall clock run; what falls due meanwhile happens at its own moment."""
        until = self.now + int(seconds * 1000)
        while (first := next(iter(agenda(self.state)), None)) is not None:
            moment = self.state.clock.moment(first.clock_ms)
            if moment is None or moment > until:
                break
            self.now = max(self.now, moment)
            self.say(None, first.command, first.command_id)
        self.now = until

    def at(self, reading: str) -> None:
        """Wait until the exercise clock reads this. The clock has to run."""
        moment = self.state.clock.moment(ms(reading))
        assert moment is not None, "the clock stands"
        assert moment >= self.now, f"{reading} is past"
        self.wait((moment - self.now) / 1000)

    def join(
        self,
        seat: str,
        name: str,
        kind: e.SeatKind = "participant",
        team: str | None = None,
        consent: tuple[str, ...] = (),
    ) -> None:
        """Somebody takes a seat under a name."""
        self.names[seat] = name
        self.say(None, c.Join(seat, kind, team, consent=consent))

    def open(self) -> None:
        """Let people in; the first who joined is a facilitator."""
        self.say(next(iter(self.state.seats)), c.Open())

    def start(self) -> None:
        """STARTEX, and what is due at once."""
        self.say(next(iter(self.state.seats)), c.Start())
        self.wait(0)

    def play(self, moves: Mapping[str, Sequence[tuple[str, Any]]]) -> None:
        """Several commands, by the reading of the clock they were said at."""
        for reading, said in sorted(moves.items(), key=lambda move: ms(move[0])):
            self.at(reading)
            for seat, command in said:
                self.say(seat, command)
