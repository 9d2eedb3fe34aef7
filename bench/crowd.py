"""Many seats with a line each, in one exercise that is running."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

from tabletop.demo.calls import Calls
from tabletop.demo.line import Line, open_line

T = TypeVar("T")

TABLES = ["Harbour", "Linden", "Mill", "Quay", "Ridge", "Spring", "Tower", "Willow"]
AT_ONCE = 40
NUMBER = {"kind": "number", "prompt": "How many?", "scope": "seat"}

Hear = Callable[[int, str, Any], None]
"""Called with the number of the line, the event and its message."""


@dataclass
class Crowd:
    """`hear` may be set to listen in on all lines."""

    exercise: str
    facilitator: Line
    lines: Sequence[Line]
    hear: Hear = lambda *_: None

    async def must(self, name: str, **data: Any) -> Any:
        """Say a command as the facilitator; it has to be accepted."""
        ack = await self.facilitator.ask("command", command(name, **data))
        assert ack["ok"], ack
        return ack

    async def compose(self) -> str:
        """An ask to everybody that stays open; its inject's id."""
        ack = await self.must("inject.compose", title="How many?", ask=NUMBER)
        inject: str = ack["result"]["inject"]
        return inject


@asynccontextmanager
async def crowd(
    address: str, token: str, seats: int, scenario: str, *, start: bool = True
) -> AsyncIterator[Crowd]:
    """Everybody joins at eight tables and connects; then the clock starts."""
    made = await Calls(address, token).post(
        "/api/v1/exercises", {"scenario": scenario, "teams": TABLES}
    )
    exercise, code = made["exercise"]["id"], made["exercise"]["code"]
    found = Crowd(exercise, None, ())  # type: ignore[arg-type]  # the facilitator's comes next
    async with AsyncExitStack() as closing:

        async def connect(number: int, seat: dict[str, Any]) -> Line:
            auth = {"token": seat["token"], "exercise": exercise}
            line = await open_line(
                address, auth, lambda event, message: found.hear(number, event, message)
            )
            closing.callback(line.leave)
            return line

        found.facilitator = await connect(-1, made["seat"])
        await found.must("exercise.open")

        async def join(number: int) -> Line:
            body = {"code": code, "name": f"Seat {number}"}
            joined = await Calls(address).post("/api/v1/join", body)
            return await connect(number, joined["seat"])

        found.lines = await all_of((join(number) for number in range(seats)), AT_ONCE)
        if start:
            await found.must("clock.start")
        yield found


def command(name: str, /, **data: Any) -> dict[str, Any]:
    """A command with a fresh id."""
    return {"id": str(uuid.uuid4()), "name": name, "data": data}


async def all_of(works: Iterable[Coroutine[Any, Any, T]], at_once: int) -> list[T]:
    """Do these, some at a time; their outcomes in order."""
    gate = asyncio.Semaphore(at_once)

    async def gated(work: Coroutine[Any, Any, T]) -> T:
        async with gate:
            return await work

    return await asyncio.gather(*(gated(work) for work in works))
