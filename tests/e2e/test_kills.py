"""P1: what was acknowledged survives kill -9 of the server right after the ack.

Thirty kills here, most of the time for the server's starts; TABLETOP_LONG=1 for the promised 200.
"""

from __future__ import annotations

import asyncio
import os
from random import Random
from typing import Any

import pytest

from tabletop.demo import phone
from tabletop.demo.phone import Phone
from tabletop.demo.tally import Tally
from tests.e2e.table import NUMBER, Seat, Table
from tests.server import RunningServer

LONG = bool(os.environ.get("TABLETOP_LONG"))
KILLS = 200 if LONG else 30
WRITERS = 50
SEED = 1


@pytest.mark.timeout(7200 if LONG else 600)
def test_every_acked_command_is_in_the_log_after_each_kill(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Impatient phones: it is the server's start that takes long, not their way back to it.
    monkeypatch.setattr(phone, "AGAIN_S", (0.05, 0.1))
    table = Table(server)
    seats = [table.join(f"Writer {number}") for number in range(WRITERS)]
    table.must("clock.start")
    inject = table.compose(NUMBER)

    tally = asyncio.run(_write_while_it_is_killed(table, seats, inject))

    server.stop()
    assert len(tally.said) > 4 * KILLS
    assert tally.repeated  # some acks did get lost, so this was about something
    log = {row.seq: row for row in table.log()}
    assert list(log) == list(range(1, len(log) + 1))
    for said in tally.said:
        assert said.ack["ok"], said
        row = log[said.ack["seq"]]
        assert (row.actor, row.kind) == (said.seat, "response.submitted")
        assert row.data["answer"] == said.data["answer"]
    assert table.rows("PRAGMA integrity_check") == [("ok",)]
    submitted = [row for row in log.values() if row.kind == "response.submitted"]
    # Each was recorded once; one a writer may have been on its way when the test ended.
    assert len(tally.said) <= len(submitted) <= len(tally.said) + WRITERS


async def _write_while_it_is_killed(table: Table, seats: list[Seat], inject: str) -> Tally:
    tally = Tally()
    phones = [Phone(table.server.url, table.id, seat.id, seat.token, tally) for seat in seats]
    await asyncio.gather(*(each.start() for each in phones))
    writers = [asyncio.create_task(_write(each, inject)) for each in phones]
    dice = Random(SEED)
    try:
        for _ in range(KILLS):
            enough = len(tally.said) + dice.randrange(1, 4 * WRITERS)
            while len(tally.said) < enough:
                for writer in writers:
                    assert not writer.done(), writer.result()
                await asyncio.sleep(dice.uniform(0, 0.01))
            await asyncio.to_thread(table.server.kill)
            known = list(tally.said)
            await asyncio.to_thread(_all_recorded, table, known)
            await asyncio.to_thread(table.server.start)
    finally:
        for writer in writers:
            writer.cancel()
        await asyncio.gather(*writers, return_exceptions=True)
        await asyncio.gather(*(each.stop() for each in phones))
    return tally


async def _write(writer: Phone, inject: str) -> None:
    number = 0
    while True:
        number += 1
        await writer.say("response.submit", {"inject": inject, "answer": {"value": number}})


def _all_recorded(table: Table, said: list[Any]) -> None:
    """Right after the kill: nothing that was acknowledged by then is missing."""
    rows = table.rows(
        "SELECT seq, actor FROM event WHERE exercise_id = ? AND kind = 'response.submitted'",
        table.id,
    )
    missing = {(each.ack["seq"], each.seat) for each in said} - set(rows)
    assert not missing
