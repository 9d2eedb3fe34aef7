"""A whole exercise, played over the public protocol by simulated people."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Mapping, Sequence
from contextlib import AsyncExitStack
from dataclasses import asdict, dataclass
from random import Random
from typing import Any, Final, TypeVar

from tabletop.demo.audit import Audit, audit
from tabletop.demo.calls import Calls
from tabletop.demo.facilitator import Facilitator
from tabletop.demo.held import Held
from tabletop.demo.participant import Participant
from tabletop.demo.people import Person
from tabletop.demo.phone import Heard, Phone, PhoneFor
from tabletop.demo.tally import Tally

T = TypeVar("T")

TABLES: Final = ("Harbour", "Linden", "Mill", "Quay", "Ridge", "Spring", "Tower", "Willow")
FEWEST_TABLES: Final = 4
A_TABLE: Final = 12
"""How many people sit at a table before there is one more."""

AT_ONCE: Final = 40
"""How many phones connect at the same time."""

PATIENCE_S: Final = 60.0
"""A server that says nothing to anybody for so long is gone; one that is restarted is not."""

CUT_EVERY_S: Final = 0.5
LOSES: Final = 0.1


@dataclass(frozen=True, slots=True)
class Plan:
    """What to play. `chaos`: connections break and answers get lost on their way."""

    participants: int = 12
    speed: float = 60.0
    scenario: str = "oversold-night"
    seed: int = 1
    chaos: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it; `late` answers were refused as such, other refusals are in `refused`."""

    exercise: str
    plan: Plan
    seconds: float
    sent: int
    acked: int
    repeated: int
    late: int
    refused: Mapping[str, int]
    audit: Audit

    @property
    def sound(self) -> bool:
        """Nothing lost, nothing twice."""
        return self.audit.lost == 0 and self.audit.duplicated == 0

    def summary(self) -> dict[str, Any]:
        """All of it as JSON values."""
        figures: dict[str, Any] = asdict(self)
        plan, audited = figures.pop("plan"), figures.pop("audit")
        return {**plan, **figures, **audited}


class ServerGone(OSError):
    """The server has fallen silent, and does not come back."""


