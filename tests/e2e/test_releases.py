"""P5: what falls due goes out once, to everybody, while two hundred phones answer.

How late it is depends on the machine: `make bench` measures that.
"""

from __future__ import annotations

import asyncio
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bench.crowd import crowd
from bench.measures import FIRST_S, SCENARIO, SCRIPTED, Releases, releases_under_load, script
from tests.server import RunningServer

PHONES = 200
INJECTS = 5


@pytest.mark.timeout(240)
def test_every_due_inject_goes_out_once_while_200_phones_answer(tmp_path: Path) -> None:
    folder = tmp_path / "injects" / SCENARIO
    folder.mkdir(parents=True)
    (folder / "scenario.yaml").write_text(script(INJECTS))

    async def play(server: RunningServer) -> Releases:
        async with crowd(server.url, server.token, PHONES, SCENARIO, start=False) as people:
            return await releases_under_load(people, INJECTS)

    with RunningServer(tmp_path / "data", {"INJECTS": str(folder.parent)}) as server:
        seen = asyncio.run(play(server))

    assert seen.released == INJECTS
    assert seen.answers > 0
    assert seen.on_the_last_phone.max is not None, "every inject reached every phone"
    with closing(sqlite3.connect(server.data / "tabletop.db")) as database:
        rows = database.execute(
            "SELECT clock_ms, data FROM event WHERE kind = 'inject.released' ORDER BY seq"
        ).fetchall()
    scripted = [
        (json.loads(data)["inject"], clock_ms)
        for clock_ms, data in rows
        if json.loads(data)["inject"].startswith(SCRIPTED)
    ]
    assert [inject for inject, _ in scripted] == [f"{SCRIPTED}{each}" for each in range(INJECTS)]
    for number, (_, clock_ms) in enumerate(scripted):
        assert clock_ms >= (FIRST_S + number) * 1000, "not before its time"
