"""The floor on which the live exercises of this process stand, and its two doors.

Commands go in by `command` and `record`, documents come out by `sync` and `replay`.

Everything that reads a live exercise does so under the writer's lock, so that nobody sees what is
not committed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.debrief.rows import Timeline
from tabletop.domain.debrief.timeline import timeline
from tabletop.domain.decide import decide
from tabletop.domain.documents import for_scopes
from tabletop.domain.documents.view import iso
from tabletop.domain.errors import Refusal
from tabletop.domain.index import CONTROL, team_scope
from tabletop.domain.state import Header
from tabletop.service import creation, requests
from tabletop.service.live import Ack, Live, refused
from tabletop.service.requests import Request
from tabletop.service.writer import Writer
from tabletop.store.exercises import Exercises
from tabletop.store.log import Log
from tabletop.store.seats import Seats

GONE = "There is no such exercise."


class Floor:
    """All live exercises of this process, over one store."""

    def __init__(
        self, log: Log, exercises: Exercises, seats: Seats, *, now: Callable[[], int]
    ) -> None:
        self._log = log
        self._exercises = exercises
        self._seats = seats
        self.now = now
        self._lives: dict[str, Live] = {}
        self._published: dict[str, int] = {}
        self._relays: list[Callable[[str, str, dict[str, Any], str | None], None]] = []
        self.writer = Writer(log, self, seats.rename, now)

    # Live exercises (the writer's `Lives`)

    def get(self, exercise_id: str) -> Live | None:
        """The live exercise, folded from the log when it is not in memory yet."""
        live = self._lives.get(exercise_id)
        if live is None:
            header = self.header(exercise_id)
            if header is None:
                return None
            names = {seat.id: seat.name for seat in self._seats.of_exercise(exercise_id)}
            rows = self._log.read(exercise_id)
            live = Live.fold(header, rows, names, self._published.get(exercise_id))
            self._lives[exercise_id] = live
        return live

    def drop(self, exercise_id: str) -> None:
        """Forget what is in memory, but for how far everybody has been told."""
        live = self._lives.pop(exercise_id, None)
        if live is not None:
            self._published[exercise_id] = live.published

    def header(self, exercise_id: str) -> Header | None:
        """What is fixed about an exercise."""
        live = self._lives.get(exercise_id)
        if live is not None:
            return live.header
        row = self._exercises.get(exercise_id)
        return creation.from_row(row) if row else None

    @contextmanager
    def settled(self, exercise_id: str) -> Iterator[Live]:
        """The live exercise with nothing under way. Raises Refusal("not_found")."""
        with self.writer.lock:
            live = self.get(exercise_id)
            if live is None:
                raise Refusal("not_found", GONE)
            yield live

    def in_memory(self) -> list[Live]:
        """The exercises somebody has looked at since the start."""
        return list(self._lives.values())

    # Who is in

    def is_active(self, exercise_id: str, seat_id: str) -> bool:
        """Whether the seat is still in the exercise."""
        with self.writer.lock:
            live = self.get(exercise_id)
            seat = live.state.seats.get(seat_id) if live else None
            return seat is not None and not seat.removed

    # The write door

    def command(
        self, exercise_id: str, seat_id: str, request: object, screen: str | None = None
    ) -> Ack:
        """Say a command for a seat; its ack, once it is committed.

        `screen` is the one it was said on, if that can be told: a draft is not sent back to it.
        """
        try:
            read = requests.read(request)
            if isinstance(read.command, c.Draft):
                return self._relay(exercise_id, seat_id, read.command, screen)
        except Refusal as refusal:
            return refused(refusal)
        return self.record(exercise_id, seat_id, read)

    def record(self, exercise_id: str, seat_id: str | None, request: Request) -> Ack:
        """Record a checked command; waits for the commit."""
        return self.writer.submit(exercise_id, seat_id, request).result()

    def rehearse(self, exercise_id: str, command: c.AnyCommand) -> None:
        """Raises the Refusal the system would get for this command now; records nothing."""
        with self.settled(exercise_id) as live:
            decide(live.state, None, command, self.now())

    def introduce(self, exercise_id: str, seat_id: str, name: str) -> None:
        """Who goes by what name, before the log says that they came."""
        with self.settled(exercise_id) as live:
            live.names[seat_id] = name

    def _relay(self, exercise_id: str, seat_id: str, command: c.Draft, screen: str | None) -> Ack:
        """Hand an answer in the making to who shows it; it is kept nowhere. Raises Refusal."""
        with self.settled(exercise_id) as live:
            decide(live.state, seat_id, command, self.now())
            head = live.head
        draft = {
            "inject": command.inject,
            "answer": dict(command.answer),
            "rationale": command.rationale,
            "confidence": command.confidence,
        }
        for callback in self._relays:
            callback(exercise_id, seat_id, draft, screen)
        return {"ok": True, "seq": None, "head": head}

    def on_draft(self, callback: Callable[[str, str, dict[str, Any], str | None], None]) -> None:
        """Be called with (exercise, seat, draft, the screen it comes from)."""
        self._relays.append(callback)

    def on_commit(self, callback: Callable[[Live, int, int], None]) -> None:
        """Be called after each commit with (live, head before, head after), in order."""
        self.writer.published.append(callback)

    # The read door

    def sync(self, exercise_id: str, seat_id: str, since: object) -> dict[str, Any]:
        """The `sync` payload.

        Raises Refusal: `invalid` for a bad `since`, `not_found`, `unauthenticated`.
        """
        number = requests.read_since(since)
        with self.settled(exercise_id) as live:
            return live.sync(seat_id, number, self.now())

    def shows(self, exercise_id: str, seat_id: str, file: str) -> bool:
        """Whether an inject that the seat has before it brings this file along."""
        with self.settled(exercise_id) as live:
            return live.shows(seat_id, file)

    def audience_head(self, exercise_id: str, seat_id: str) -> int:
        """The highest rev this seat may see; 0 when it is not in."""
        with self.writer.lock:
            live = self.get(exercise_id)
            return live.state.index.head(live.scopes_of(seat_id)) if live else 0

    def replay(self, exercise_id: str, at: object, as_: str | None) -> dict[str, Any]:
        """What a team, a seat or (None) the facilitators saw at seq `at`. Raises Refusal."""
        upto = requests.read_since(at)
        with self.settled(exercise_id) as live:
            header, names, head = live.header, dict(live.names), live.head
        past = Live.fold(header, self._log.read(exercise_id, upto=min(upto, head)), names)
        if as_ is None:
            scopes: tuple[str, ...] = (CONTROL,)
        elif past.state.team(as_) is not None:
            scopes = (team_scope(as_),)
        else:
            scopes = past.scopes_of(as_)
        if not scopes:
            raise Refusal("not_found", "There was no such team or seat then.")
        return {
            "exercise": exercise_id,
            "head": past.head,
            "now_at": iso(past.state.at),
            "reset": True,
            "documents": for_scopes(past.state, names, scopes),
        }

    def timeline(self, exercise_id: str) -> Timeline:
        """Everything the debrief shows. Raises Refusal("not_found")."""
        with self.settled(exercise_id) as live:
            header, names, head = live.header, dict(live.names), live.head
        rows = self._log.read(exercise_id, upto=head)
        past = (
            e.Recorded(
                row.seq,
                row.at,
                row.clock_ms,
                row.actor,
                e.from_data(row.kind, row.version, row.data),
            )
            for row in rows
        )
        return timeline(header.scenario, header.teams, past, names)