class Evening:
    """One run. `progress` gets the exercise time passed and the whole of it, in ms; `patience_s`
    is how long the server may be silent."""

    def __init__(
        self,
        address: str,
        token: str,
        plan: Plan,
        progress: Callable[[float, float], None] = lambda *_: None,
        *,
        patience_s: float = PATIENCE_S,
    ) -> None:
        self._address = address
        self._calls = Calls(address, token)
        self._plan = plan
        self._progress = progress
        self._patience_s = patience_s
        self._tally = Tally()
        self._dice = Random(f"{plan.seed}/chaos")

    async def play(self) -> Outcome:
        """From creating the exercise to closing it. Raises Refused, Refusal or OSError."""
        self._tally.heard_at = asyncio.get_running_loop().time()
        playing = asyncio.create_task(self._play())
        listening = asyncio.create_task(self._listen())
        try:
            await asyncio.wait({playing, listening}, return_when=asyncio.FIRST_COMPLETED)
            if listening.done():
                await listening
            return await playing
        finally:
            for task in (playing, listening):
                task.cancel()
            await asyncio.gather(playing, listening, return_exceptions=True)

    async def _listen(self) -> None:
        """Raises ServerGone once nobody has heard from the server for too long. A phone would go on
        asking for ever: it can't know."""
        loop = asyncio.get_running_loop()
        while (left_s := self._tally.heard_at + self._patience_s - loop.time()) > 0:
            await asyncio.sleep(left_s)
        raise ServerGone(f"it has said nothing for {self._patience_s:g} s")

    async def _play(self) -> Outcome:
        loop = asyncio.get_running_loop()
        begun = loop.time()
        made = await self._calls.post("/api/v1/exercises", await self._request())
        exercise, seat = made["exercise"]["id"], made["seat"]
        async with AsyncExitStack() as leaving:
            facilitator = Facilitator(self._plan.seed, self._phone_for(exercise, seat))
            leaving.push_async_callback(facilitator.phone.stop)
            await facilitator.phone.start()
            await facilitator.open()
            crowd = await self._let_in(exercise, made["exercise"]["code"])
            for each in crowd:
                leaving.push_async_callback(each.stop)
            await _all(each.finish() for each in crowd)
            await facilitator.start(self._plan.speed)
            await self._through(facilitator, crowd)
            await facilitator.end()
            await _all(each.phone.until(_over) for each in crowd)
            await _all(each.finish() for each in crowd)
            await facilitator.wrap_up()
        seconds = loop.time() - begun
        audited = await self._audit(exercise, seat["token"], facilitator, crowd)
        refused = self._tally.refused()
        return Outcome(
            exercise=exercise,
            plan=self._plan,
            seconds=round(seconds, 1),
            sent=self._tally.sent,
            acked=self._tally.acked,
            repeated=self._tally.repeated,
            late=refused.pop("late", 0),
            refused=dict(refused),
            audit=audited,
        )

    async def _request(self) -> dict[str, Any]:
        """The body that creates the exercise: with more people come more tables."""
        request: dict[str, Any] = {"scenario": self._plan.scenario}
        listed = await self._calls.get("/api/v1/scenarios?drafts=true")
        known = {each["id"]: each for each in listed["scenarios"]}.get(self._plan.scenario, {})
        if known.get("status") == "draft":
            request["draft"] = True
        wanted = self._plan.participants // A_TABLE
        if known.get("mode") == "parallel":
            request["teams"] = TABLES[: max(FEWEST_TABLES, min(wanted, len(TABLES)))]
        return request

    async def _let_in(self, exercise: str, code: str) -> list[Participant]:
        """Everybody joins, connects and looks at the lobby. Tables fill at the same time, and each
        in the same order every time, so that the same people hold the same roles."""
        info = await self._calls.get(f"/api/v1/join/{code}")
        teams = [team["id"] for team in info["teams"]]
        people = [Person(self._plan.seed, each) for each in range(self._plan.participants)]
        gate = asyncio.Semaphore(AT_ONCE)

        async def join(team: str, members: Sequence[Person]) -> list[Participant]:
            seated = []
            for person in members:
                body = {"code": code, "name": person.name, "team": team, "consent": ["analysis"]}
                joined = await self._calls.post("/api/v1/join", body)
                seated.append(Participant(person, self._phone_for(exercise, joined["seat"])))
            return seated

        async def connect(participant: Participant) -> None:
            async with gate:
                await participant.phone.start()

        tables = await _all(
            join(team, people[place :: len(teams)]) for place, team in enumerate(teams)
        )
        crowd = [each for table in tables for each in table]
        await _all(connect(each) for each in crowd)
        return crowd

    def _phone_for(self, exercise: str, seat: Mapping[str, Any]) -> PhoneFor:
        def make(heard: Heard) -> Phone:
            return Phone(
                self._address,
                exercise,
                seat["id"],
                seat["token"],
                self._tally,
                heard=heard,
                loses=lambda: self._plan.chaos and self._dice.random() < LOSES,
            )

        return make

    async def _through(self, facilitator: Facilitator, crowd: Sequence[Participant]) -> None:
        """The play itself."""
        trouble = asyncio.create_task(self._cut_lines(crowd)) if self._plan.chaos else None
        try:
            await facilitator.watch(self._progress)
            await _all(each.finish() for each in crowd)
        finally:
            if trouble is not None:
                trouble.cancel()

    async def _cut_lines(self, crowd: Sequence[Participant]) -> None:
        while True:
            await asyncio.sleep(self._dice.expovariate(1 / CUT_EVERY_S))
            self._dice.choice(crowd).phone.cut()

    async def _audit(
        self, exercise: str, token: str, facilitator: Facilitator, crowd: Sequence[Participant]
    ) -> Audit:
        calls, final = Calls(self._address, token), Held()
        final.take(await calls.get(f"/api/v1/exercises/{exercise}/documents?since=0"))
        timeline = await calls.get(f"/api/v1/exercises/{exercise}/timeline")
        seats = [each.phone.seat for each in crowd]
        return audit(self._tally, seats, timeline["entries"], final, facilitator.due)


def _over(held: Held) -> bool:
    return held.all("exercise")[0]["status"] in {"hotwash", "closed"}


async def _all(works: Iterable[Coroutine[Any, Any, T]]) -> list[T]:
    """Do these at the same time. When one fails, the others are dropped and its error is raised."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work) for work in works]
    except BaseExceptionGroup as failed:
        raise failed.exceptions[0] from None
    return [task.result() for task in tasks]
