"""Tests that read as transcripts: `given(…).when(…, at="05:00").then(…)`.

A line is what somebody says: `("ann", "response.submit", {"inject": "gauge", …})`, with None for
the system. It goes through `commands.read` like everything from outside. The wall clock moves only
when a line says `at`; a line that is just a reading ("05:00") lets the time pass until then, and
what falls due meanwhile happens at its own moment. Readings count from BORN, and the exercises
start there, so as long as nobody touches the clock, they are the exercise clock's, too.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.decide import Decision, decide
from tabletop.domain.documents import Document, documents, for_scopes
from tabletop.domain.due import agenda
from tabletop.domain.errors import Refusal
from tabletop.domain.index import CONTROL, Scope
from tabletop.domain.recording import record
from tabletop.domain.state import Header, State
from tabletop.domain.visibility import begin, scopes_of
from tests.domain.stage import BORN, header

Line: TypeAlias = "str | tuple[str | None, str] | tuple[str | None, str, Mapping[str, Any]]"

PEOPLE = {
    "fay": ("facilitator", None),
    "eve": ("evaluator", None),
    "wall": ("display", None),
    "ann": ("participant", "red"),
    "bob": ("participant", "red"),
    "cat": ("participant", "blue"),
    "dan": ("participant", "blue"),
}
"""Everybody at the flood, in the order they join: ann and cat are lead, bob and dan desk."""


def ms(reading: str) -> int:
    """A reading ("05:00" or "05:00.250") in milliseconds."""
    minutes, _, seconds = reading.partition(":")
    return int(minutes) * 60_000 + round(float(seconds) * 1000)


class Transcript:
    """An exercise under test. `log` is what was recorded so far."""

    def __init__(self, made: Header) -> None:
        self.state = begin(State.new(made))
        self.log: list[e.Recorded] = []
        self.now = BORN
        self.names: dict[str, str] = {}
        self.decision: Decision | None = None
        self.refusal: Refusal | None = None
        self._ids = itertools.count(1)

    def given(self, *lines: Line) -> Transcript:
        """What has been said before; every line must be accepted."""
        for line in lines:
            if isinstance(line, str):
                self.wait(line)
                continue
            self.when(*line)
            assert self.refusal is None, f"{line}: {self.refusal}"
        return self

    def wait(self, until: str) -> Transcript:
        """Let the time pass; what falls due happens at its moment."""
        moment = BORN + ms(until)
        while True:
            first = next(iter(agenda(self.state)), None)
            at = self.state.clock.moment(first.clock_ms) if first else None
            if first is None or at is None or at > moment:
                break
            self.now = max(self.now, at)
            self.say(None, first.command, first.command_id)
        self.now = max(self.now, moment)
        return self

    def when(
        self,
        seat: str | None,
        name: str,
        data: Mapping[str, Any] | None = None,
        *,
        at: str | None = None,
    ) -> Transcript:
        """Somebody says a command; nothing that falls due before `at` happens by itself."""
        if at is not None:
            self.now = BORN + ms(at)
        self.decision = self.refusal = None
        try:
            self.say(seat, c.read(name, data or {}))
        except Refusal as refusal:
            self.refusal = refusal
        return self

    def say(self, seat: str | None, command: c.AnyCommand, command_id: str | None = None) -> None:
        """Record what the command causes now. Raises Refusal."""
        self.decision = decide(self.state, seat, command, self.now)
        if isinstance(command, c.Join):
            self.names[command.seat] = command.seat.title()
        if isinstance(command, c.Rename):
            self.names[command.seat or seat or ""] = command.to
        self.log += record(
            self.state,
            self.decision.events,
            at=self.now,
            actor=seat or e.SYSTEM,
            command_id=command_id or f"command-{next(self._ids)}",
        )

    def then(self, *happened: e.Event) -> Transcript:
        """Exactly these events came of the last command."""
        assert self.refusal is None, f"refused: {self.refusal}"
        assert self.decision is not None
        assert list(self.decision.events) == list(happened)
        return self

    def then_result(self, result: object) -> Transcript:
        """The last command was answered with this result."""
        assert self.decision is not None, f"refused: {self.refusal}"
        assert self.decision.result == result
        return self

    def then_refused(self, code: str, *fields: str) -> Transcript:
        """The last command was refused with this code, and these fields were named."""
        assert self.refusal is not None, f"not refused: {self.decision}"
        assert (self.refusal.code, *self.refusal.fields) == (code, *fields)
        assert self.refusal.message
        return self

    def documents(self, scope: Scope = CONTROL, since: int = 0) -> list[Document]:
        """What a scope sees."""
        return documents(self.state, self.names, scope, since)

    def seen_by(self, seat: str) -> dict[tuple[str, str], Document]:
        """Everything a seat sees, by (type, id)."""
        return by_key(for_scopes(self.state, self.names, scopes_of(self.state, seat)))

    def doc(self, kind: str, doc_id: str, scope: Scope = CONTROL) -> Document:
        """One document of a scope."""
        return by_key(self.documents(scope))[kind, doc_id]

    def has(self, kind: str, doc_id: str, scope: Scope = CONTROL) -> bool:
        """Whether a scope sees the document."""
        return (kind, doc_id) in by_key(self.documents(scope))


def by_key(found: Iterable[Document]) -> dict[tuple[str, str], Document]:
    """Documents by (type, id), as a client keeps them; each at most once."""
    listed = list(found)
    held = {(each["type"], each["id"]): each for each in listed}
    assert len(held) == len(listed), "a document came twice"
    return held


def given(*lines: Line, made: Header | None = None) -> Transcript:
    """The flood at two tables in its draft, with the facilitator fay in it, then these lines."""
    script = Transcript(made or header())
    return script.given((None, "seat.join", {"seat": "fay", "kind": "facilitator"}), *lines)


def lobby(*lines: Line, made: Header | None = None) -> Transcript:
    """Everybody is in the lobby."""
    script = given(("fay", "exercise.open"), made=made)
    for seat, (kind, team) in PEOPLE.items():
        if seat != "fay":
            script.given((None, "seat.join", {"seat": seat, "kind": kind, "team": team}))
    return script.given(*lines)


def started(*lines: Line, made: Header | None = None) -> Transcript:
    """Everybody is in, and the clock runs from 00:00."""
    return lobby(("fay", "clock.start"), *lines, made=made)
