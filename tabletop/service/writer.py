"""The one writer: drains a queue of commands, decides each, records all in one commit.

Acks and pushes leave after the commit. A commit that fails throws the folded states away; they
are folded again from the log, so memory never knows more than the database.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field
from queue import Empty, Queue
from threading import RLock
from typing import Final, Protocol

from tabletop.domain.commands import Rename
from tabletop.domain.decide import decide
from tabletop.domain.errors import Refusal
from tabletop.domain.names import clean
from tabletop.service.live import Ack, Live, refused
from tabletop.service.requests import Request
from tabletop.service.wire_error import wire_error
from tabletop.store.errors import HeadMoved, NameTaken, Unavailable
from tabletop.store.log import Batch, Log

log = logging.getLogger(__name__)

MOST_AT_ONCE: Final = 2_000
ATTEMPTS: Final = 20
TAKEN: Final = "Somebody here goes by that name already. Add an initial."


class Lives(Protocol):
    """Where live exercises come from: the desk."""

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
    answer: Future[Ack] = field(default_factory=Future)


class Writer:
    """Run `run` in one background task; `submit` from anywhere."""

    def __init__(
        self,
        store: Log,
        lives: Lives,
        rename: Callable[[str, str], None],
        now: Callable[[], int],
    ) -> None:
        self._store = store
        self._lives = lives
        self._rename = rename
        self._now = now
        self._jobs: Queue[Job | None] = Queue()
        self.lock = RLock()
        self.published: list[Callable[[Live, int, int], None]] = []

    def submit(self, exercise_id: str, seat: str | None, request: Request) -> Future[Ack]:
        """Queue a command; the future has its ack once it is committed."""
        job = Job(exercise_id, seat, request)
        self._jobs.put(job)
        return job.answer

    def stop(self) -> None:
        """Finish what is queued, then let `run` return."""
        self._jobs.put(None)

    def run(self) -> None:
        """Drain the queue until `stop`."""
        while True:
            jobs, more = self._next()
            if jobs:
                self._write(jobs)
            if not more:
                return

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
                with self.lock:
                    self._commit(jobs)
            except HeadMoved:
                continue
            except Unavailable as error:
                log.warning("nothing recorded: %s", error.reason)
                unavailable = Refusal(
                    "unavailable",
                    "The server can't save right now. Your answer is kept; trying again.",
                )
                for job in jobs:
                    _answer(job, refused(unavailable))
            return
        for job in jobs:
            _answer(job, refused(Refusal("unavailable", "Too much at once. Trying again.")))

    def _commit(self, jobs: Iterable[Job]) -> None:
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
                touched.setdefault(live.exercise_id, (live, live.head))
                acks.append((job, self._consider(live, job, max(now, live.state.at))))
            self._store.append_all(
                Batch(live.exercise_id, before, tuple(live.staged))
                for live, before in touched.values()
            )
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

    def _consider(self, live: Live, job: Job, now: int) -> Ack:
        command = job.request.command
        if isinstance(command, Rename) and job.request.id not in live.receipts:
            try:
                decide(live.state, job.seat, command, now)
                self._take_name(live, command.seat or job.seat or "", command.to)
            except Refusal as refusal:
                return refused(refusal)
        return live.consider(job.seat, job.request, now)

    def _take_name(self, live: Live, seat: str, wanted: str) -> None:
        """Write the name down. It stays written if the commit fails; the command comes again."""
        try:
            name = clean(wanted)
            self._rename(seat, name)
        except Refusal as refusal:
            fault = refusal.message
            raise Refusal("bad_name", fault, {"data.name": [fault]}) from None
        except NameTaken:
            raise Refusal("bad_name", TAKEN, {"data.name": [TAKEN]}) from None
        except LookupError:
            raise Refusal("not_found", "That person's data was erased.") from None
        live.names[seat] = name

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
