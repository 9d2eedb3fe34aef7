"""An exercise on a real server, its facilitator and other people at the table, all over HTTP; and
the few taps that bring a browser to its seat."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Any, Self

import requests
from playwright.sync_api import Page, expect

from tests.server import RunningServer, until

_numbers = itertools.count()


@dataclass
class Person:
    """A seat that speaks over HTTP."""

    server: RunningServer
    exercise: str
    seat: str
    token: str

    def says(self, name: str, **data: Any) -> dict[str, Any]:
        """Say a command that has to be accepted."""
        answer = self.tries(name, **data)
        assert answer.get("ok"), answer
        return answer

    def tries(self, name: str, **data: Any) -> dict[str, Any]:
        """Say a command; its answer, whatever it is."""
        path = f"/exercises/{self.exercise}/commands"
        body = {"id": f"stage-{next(_numbers):06}", "name": name, "data": data}
        answer: dict[str, Any] = self.server.api(
            "POST", path, json=body, headers=self._bearer
        ).json()
        return answer

    def sees(self, type_: str, **fields: Any) -> list[dict[str, Any]]:
        """The documents of one type in front of this person, those with these fields."""
        path = f"/exercises/{self.exercise}/documents"
        found = self.server.api("GET", path, headers=self._bearer).json()["documents"]
        return [
            each
            for each in found
            if each["type"] == type_ and all(each[name] == value for name, value in fields.items())
        ]

    @property
    def _bearer(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.token}"}


@dataclass
class Stage:
    """An exercise with its lobby open."""

    server: RunningServer
    exercise: str
    code: str
    facilitator: Person

    @classmethod
    def set_up(cls, server: RunningServer, **options: Any) -> Self:
        """A new exercise of the kitchen-sink scenario; `options` as in `POST /exercises`."""
        made = server.api("POST", "/exercises", json={"scenario": "kitchen-sink", **options}).json()
        exercise, seat = made["exercise"], made["seat"]
        facilitator = Person(server, exercise["id"], seat["id"], seat["token"])
        facilitator.says("exercise.open")
        return cls(server, exercise["id"], exercise["code"], facilitator)

    def joins(self, name: str, **fields: Any) -> Person:
        """Somebody else takes a seat: `team`, `role`."""
        body = {"code": self.code, "name": name, **fields}
        answer = requests.post(f"{self.server.url}/api/v1/join", json=body, timeout=10).json()
        return Person(self.server, self.exercise, answer["seat"]["id"], answer["seat"]["token"])

    def seats(self, page: Page, name: str = "Jonas", team: str = "Kitchen", role: str = "") -> None:
        """Bring this browser to its seat in the lobby, by the taps a person makes."""
        page.goto(f"{self.server.url}/j/{self.code}")
        page.get_by_label("Your first name").fill(name)
        page.get_by_role("button", name="Continue").click()
        page.locator("label.pick", has_text=team).first.click()
        if role:
            page.locator("label.pick", has_text=role).click()
        page.get_by_role("button", name="Join", exact=True).click()
        expect(page.get_by_role("heading", name=f"You are in, {name}")).to_be_visible()

    def starts(self) -> None:
        """STARTEX, and what is due then has gone out: on a busy machine it could come after what a
        test releases next, and be the newer one."""
        self.facilitator.says("clock.start")
        until(lambda: self.facilitator.sees("inject", id="K-01", status="open"), "nothing went out")

    def releases(self, inject: str) -> None:
        """Send an inject now."""
        self.facilitator.says("inject.release", inject=inject)

    def seat_of(self, name: str) -> str:
        """The id of the seat of the person with this name."""
        (seat,) = self.facilitator.sees("seat", name=name)
        seat_id: str = seat["id"]
        return seat_id
