"""A simulated facilitator: opens, starts, takes notes, rates, and closes."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from random import Random
from typing import Any, Final

from tabletop.demo.held import Document, Held
from tabletop.demo.phone import PhoneFor, unix_ms
from tabletop.demo.phrases import FLAGS, NOTES

LOOK_S: Final = 0.2
"""How often the clock is looked at when nothing else happens."""

NOTED: Final = 0.35
FLAGGED: Final = 0.2


class Refusal(Exception):
    """The server refused something the demo can't go on without."""


class Facilitator:
    """Runs the exercise. `phone_for(heard)` gives them the line of their console.

    `due` has the moment (Unix ms, by the server's clock) at which each inject was last known to
    fall due.
    """

    def __init__(self, seed: int, phone_for: PhoneFor) -> None:
        self.phone = phone_for(self.heard)
        self.due: dict[str, float] = {}
        self._dice = Random(f"{seed}/facilitator")
        self._news = asyncio.Event()
        self._seen: set[str] = set()
        self._remarks: list[tuple[str, Mapping[str, Any]]] = []

    def heard(self, document: Document) -> None:
        """Something new is on the console."""
        self._news.set()
        if document["type"] == "exercise" and document["clock"]["status"] == "running":
            self._schedule(document["clock"])
        if document["type"] != "inject":
            return
        if document["due_at"] is not None:
            self.due[document["id"]] = unix_ms(document["due_at"])
        if document["status"] == "open" and document["id"] not in self._seen:
            self._seen.add(document["id"])
            self._remark(document)

    async def open(self) -> None:
        """Let people in. Raises Refusal."""
        await self._must("exercise.open")

    async def start(self, speed: float) -> None:
        """STARTEX at `speed` times real time. Raises Refusal."""
        await self._must("clock.rate", {"rate": speed})
        await self._must("exercise.lock_joins")
        await self._must("clock.start")
        await self.phone.until(_running)
        teams = sorted(each["id"] for each in self.phone.held.all("team"))
        await self._must("message.send", {"text": "Welcome. Answer as you would on a real day."})
        await self._must("note.add", {"text": "Everybody is in; started.", "team": teams[0]})

    async def watch(self, progress: Callable[[float, float], None]) -> None:
        """Look on and take notes until the script is through; `progress` gets the exercise time
        passed and the whole of it, in ms. Raises Refusal."""
        while not self._through():
            while self._remarks:
                await self._must(*self._remarks.pop(0))
            if self._was_away():
                await self._must("clock.resume")
                await self.phone.until(_running)
            self._news.clear()
            try:
                async with asyncio.timeout(LOOK_S):
                    await self._news.wait()
            except TimeoutError:
                progress(self.phone.elapsed_ms(), self._duration_ms())

    async def end(self) -> None:
        """ENDEX: the hot wash begins. Raises Refusal."""
        await self._must("exercise.end")

    async def wrap_up(self) -> None:
        """Rate the objectives and close. Raises Refusal."""
        teams = sorted(self.phone.held.all("team"), key=lambda each: each["order"])
        for objective in self._about()["objectives"]:
            for team in teams:
                rating = self._dice.choices("PSMU", (30, 45, 20, 5))[0]
                await self._must(
                    "rating.set",
                    {"objective": objective["id"], "team": team["id"], "rating": rating},
                )
        await self._must("exercise.close")

    def _about(self) -> Document:
        return self.phone.held.all("exercise")[0]

    def _duration_ms(self) -> float:
        return float(self._about()["duration_ms"])

    def _through(self) -> bool:
        """The time is up, nothing is to come, and no ask is still running against its deadline."""
        about = self._about()
        if about["status"] not in {"running", "paused"}:
            return True
        running = any(
            each["status"] == "open" and each["closes_ms"] is not None
            for each in self.phone.held.all("inject")
        )
        late = self.phone.elapsed_ms() >= self._duration_ms()
        return late and about["next"] is None and not running

    def _was_away(self) -> bool:
        """Whether the clock stands because the server was away; then it is for us to go on."""
        about = self._about()
        return about["status"] == "paused" and (about["notice"] or {}).get("code") == "restart"

    def _schedule(self, clock: Mapping[str, Any]) -> None:
        """What is due at once is never seen waiting: its moment comes from the clock."""
        anchor = unix_ms(clock["anchor_at"])
        for inject in self.phone.held.all("inject"):
            left_ms = (inject["offset_ms"] - clock["elapsed_ms"]) / clock["rate"]
            self.due.setdefault(inject["id"], anchor + left_ms)

    def _remark(self, inject: Document) -> None:
        """Sometimes a note or a flag on what just went out."""
        team = self._dice.choice(sorted(inject["teams"]))
        note, flag = self._dice.choice(NOTES), self._dice.choice(FLAGS)
        if self._dice.random() < NOTED:
            self._remarks.append(("note.add", {"text": note, "inject": inject["id"], "team": team}))
        if self._dice.random() < FLAGGED:
            self._remarks.append(("flag.add", {"text": flag, "inject": inject["id"]}))

    async def _must(self, name: str, data: Mapping[str, Any] | None = None) -> None:
        ack = await self.phone.say(name, data)
        if not ack["ok"]:
            raise Refusal(f"{name} was refused: {ack['error']['message']}")


def _running(held: Held) -> bool:
    return bool(held.all("exercise")[0]["clock"]["status"] == "running")
