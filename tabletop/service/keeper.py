"""What the system itself says: due injects and closes, restarts, locks whose holder is gone."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from tabletop.domain import commands as c
from tabletop.domain.due import due, wake_at
from tabletop.domain.reach import asked, lock_holder, open_asks
from tabletop.service import requests
from tabletop.service.floor import Floor
from tabletop.service.live import Live
from tabletop.store.exercises import Exercises

GRACE_MS: Final = 30_000


class Keeper:
    """Speaks for the clock. `grace_ms`: how long the server may have been away unnoticed."""

    def __init__(self, floor: Floor, exercises: Exercises, *, grace_ms: int = GRACE_MS) -> None:
        self._floor = floor
        self._exercises = exercises
        self._grace_ms = grace_ms
        self._alive: set[str] = set()

    def revive(self) -> list[str]:
        """After a start: pick up every exercise whose clock was running; returns their ids.

        After a short absence the clock goes on from its anchor. After a longer one, or when the
        wall clock was set back meanwhile, it comes up paused where it was last known to run.
        """
        found: list[str] = []
        for exercise_id, alive_at in self._exercises.running_candidates().items():
            with self._floor.settled(exercise_id) as live:
                clock, seq = live.state.clock, live.head
            if not clock.running:
                continue
            found.append(exercise_id)
            away_ms = self._floor.now() - max(alive_at, clock.anchor)
            if not 0 <= away_ms <= self._grace_ms:
                reading = clock.elapsed(max(alive_at, clock.anchor))
                self._say(exercise_id, f"restart:{seq}", c.RestartPause(reading))
        return found

    def tick(self) -> int | None:
        """Say everything that is due; returns when something falls due next (Unix ms)."""
        next_at: int | None = None
        for live in self._floor.in_memory():
            at = self._tick(live)
            if at is not None and (next_at is None or at < next_at):
                next_at = at
        return next_at

    def _tick(self, live: Live) -> int | None:
        with self._floor.settled(live.exercise_id) as settled:
            fallen = due(settled.state, self._floor.now())
        answers = [
            self._floor.writer.submit(
                live.exercise_id, None, requests.system(each.command_id, each.command)
            )
            for each in fallen
        ]
        for answer in answers:
            answer.result()
        with self._floor.settled(live.exercise_id) as settled:
            return wake_at(settled.state)

    def note_alive(self) -> None:
        """Write down which clocks run now, so that a restart knows when they last did."""
        now = self._floor.now()
        running = {live.exercise_id for live in self._floor.in_memory() if live.state.clock.running}
        stopped = self._alive - running
        self._exercises.touch_alive(dict.fromkeys(running, now) | dict.fromkeys(stopped))
        self._alive = running

    def pass_locks(self, exercise_id: str, present: Collection[str]) -> None:
        """Let the lock on each open team decision go to a member who is `present`.

        It stays where it is while its holder is present, or when nobody else is.
        """
        wanted: list[tuple[str, str]] = []
        with self._floor.settled(exercise_id) as live:
            for play in live.state.plays.values():
                if not play.team_scope:
                    continue
                for delivery in open_asks(play):
                    holder = lock_holder(live.state, play, delivery)
                    if delivery.locked is not None or holder is None or holder in present:
                        continue
                    here = [each.id for each in asked(live.state, delivery) if each.id in present]
                    if here:
                        wanted.append((play.inject.id, here[0]))
            seq = live.head
        for inject, seat in wanted:
            self._say(exercise_id, f"pass:{inject}:{seat}:{seq}", c.PassLock(inject, seat))

    def _say(self, exercise_id: str, command_id: str, command: c.AnyCommand) -> None:
        self._floor.record(exercise_id, None, requests.system(command_id, command))
