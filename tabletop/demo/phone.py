"""A client as docs/protocol.md wants it: its line is mended, its documents stay whole, and a
command is repeated with the same id until it is answered."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from math import inf
from typing import Any, Final, TypeAlias

from tabletop.demo.calls import Calls
from tabletop.demo.held import Document, Held
from tabletop.demo.line import Line, LineDown, Refused, open_line
from tabletop.demo.tally import Said, Tally

AGAIN_S: Final = (0.2, 0.5, 1.0, 2.0)
"""Waits before the next try, growing to the last."""

HTTP_AFTER_S: Final = 3.0
PASSING: Final = frozenset({"unavailable", "internal", "slow_down"})
MOST_FAULTS: Final = 5

Heard: TypeAlias = Callable[[Document], None]


class Phone:
    """One seat's client. `heard` is called with every document that is new to it.

    `loses` says of each answer whether it shall count as lost on its way (for chaos).
    """

    def __init__(
        self,
        address: str,
        exercise: str,
        seat: str,
        token: str,
        tally: Tally,
        *,
        heard: Heard = lambda _: None,
        loses: Callable[[], bool] = lambda: False,
    ) -> None:
        self.seat = seat
        self.held = Held()
        self._address = address
        self._exercise = exercise
        self._token = token
        self._tally = tally
        self._heard = heard
        self._loses = loses
        self._calls = Calls(address, token)
        self._line: Line | None = None
        self._synced = False
        self._live = asyncio.Event()
        self._news = asyncio.Event()
        self._turn = asyncio.Lock()
        self._loop = asyncio.get_running_loop()
        self._down_since = self._loop.time()
        self._ahead_ms = -inf
        self._task: asyncio.Task[None] | None = None
        self._asides: set[asyncio.Task[None]] = set()
        self.bye: str | None = None

    async def start(self) -> None:
        """Connect, and wait for the first sync. Raises Refused."""
        self._task = asyncio.create_task(self._keep_line())
        live = asyncio.create_task(self._live.wait())
        await asyncio.wait({self._task, live}, return_when=asyncio.FIRST_COMPLETED)
        if self._task.done():
            live.cancel()
            await self._task

    async def stop(self) -> None:
        """Leave for good."""
        for task in (self._task, *self._asides):
            if task is not None:
                task.cancel()
                with suppress(asyncio.CancelledError, Refused):
                    await task
        if self._line is not None:
            self._line.leave()

    async def until(self, holds: Callable[[Held], bool]) -> None:
        """Wait for the documents to be so."""
        while not holds(self.held):
            self._news.clear()
            await self._news.wait()

    def cut(self) -> None:
        """Lose the connection; it comes back by itself."""
        if self._line is not None:
            self._line.cut()

    def now_ms(self) -> float:
        """Unix milliseconds by the server's clock."""
        return self._loop.time() * 1000 + self._ahead_ms

    def elapsed_ms(self) -> float:
        """The exercise clock's reading."""
        exercise = self.held.get("exercise", self._exercise)
        if exercise is None:
            return 0.0
        clock = exercise["clock"]
        if clock["status"] != "running":
            return float(clock["elapsed_ms"])
        passed = self.now_ms() - unix_ms(clock["anchor_at"])
        return float(clock["elapsed_ms"] + max(0.0, passed) * clock["rate"])

    def rate(self) -> float:
        """Exercise time per wall time."""
        exercise = self.held.get("exercise", self._exercise)
        return float(exercise["clock"]["rate"]) if exercise else 1.0

    async def say(self, name: str, data: Mapping[str, Any] | None = None) -> Mapping[str, Any]:
        """Say a command, one at a time and in order, for as long as it takes; its ack."""
        data = dict(data or {})
        request = {"id": str(uuid.uuid4()), "name": name, "data": data}
        async with self._turn:
            self._tally.sent += 1
            tries = faults = 0
            while True:
                answer = await self._deliver(request)
                if answer is not None:
                    code = None if answer["ok"] else answer["error"]["code"]
                    faults += code == "internal"
                    if code not in PASSING or faults >= MOST_FAULTS:
                        break
                await _pause(tries)
                tries += 1
        self._tally.repeated += tries
        self._tally.said.append(Said(self.seat, name, data, answer))
        return answer

    async def _deliver(self, request: Mapping[str, Any]) -> dict[str, Any] | None:
        """The answer; None when there was none, which tells nothing about what happened."""
        line = await self._way()
        try:
            if line is None:
                answer = await self._calls.command(self._exercise, request)
            else:
                answer = await line.ask("command", request)
        except (OSError, TimeoutError):
            return None
        self._tally.heard_at = self._loop.time()
        return None if self._loses() else answer

    async def _way(self) -> Line | None:
        """The line, as soon as there is one; None once it has been down for long: use HTTP."""
        left_s = self._down_since + HTTP_AFTER_S - self._loop.time()
        if not self._live.is_set() and left_s > 0:
            with suppress(TimeoutError):
                async with asyncio.timeout(left_s):
                    await self._live.wait()
        return self._line if self._live.is_set() else None

    # The line

    async def _keep_line(self) -> None:
        """Raises Refused when the server does not want this seat (any more)."""
        tries = 0
        while self.bye is None:
            try:
                self._synced = False
                auth = {"token": self._token, "exercise": self._exercise, "since": self.held.head}
                self._line = await open_line(self._address, auth, self._hear)
                tries = 0
                self._go_live()
                await self._line.down.wait()
            except Refused as refused:
                if refused.code not in PASSING:
                    raise
            except (OSError, TimeoutError):
                pass
            self._line = None
            if self._live.is_set():
                self._live.clear()
                self._down_since = self._loop.time()
            await _pause(tries)
            tries += 1

    def _hear(self, event: str, message: Any) -> None:
        self._tally.heard_at = self._loop.time()
        match event:
            case "sync":
                self._take(message)
                self._synced = True
                self._go_live()
            case "documents":
                self._take(message)
            case "beat" if message["head"] > self.held.head:
                task = asyncio.create_task(self._catch_up())
                self._asides.add(task)
                task.add_done_callback(self._asides.discard)
            case "bye" if message["code"] != "slow_down":
                self.bye = message["code"]
            case _:
                pass

    def _go_live(self) -> None:
        """With threads, a server's first sync may overtake its word that the client is in."""
        if self._synced and self._line is not None:
            self._live.set()

    def _take(self, message: Mapping[str, Any]) -> None:
        # Each is late by its way here; the one that came quickest is the best estimate.
        ahead_ms = unix_ms(message["now_at"]) - self._loop.time() * 1000
        self._ahead_ms = max(self._ahead_ms, ahead_ms)
        for document in self.held.take(message):
            self._heard(document)
        self._news.set()

    async def _catch_up(self) -> None:
        with suppress(LineDown, TimeoutError):
            if self._line is not None:
                self._take(await self._line.ask("sync", {"since": self.held.head}))


PhoneFor: TypeAlias = Callable[[Heard], Phone]
"""Makes somebody's phone, which tells them what it hears."""


def unix_ms(iso: str) -> float:
    """An `_at` field as Unix milliseconds."""
    return datetime.fromisoformat(iso).timestamp() * 1000


async def _pause(tries: int) -> None:
    await asyncio.sleep(AGAIN_S[min(tries, len(AGAIN_S) - 1)])
