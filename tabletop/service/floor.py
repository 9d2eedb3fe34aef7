"""The floor on which the live exercises of this process stand, and its two doors.

Commands go in by `command` and `record`, documents come out by `sync`. What was, and is no more, is
told by `tabletop.service.past`.

Everything that reads a live exercise does so under the writer's lock, so that nobody sees what is
not committed yet.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from tabletop.domain import commands as c
from tabletop.domain.decide import decide
from tabletop.domain.errors import Refusal
from tabletop.domain.state import Header, Status
from tabletop.service import creation, requests
from tabletop.service.live import Ack, Live, refused, status_after
from tabletop.service.requests import Request
from tabletop.service.seating import Arrival
from tabletop.service.vigil import Vigil
from tabletop.service.writer import Writer
from tabletop.store.stores import Stores

GONE: Final = "There is no such exercise."

IDLE_MS: Final = 600_000
"""A browser that is still there asks something every few seconds."""


class Floor:
    """All live exercises of this process, over one store."""

    def __init__(self, stores: Stores, *, now: Callable[[], int], vigil: Vigil) -> None:
        self._log = stores.log
        self._exercises = stores.exercises
        self._seats = stores.seats
        self.now = now
        self._lives: dict[str, Live] = {}
        self._looked_at: dict[str, int] = {}
        self._dropped: dict[str, int] = {}
        self._relays: list[Callable[[str, str, dict[str, Any], str | None], None]] = []
        self.writer = Writer(stores.recorder, self, vigil.first, now)

    # Live exercises (the writer's `Lives`)

    def get(self, exercise_id: str) -> Live | None:
        """The live exercise, folded from the log when it is not in memory yet."""
        live = self._lives.get(exercise_id)
        if live is None:
            row = self._exercises.get(exercise_id)
            if row is None:
                return None
            live = Live.fold(
                creation.from_row(row),
                self._log.read(exercise_id),
                {seat.id: seat.name for seat in self._seats.of_exercise(exercise_id)},
                published=self._dropped.get(exercise_id),
                alive_at=row.alive_at,
            )
            self._lives[exercise_id] = live
            self._dropped.pop(exercise_id, None)
        self._looked_at[exercise_id] = self.now()
        return live

    def drop(self, exercise_id: str) -> None:
        """Forget what is in memory, but for how far everybody has been told."""
        live = self._lives.pop(exercise_id, None)
        if live is not None:
            self._dropped[exercise_id] = live.published

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

    def statuses(self, exercise_ids: Sequence[str]) -> dict[str, Status]:
        """Each one's status. Nothing is folded for it: a list is looked at and left again."""
        with self.writer.lock:
            found = {
                each: self._lives[each].state.status for each in exercise_ids if each in self._lives
            }
        changes = self._log.status_changes([each for each in exercise_ids if each not in found])
        return found | {each: status_after(rows) for each, rows in changes.items()}

    # What the clocks need

    def running(self) -> set[str]:
        """The exercises in memory whose clock runs."""
        with self.writer.lock:
            return {live.exercise_id for live in self._lives.values() if live.state.clock.running}

    def dropped(self) -> set[str]:
        """Those that a failed commit threw out of memory: their clocks may run."""
        with self.writer.lock:
            return set(self._dropped)

    def tidy(self) -> None:
        """Forget the exercises whose clock stands and that nobody has looked at for a while."""
        with self.writer.lock:
            before = self.now() - IDLE_MS
            for exercise_id in [each for each, at in self._looked_at.items() if at < before]:
                live = self._lives.get(exercise_id)
                if live is None or not live.state.clock.running:
                    self._lives.pop(exercise_id, None)
                    del self._looked_at[exercise_id]

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

    def record(
        self,
        exercise_id: str,
        seat_id: str | None,
        request: Request,
        arrival: Arrival | None = None,
    ) -> Ack:
        """Record a checked command, and the seat it brings along; waits for the commit."""
        return self.writer.submit(exercise_id, seat_id, request, arrival).result()

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
