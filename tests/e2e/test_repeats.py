"""P2: a command acts once, however often it is said, over whichever door."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from random import Random
from typing import Any

import pytest

from tests.e2e.client import Client
from tests.e2e.table import CHOICE, NUMBER, Seat, Table, command

PEOPLE = 10
EACH = 100
REPEATS = 5
DROPPED = 0.3


@pytest.fixture
def phones(table: Table) -> Iterator[dict[Seat, list[Client]]]:
    """Ten people with two sockets each."""
    with ExitStack() as closing:
        found: dict[Seat, list[Client]] = {}
        for number in range(PEOPLE):
            seat = table.join(f"Person {number}")
            found[seat] = [Client(table.server.url, table.id, seat.token) for _ in range(2)]
            for client in found[seat]:
                client.connect()
                closing.callback(client.close)
        yield found


@pytest.mark.timeout(180)
def test_a_thousand_commands_said_five_times_at_once_act_once(
    table: Table, phones: dict[Seat, list[Client]]
) -> None:
    table.must("clock.start")
    inject = table.compose(NUMBER)
    dice = Random(2)
    requests = [
        (seat, command("response.submit", inject=inject, answer={"value": value}))
        for value in range(EACH)
        for seat in phones
    ]

    def say(seat: Seat, request: dict[str, Any], repeat: int) -> dict[str, Any]:
        doors = [*phones[seat], None]
        door = doors[repeat % len(doors)]
        return door.ask("command", request) if door else table.ask(seat, request)

    with ThreadPoolExecutor(40) as pool:
        storm = [
            (request["id"], pool.submit(say, seat, request, repeat))
            for seat, request in requests
            for repeat in range(REPEATS)
        ]
        answers: dict[str, list[dict[str, Any]]] = {request["id"]: [] for _, request in requests}
        lost: Counter[str] = Counter()
        for command_id, answer in storm:
            if dice.random() < DROPPED:
                answer.result()
                lost[command_id] += 1
            else:
                answers[command_id].append(answer.result())
        # Whose every answer was dropped on the way says it again, as any client would.
        again = [
            (request["id"], pool.submit(say, seat, request, 0))
            for seat, request in requests
            if lost[request["id"]]
        ]
        for command_id, answer in again:
            answers[command_id].append(answer.result())

    recorded = Counter(row.command_id for row in table.log() if row.kind == "response.submitted")
    assert recorded == {request["id"]: 1 for _, request in requests}
    for given in answers.values():
        assert all(answer["ok"] for answer in given)
        firsts = sum("repeated" not in answer for answer in given)
        assert firsts <= 1
        same = {(answer["seq"], answer["head"]) for answer in given}
        assert len(same) == 1


def test_the_same_id_with_other_data_is_a_conflict(
    table: Table, phones: dict[Seat, list[Client]]
) -> None:
    table.must("clock.start")
    inject = table.compose(NUMBER)
    mine, other = list(phones)[:2]
    request = command("response.submit", inject=inject, answer={"value": 1})
    changed = {**request, "data": {"inject": inject, "answer": {"value": 2}}}

    assert phones[mine][0].ask("command", request)["ok"]

    assert table.ask(mine, changed)["error"]["code"] == "conflict"
    theirs = phones[other][0].ask("command", request)
    assert theirs["error"]["code"] == "conflict"
    assert set(theirs) == {"ok", "error"}  # A07: nothing of the first answer


def test_a08_of_50_locks_at_once_one_counts(table: Table, phones: dict[Seat, list[Client]]) -> None:
    table.must("clock.start")
    inject = table.compose(CHOICE)
    decisions = table.fresh(table.facilitator)["documents"]
    holder = next(
        each["lock_holder"]
        for each in decisions
        if each["type"] == "decision" and each["inject"] == inject
    )
    seat = next(each for each in phones if each.id == holder)

    def lock(number: int) -> dict[str, Any]:
        answer = {"option": "ab"[number % 2]}
        request = command("decision.lock", inject=inject, answer=answer)
        if number % 3:
            answered: dict[str, Any] = phones[seat][number % 2].ask("command", request)
            return answered
        return table.ask(seat, request)

    with ThreadPoolExecutor(50) as pool:
        answers = list(pool.map(lock, range(50)))

    assert sum("error" not in each for each in answers) == 1
    codes = Counter(each["error"]["code"] for each in answers if "error" in each)
    assert codes == {"already_answered": 49}
    locks = [row for row in table.log() if row.kind == "decision.locked"]
    assert len(locks) == 1
