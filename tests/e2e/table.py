"""An exercise on a running server, driven over HTTP, and its log read straight from the file."""

from __future__ import annotations

import json
import sqlite3
import uuid
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import requests

from tests.server import RunningServer

PATIENCE_S = 20
TABLES = ["Harbour", "Linden", "Mill", "Quay"]
NUMBER = {"kind": "number", "prompt": "How many?", "scope": "seat"}
CHOICE = {
    "kind": "choice",
    "prompt": "Which way?",
    "scope": "team",
    "options": [{"id": "a", "text": "Left."}, {"id": "b", "text": "Right."}],
}


@dataclass(frozen=True)
class Seat:
    """Somebody's seat, as `POST /api/v1/join` gives it."""

    id: str
    token: str
    team: str | None = None


@dataclass(frozen=True)
class Recorded:
    """A row of the log."""

    seq: int
    at: int
    actor: str
    kind: str
    data: Mapping[str, Any]
    command_id: str | None


class Table:
    """An exercise in its lobby."""

    def __init__(self, server: RunningServer, scenario: str = "oversold-night") -> None:
        self.server = server
        made = server.api("POST", "/exercises", json={"scenario": scenario, "teams": TABLES})
        assert made.status_code == 201, made.text
        body = made.json()
        self.id: str = body["exercise"]["id"]
        self.code: str = body["exercise"]["code"]
        self.facilitator = Seat(body["seat"]["id"], body["seat"]["token"])
        self.must("exercise.open")

    def join(self, name: str, team: str | None = None) -> Seat:
        """A participant's seat."""
        body = {"code": self.code, "name": name, **({"team": team} if team else {})}
        joined = requests.post(f"{self.server.url}/api/v1/join", json=body, timeout=PATIENCE_S)
        assert joined.status_code == 201, joined.text
        seat = joined.json()["seat"]
        return Seat(seat["id"], seat["token"], seat["team"])

    def ask(self, seat: Seat, request: Mapping[str, Any]) -> dict[str, Any]:
        """Say a whole command over HTTP; its answer."""
        said = requests.post(
            f"{self.server.url}/api/v1/exercises/{self.id}/commands",
            json=request,
            headers={"Authorization": f"Bearer {seat.token}"},
            timeout=PATIENCE_S,
        )
        answer: dict[str, Any] = said.json()
        return answer

    def say(self, seat: Seat, name: str, /, **data: Any) -> dict[str, Any]:
        """Say a command under an id of its own; its answer."""
        return self.ask(seat, command(name, **data))

    def must(self, name: str, /, **data: Any) -> dict[str, Any]:
        """Say a command as the facilitator; it has to be accepted."""
        answer = self.say(self.facilitator, name, **data)
        assert answer.get("ok"), answer
        return answer

    def compose(self, ask: Mapping[str, Any], title: str = "On the spot") -> str:
        """Send an inject to everybody; its id."""
        answer = self.must("inject.compose", title=title, ask=ask)
        inject: str = answer["result"]["inject"]
        return inject

    def fresh(self, seat: Seat) -> dict[str, Any]:
        """What a client that begins now is given."""
        asked = requests.get(
            f"{self.server.url}/api/v1/exercises/{self.id}/documents?since=0",
            headers={"Authorization": f"Bearer {seat.token}"},
            timeout=PATIENCE_S,
        )
        assert asked.status_code == 200, asked.text
        answer: dict[str, Any] = asked.json()
        return answer

    def document(self, seat: Seat, kind: str, name: str | None = None) -> dict[str, Any]:
        """The one document of this type (and id) that the seat may see."""
        found = [
            each
            for each in self.fresh(seat)["documents"]
            if each["type"] == kind and name in {None, each["id"]}
        ]
        assert len(found) == 1, found
        document: dict[str, Any] = found[0]
        return document

    def log(self) -> list[Recorded]:
        """The exercise's events, also of a server that is not running."""
        rows = self.rows(
            "SELECT seq, at, actor, kind, data, command_id FROM event"
            " WHERE exercise_id = ? ORDER BY seq",
            self.id,
        )
        return [
            Recorded(seq, at, actor, kind, json.loads(data), command_id)
            for seq, at, actor, kind, data, command_id in rows
        ]

    def rows(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database file, or (with the server stopped) change it."""
        file = self.server.data / "tabletop.db"
        with closing(sqlite3.connect(file)) as connection, connection:
            return connection.execute(query, values).fetchall()


def command(name: str, /, **data: Any) -> dict[str, Any]:
    """A command with a fresh id."""
    return {"id": str(uuid.uuid4()), "name": name, "data": data}
