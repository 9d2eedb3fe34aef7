"""The measurements themselves. Times are milliseconds of wall time."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.crowd import Crowd, command
from tabletop.demo.audit import Lateness, lateness, percentile
from tabletop.demo.line import Line
from tabletop.demo.phone import unix_ms

ROUNDS = 5
PATIENCE_S = 60.0
THINKING_S = 0.5
SCENARIO = "bench"
SCRIPTED = "B-"
FIRST_S = 3


@dataclass(frozen=True)
class Answers:
    """Everybody answers at the same moment; the median of some rounds."""

    a_second: float
    p50_ms: float
    p99_ms: float


async def answers_at_once(crowd: Crowd, inject: str) -> Answers:
    """From the first one sent to the last ack; each ack means: it is on the disk."""
    rounds = [await _answer_round(crowd, inject, value) for value in range(ROUNDS)]
    return Answers(*(median(column) for column in zip(*rounds, strict=True)))


async def _answer_round(crowd: Crowd, inject: str, value: int) -> tuple[float, float, float]:
    requests = [
        command("response.submit", inject=inject, answer={"value": value}) for _ in crowd.lines
    ]
    begun = time.perf_counter()

    async def say(line: Line, request: dict[str, Any]) -> float:
        ack = await line.ask("command", request, patience_s=PATIENCE_S)
        assert ack["ok"], ack
        return (time.perf_counter() - begun) * 1000

    took = sorted(await asyncio.gather(*map(say, crowd.lines, requests)))
    return len(took) / took[-1] * 1000, percentile(took, 50), percentile(took, 99)


async def fan_out(crowd: Crowd, say: Callable[[], Awaitable[Any]]) -> float:
    """From a message to all until the last one has it; the median of some rounds."""
    return median([await _fan_out_round(crowd, say) for _ in range(2 * ROUNDS)])


async def _fan_out_round(crowd: Crowd, say: Callable[[], Awaitable[Any]]) -> float:
    missing = set(range(len(crowd.lines)))
    everybody = asyncio.Event()
    last = 0.0

    def hear(number: int, event: str, _: Any) -> None:
        nonlocal last
        if event == "documents":
            missing.discard(number)
            if not missing:
                last = time.perf_counter()
                everybody.set()

    crowd.hear = hear
    begun = time.perf_counter()
    said = asyncio.ensure_future(say())
    async with asyncio.timeout(PATIENCE_S):
        await everybody.wait()
        await said
    crowd.hear = lambda *_: None
    await asyncio.sleep(0.1)
    return (last - begun) * 1000


@dataclass(frozen=True)
class Releases:
    """Injects that went out by the clock while phones answered; by how much later than due."""

    released: int
    answers: int
    recorded: Lateness
    on_the_last_phone: Lateness


async def releases_under_load(crowd: Crowd, injects: int) -> Releases:
    """Start the clock of the script below while everybody goes on answering."""
    watch = _Watch(len(crowd.lines), injects)
    crowd.hear = watch.hear
    await crowd.must("clock.start")
    inject = await crowd.compose()
    answers = 0

    async def go_on(line: Line) -> None:
        nonlocal answers
        while True:
            request = command("response.submit", inject=inject, answer={"value": answers})
            assert (await line.ask("command", request, patience_s=PATIENCE_S))["ok"]
            answers += 1
            await asyncio.sleep(THINKING_S)

    talking = [asyncio.create_task(go_on(line)) for line in crowd.lines]
    try:
        async with asyncio.timeout(PATIENCE_S + 2 * injects):
            await watch.done.wait()
    finally:
        for task in talking:
            task.cancel()
        outcomes = await asyncio.gather(*talking, return_exceptions=True)
        crowd.hear = lambda *_: None
    for outcome in outcomes:
        if not isinstance(outcome, asyncio.CancelledError):
            raise outcome or AssertionError("a phone stopped talking")
    return Releases(
        len(watch.recorded),
        answers,
        lateness(watch.recorded[name] - watch.due[name] for name in watch.recorded),
        lateness(watch.arrived[name] - watch.due[name] for name in watch.arrived),
    )


class _Watch:
    """Listens for the script's injects: when they were due, released, and on every phone."""

    def __init__(self, phones: int, injects: int) -> None:
        self.due: dict[str, float] = {}
        self.recorded: dict[str, float] = {}
        self.arrived: dict[str, float] = {}
        self.done = asyncio.Event()
        self._phones = phones
        self._injects = injects
        self._seen: dict[str, set[int]] = {}

    def hear(self, number: int, event: str, message: Any) -> None:
        if event not in {"documents", "sync"}:
            return
        for document in message["documents"]:
            if document["type"] == "inject" and document["id"].startswith(SCRIPTED):
                self._take(number, document)

    def _take(self, number: int, document: Any) -> None:
        name = document["id"]
        if number < 0:
            if document["due_at"] is not None:
                self.due[name] = unix_ms(document["due_at"])
            return
        self.recorded[name] = unix_ms(document["released_at"])
        seen = self._seen.setdefault(name, set())
        seen.add(number)
        if len(seen) == self._phones and name not in self.arrived:
            self.arrived[name] = time.time() * 1000
            if len(self.arrived) == self._injects:
                self.done.set()


def script(injects: int) -> str:
    """A scenario (YAML) with an inject every second."""
    lines = [
        "format: 1",
        f"id: {SCENARIO}",
        "title: An inject every second",
        "summary: For measuring.",
        "mode: parallel",
        "duration: 60 min",
        "teams: [{id: t, name: Table}]",
        "injects:",
    ]
    for number in range(injects):
        at = FIRST_S + number
        lines += [
            f"  - id: {SCRIPTED}{number}",
            f"    at: {at // 60}:{at % 60:02}",
            f"    title: Inject {number}",
            "    channel: sms",
            "    from: Bench",
            "    to: all",
            "    body: Somebody calls and says that it is getting worse.",
            "    ask: {kind: ack, scope: seat, prompt: Read it., deadline: 30 s}",
        ]
    return "\n".join(lines) + "\n"
