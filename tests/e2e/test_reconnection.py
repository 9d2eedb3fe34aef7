"""P3: after any disconnection a client holds exactly what a fresh client would see.

30 clients here; TABLETOP_LONG=1 for the promised 100.
"""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from itertools import count
from random import Random
from typing import Any

import pytest

from tests.e2e.client import Client, Key, by_key
from tests.e2e.proxy import Proxy
from tests.e2e.table import CHOICE, NUMBER, Seat, Table
from tests.server import until

LONG = bool(os.environ.get("TABLETOP_LONG"))
CLIENTS = 100 if LONG else 30
ROUNDS = 20 if LONG else 8
SEED = 3


@pytest.fixture
def proxy(table: Table) -> Iterator[Proxy]:
    with Proxy(table.server.port, SEED) as proxy:
        yield proxy


@pytest.fixture
def phones(table: Table, proxy: Proxy) -> Iterator[dict[Seat, Client]]:
    """Participants behind the bad line; every third one has nothing but long-polling."""
    with ExitStack() as closing:
        found: dict[Seat, Client] = {}
        for number in range(CLIENTS):
            seat = table.join(f"Person {number}")
            ways = ["polling"] if number % 3 == 0 else ["websocket"]
            found[seat] = Client(proxy.url, table.id, seat.token, transports=ways)
            closing.callback(found[seat].close)
            found[seat].connect()
            found[seat].keep_connected()
        yield found
    # The library leaves the sockets of failed handshakes to the garbage collection.
    gc.collect()


@pytest.mark.filterwarnings("ignore::ResourceWarning")
@pytest.mark.timeout(300 if LONG else 90)
def test_every_store_is_what_a_fresh_client_gets(
    table: Table, proxy: Proxy, phones: dict[Seat, Client]
) -> None:
    watching = {}
    for kind in ("evaluator", "display"):
        seat = _invited(table, kind)
        watching[seat] = Client(proxy.url, table.id, seat.token)
        watching[seat].connect()
        watching[seat].keep_connected()
    clients = {**phones, **watching}
    try:
        proxy.trouble(True)
        _play(table, list(phones), lambda: _often_enough(proxy, list(clients.values())))
        proxy.trouble(False)

        for seat, client in clients.items():
            fresh = by_key(table.fresh(seat))
            with suppress(AssertionError):
                until(partial(_holds, client, fresh), "")
            assert client.holds() == fresh, (client.socket.connected, client.head)
    finally:
        for client in watching.values():
            client.close()
    for seat, client in phones.items():
        assert [each for each in client.received if not _own(seat, each)] == []


def test_who_is_moved_while_away_starts_anew(table: Table) -> None:
    seat = table.join("Away", "t1")
    table.must("clock.start")
    before = table.compose(CHOICE)
    phone = Client(table.server.url, table.id, seat.token)
    phone.connect()
    until(lambda: ("inject", before) in phone.holds(), "the inject did not arrive")
    phone.socket.disconnect()
    phone.down.wait()

    table.must("seat.move", seat=seat.id, team="t2")
    after = table.compose(CHOICE)
    phone.connect()

    fresh = by_key(table.fresh(seat))
    assert ("inject", after) in fresh
    until(partial(_holds, phone, fresh), "it holds something else than a fresh client")
    phone.close()


def _holds(client: Client, documents: dict[Key, dict[str, Any]]) -> bool:
    return client.holds() == documents


def _often_enough(proxy: Proxy, clients: list[Client]) -> bool:
    """Whether every kind of trouble has been, and most clients came back more than once."""
    syncs = sum(client.syncs for client in clients)
    return bool(proxy.cut and proxy.stalled and proxy.refused and syncs > 3 * len(clients))


def _invited(table: Table, kind: str) -> Seat:
    path = f"/exercises/{table.id}/seats"
    made = table.server.api("POST", path, json={"kind": kind, "name": f"The {kind}"})
    seat = made.json()["seat"]
    return Seat(seat["id"], seat["token"])


def _play(table: Table, seats: list[Seat], enough: Callable[[], bool]) -> None:
    """A few hundred events of all sorts, said straight to the server; more until it is `enough`."""
    dice = Random(SEED)
    table.must("clock.start")
    with ThreadPoolExecutor(8) as pool:
        for number in count():
            if number >= ROUNDS and enough():
                return
            one, other = table.compose(NUMBER, f"Alone {number}"), table.compose(CHOICE)
            works = [pool.submit(table.say, each, "inject.read", inject=one) for each in seats]
            for seat in seats:
                value, option = dice.randrange(100), dice.choice("ab")
                said = [("response.submit", one, {"value": value})]
                said.append(("decision.propose", other, {"option": option}))
                works += [
                    pool.submit(table.say, seat, name, inject=inject, answer=answer)
                    for name, inject, answer in said
                    if dice.random() < 0.6
                ]
            for work in works:
                assert work.result()["ok"]
            table.must("message.send", text=f"To one {number}", seat=dice.choice(seats).id)
            table.must("message.send", text=f"To a team {number}", team=dice.choice(seats).team)
            table.must("note.add", text=f"For us {number}", inject=one)
            mover = dice.choice(seats)
            if number % 3 == 0:
                teams = sorted({each.team for each in seats if each.team})
                table.must("seat.move", seat=mover.id, team=dice.choice(teams))
            if number % 4 == 1:
                table.must("inject.recall", inject=one, reason="Sent too early")
            table.must("inject.close", inject=other)


def _own(seat: Seat, document: dict[str, Any]) -> bool:
    """Whether a participant may have this document (whatever team they were in then)."""
    match document["type"]:
        case "note" | "flag" | "rating":
            return False
        case "answer" if not document.get("gone"):
            return document["seat"] == seat.id
        case "survey_answer":
            return document["id"].endswith(f":{seat.id}")
        case "message" if not document.get("gone"):
            return "by" not in document
        case "inject" if not document.get("gone"):
            return "expected_action" not in document
        case "exercise":
            return "code" not in document
        case _:
            return True
