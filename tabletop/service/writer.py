"""The one writer: drains a queue of commands, decides each, records all in one commit.

Acks and pushes leave after the commit. A commit that fails throws the folded states away; they
are folded again from the log, so memory never knows more than the database.

The database's lock comes first, then the writer's own: while the database lets nobody write,
everybody goes on reading. Whoever holds the writer's lock must not wait for the database's.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import RLock
from typing import Final, Protocol

from tabletop.domain.errors import Refusal
from tabletop.service import seating
from tabletop.service.live import Ack, Live, refused
from tabletop.service.requests import Request
from tabletop.service.seating import Arrival
from tabletop.service.wire_error import UNAVAILABLE, wire_error
from tabletop.store.errors import HeadMoved, Unavailable
from tabletop.store.log import Batch
from tabletop.store.recording import Recorder, Recording

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 2_000
ATTEMPTS: Final = 20
STOPPING: Final = "The server is being stopped. Try again with the same id once it is back."


class Lives(Protocol):
    """Where live exercises come from: the floor."""

    def get(self, exercise_id: str) -> Live | None:
        """The exercise, folded up to the database's head; None for an unknown one."""

    def drop(self, exercise_id: str) -> None:
        """Forget what is in memory; the next `get` folds again."""


@dataclass(slots=True)
class Job:
    """One command on its way. `seat` None: the system says it."""

    exercise_id: str
    seat: str | None
    request: Request
    arrival: Arrival | None = None
    answer: Future[Ack] = field(default_factory=Future)


class Writer:
    """Run `run` in one background task; `submit` from anywhere.

    `first(live, now)` is asked before anything else is decided about an exercise: what the system
    has to say first, if anything.
    """

    def __init__(
        self,
        recorder: Recorder,
        lives: Lives,
        first: Callable[[Live, int], Request | None],
        now: Callable[[], int],
    ) -> None:
        self._recorder = recorder
        self._lives = lives
        self._first = first
        self._now = now
        self._jobs: Queue[Job | None] = Queue()
        self._over = False
        self.lock = RLock()
        self.published: list[Callable[[Live, int, int], None]] = []

    def submit(
        self,
        exercise_id: str,
        seat: str | None,
        request: Request,
        arrival: Arrival | None = None,
    ) -> Future[Ack]:
        """Queue a command; the future has its ack once it is committed."""
        job = Job(exercise_id, seat, request, arrival)
        self._jobs.put(job)
        if self._over:
            self._turn_away()
        return job.answer

    def stop(self) -> None:
        """Finish what is queued, then let `run` return; what comes later is turned away."""
        self._jobs.put(None)

    def run(self) -> None:
        """Drain the queue until `stop`."""
        more = True
        while more:
            jobs, more = self._next()
            if jobs:
                self._write(jobs)
        self._over = True
        self._turn_away()

    def _next(self) -> tuple[list[Job], bool]:
        job = self._jobs.get()
        jobs: list[Job] = []
        while job is not None:
            jobs.append(job)
            if len(jobs) >= MOST_AT_ONCE:
                return jobs, True
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return jobs, True
        return jobs, False

    def _turn_away(self) -> None:
        while True:
            try:
                job = self._jobs.get_nowait()
            except Empty:
                return
            if job is not None:
                _answer(job, refused(Refusal("unavailable", STOPPING)))

    def _write(self, jobs: list[Job]) -> None:
        try:
            self._record(jobs)
        except Exception as error:
            if len(jobs) == 1:
                _answer(jobs[0], {"ok": False, "error": wire_error(error, "the writer")})
                return
            # One of them is at fault, and must not take the others with it.
            half = len(jobs) // 2
            self._write(jobs[:half])
            self._write(jobs[half:])

    def _record(self, jobs: list[Job]) -> None:
        for _ in range(ATTEMPTS):
            try:
                self._fold(jobs)
                with self._recorder.recording() as recording, self.lock:
                    self._commit(jobs, recording)
            except HeadMoved:
                continue
            except Unavailable as error:
                log.warning("nothing recorded, or nobody knows: %s", error.reason)
                for job in jobs:
                    _answer(job, refused(Refusal("unavailable", UNAVAILABLE)))
            return
        for job in jobs:
            _answer(job, refused(Refusal("unavailable", "Too much at once. Trying again.")))

    def _fold(self, jobs: Iterable[Job]) -> None:
        """Fetch the exercises before the database is asked to wait for us."""
        with self.lock:
            for exercise_id in dict.fromkeys(job.exercise_id for job in jobs):
                self._lives.get(exercise_id)

    def _commit(self, jobs: Iterable[Job], recording: Recording) -> None:
        """Decide, append, commit; then answer and publish. On failure nothing has happened."""
        acks: list[tuple[Job, Ack]] = []
        touched: dict[str, tuple[Live, int]] = {}
        try:
            now = self._now()
            for job in jobs:
                live = self._lives.get(job.exercise_id)
                if live is None:
                    missing = Refusal("not_found", "There is no such exercise.")
                    acks.append((job, refused(missing)))
                    continue
                if live.exercise_id not in touched:
                    touched[live.exercise_id] = (live, live.head)
                    request = self._first(live, now)
                    if request is not None:
                        self._consider(live, Job(live.exercise_id, None, request), now, recording)
                acks.append((job, self._consider(live, job, now, recording)))
            if any(live.staged for live, _ in touched.values()):
                recording.append_all(
                    Batch(live.exercise_id, before, tuple(live.staged))
                    for live, before in touched.values()
                )
                recording.commit()
        except BaseException:
            for exercise_id in touched:
                self._lives.drop(exercise_id)
            raise
        for live, _ in touched.values():
            live.staged.clear()
        for job, ack in acks:
            _answer(job, ack)
        for live, _ in touched.values():
            if live.head > live.published:
                self._publish(live)

    def _consider(self, live: Live, job: Job, now: int, recording: Recording) -> Ack:
        def beside() -> None:
            seating.write(live, job.seat, job.request.command, job.arrival, recording)

        return live.consider(job.seat, job.request, max(now, live.state.at), beside)

    def _publish(self, live: Live) -> None:
        for callback in self.published:
            try:
                callback(live, live.published, live.head)
            except Exception:
                log.exception("a push failed; clients catch up by their next sync")
        live.note_published(live.head)


def _answer(job: Job, ack: Ack) -> None:
    if not job.answer.done():
        job.answer.set_result(ack)
