"""A simulated participant: a person with a phone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any, Final, TypeAlias

from tabletop.demo.held import Document
from tabletop.demo.people import Person, Plan, Turn
from tabletop.demo.phone import PhoneFor

USUAL_MS: Final = 60_000
"""How long (exercise time) people take their time where there is no deadline."""

Step: TypeAlias = Callable[[], Coroutine[Any, Any, object]]


class Participant:
    """Deals with every inject and survey once. `phone_for(heard)` gives them their phone."""

    def __init__(self, person: Person, phone_for: PhoneFor) -> None:
        self.person = person
        self.phone = phone_for(self.heard)
        self._begun: set[tuple[str, str]] = set()
        self._doing: set[asyncio.Task[None]] = set()

    def heard(self, document: Document) -> None:
        """Something new is on the screen."""
        key = (document["type"], document["id"])
        if document.get("status") != "open" or key in self._begun:
            return
        if document["type"] == "inject":
            self._begin(key, self._deal_with(document))
        elif document["type"] == "survey":
            self._begin(key, self._fill_in(document))

    async def finish(self) -> None:
        """Wait until they have done everything they had in mind."""
        while self._doing:
            await asyncio.gather(*self._doing)

    async def stop(self) -> None:
        """Drop everything and leave."""
        for task in tuple(self._doing):
            task.cancel()
        await asyncio.gather(*self._doing, return_exceptions=True)
        await self.phone.stop()

    def _begin(self, key: tuple[str, str], work: Coroutine[Any, Any, None]) -> None:
        self._begun.add(key)
        task = asyncio.create_task(work)
        self._doing.add(task)
        task.add_done_callback(self._doing.discard)

    async def _fill_in(self, survey: Document) -> None:
        answers = self.person.fill_in(survey)
        if answers is not None:
            await self.phone.say("survey.submit", {"survey": survey["id"], "answers": answers})

    async def _deal_with(self, inject: Document) -> None:
        ask = inject["ask"]
        plan = self.person.plan(inject["id"], ask) if ask else None
        for share, step in sorted(self._steps(inject, plan), key=lambda each: each[0]):
            await self._until(inject, share)
            await step()

    def _steps(self, inject: Document, plan: Plan | None) -> list[tuple[float, Step]]:
        read = partial(self.phone.say, "inject.read", {"inject": inject["id"]})
        if plan is None:
            return [(0.2, read)]
        steps: list[tuple[float, Step]] = [(plan.reads_at, read)]
        steps += [(turn.share, partial(self._answer, inject, turn)) for turn in plan.turns]
        if inject["ask"]["scope"] == "team":
            if plan.votes_at is not None:
                steps.append((plan.votes_at, partial(self._vote, inject)))
            if plan.lock is not None:
                steps.append((plan.lock.share, partial(self._lock, inject, plan.lock)))
        return steps

    async def _until(self, inject: Document, share: float) -> None:
        begun, closes = inject["released_ms"], inject["closes_ms"]
        allowed = USUAL_MS if closes is None else closes - begun
        left_ms = begun + share * allowed - self.phone.elapsed_ms()
        if left_ms > 0:
            await asyncio.sleep(left_ms / self.phone.rate() / 1000)

    async def _answer(self, inject: Document, turn: Turn) -> None:
        together = inject["ask"]["scope"] == "team"
        decision = self._decision(inject)
        if turn.share < 1 and decision is not None and decision["locked"]:
            return
        name = "decision.propose" if together else "response.submit"
        await self.phone.say(name, _said(inject, turn))

    async def _vote(self, inject: Document) -> None:
        decision = self._decision(inject)
        if decision is None or decision["locked"]:
            return
        others = [each["seat"] for each in decision["proposals"] if each["seat"] != self.phone.seat]
        if others:
            holder = decision["lock_holder"]
            choice = holder if holder in others else others[0]
            await self.phone.say("decision.vote", {"inject": inject["id"], "seat": choice})

    async def _lock(self, inject: Document, turn: Turn) -> None:
        decision = self._decision(inject)
        if decision is None or decision["locked"] or decision["lock_holder"] != self.phone.seat:
            return
        await self.phone.say("decision.lock", _said(inject, turn))

    def _decision(self, inject: Document) -> Document | None:
        """The document of the own team's decision on this inject."""
        phone = self.phone
        mine = phone.held.get("seat", phone.seat)
        return phone.held.get("decision", f"{inject['id']}:{mine['team']}") if mine else None


def _said(inject: Document, turn: Turn) -> dict[str, Any]:
    data: dict[str, Any] = {"inject": inject["id"], "answer": turn.answer}
    if turn.rationale:
        data["rationale"] = turn.rationale
    if turn.confidence is not None:
        data["confidence"] = turn.confidence
    return data
