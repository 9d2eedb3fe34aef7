"""What the same machine does in the same minute, to compare with."""

from __future__ import annotations

import asyncio
import socket
import sqlite3
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path
from typing import Any

from bench.crowd import AT_ONCE, Crowd, all_of
from tabletop.demo.line import Line, open_line

COMMITS = 300


@asynccontextmanager
async def bare_server() -> AsyncIterator[str]:
    """A bare Flask-SocketIO server; its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    script = Path(__file__).with_name("bare.py")
    server = subprocess.Popen([sys.executable, script, str(port)])
    try:
        address = f"http://127.0.0.1:{port}"
        await _answers(address)
        yield address
    finally:
        server.kill()
        server.wait()


@asynccontextmanager
async def bare_crowd(address: str, seats: int) -> AsyncIterator[Crowd]:
    """As many lines to a bare server."""
    found = Crowd("", None, ())  # type: ignore[arg-type]  # it has none

    async def connect(number: int) -> Line:
        def hear(event: str, message: Any) -> None:
            found.hear(number, event, message)

        return await open_line(address, {}, hear)

    found.lines = await all_of((connect(number) for number in range(seats)), AT_ONCE)
    found.facilitator = await connect(-1)
    try:
        yield found
    finally:
        for line in (found.facilitator, *found.lines):
            line.leave()


def commits_a_second(folder: Path) -> float:
    """How many single rows this disk takes durably: what a commit for each answer would cost."""
    with closing(sqlite3.connect(folder / "disk.db", isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, text TEXT)")
        begun = time.perf_counter()
        for _ in range(COMMITS):
            connection.execute("INSERT INTO answer (text) VALUES (?)", ("x" * 300,))
        return COMMITS / (time.perf_counter() - begun)


async def _answers(address: str) -> None:
    give_up = time.monotonic() + 20
    while True:
        try:
            line = await open_line(address, {}, lambda *_: None)
        except OSError:
            if time.monotonic() > give_up:
                raise
            await asyncio.sleep(0.05)
        else:
            line.leave()
            return
