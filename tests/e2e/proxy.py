"""A small TCP proxy on which everything goes wrong that can go wrong with bad reception."""

from __future__ import annotations

import asyncio
import threading
from random import Random
from typing import Self

STALL_S = 1.0
LIFE_S = 1.2
"""How long a connection lives on average while there is trouble."""


class Proxy:
    """Forwards to `port` on this computer. While there is trouble it refuses some connections, cuts
    others in the middle, and lets others hang for a while."""

    def __init__(self, port: int, seed: int) -> None:
        self.port = 0
        self.cut = self.stalled = self.refused = 0
        self._target = port
        self._dice = Random(seed)
        self._trouble = asyncio.Event()
        self._open: set[asyncio.Task[None]] = set()
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        assert self._ready.wait(10)
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    @property
    def url(self) -> str:
        """What clients connect to."""
        return f"http://127.0.0.1:{self.port}"

    def trouble(self, on: bool) -> None:
        """Begin, or from now on only forward."""
        change = self._trouble.set if on else self._trouble.clear
        self._loop.call_soon_threadsafe(change)

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._accept, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()
        server.close()
        for task in self._open:
            task.cancel()
        self._loop.run_until_complete(self._end())

    async def _end(self) -> None:
        await asyncio.gather(*self._open, return_exceptions=True)

    async def _accept(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._open.add(task)
        try:
            await self._serve(near, answer)
        except (OSError, asyncio.CancelledError):
            pass
        finally:
            self._open.discard(task)
            answer.transport.abort()

    async def _serve(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        if self._trouble.is_set() and self._dice.random() < 0.2:
            self.refused += 1
            return
        far, onward = await asyncio.open_connection("127.0.0.1", self._target)
        flowing = asyncio.Event()
        flowing.set()
        pumps = [
            asyncio.create_task(_pump(near, onward, flowing)),
            asyncio.create_task(_pump(far, answer, flowing)),
        ]
        try:
            await self._live(pumps, flowing)
        finally:
            for pump in pumps:
                pump.cancel()
            await asyncio.gather(*pumps, return_exceptions=True)
            onward.transport.abort()

    async def _live(self, pumps: list[asyncio.Task[None]], flowing: asyncio.Event) -> None:
        """Returns when the connection is to end."""
        trouble = asyncio.create_task(self._disturb(flowing))
        try:
            await asyncio.wait([*pumps, trouble], return_when=asyncio.FIRST_COMPLETED)
        finally:
            trouble.cancel()

    async def _disturb(self, flowing: asyncio.Event) -> None:
        """Returns when the line is to be cut."""
        while True:
            await self._trouble.wait()
            await asyncio.sleep(self._dice.expovariate(1 / LIFE_S))
            if not self._trouble.is_set():
                continue
            if self._dice.random() < 0.5:
                self.cut += 1
                return
            self.stalled += 1
            flowing.clear()
            await asyncio.sleep(self._dice.uniform(0, STALL_S))
            flowing.set()


async def _pump(
    source: asyncio.StreamReader, target: asyncio.StreamWriter, flowing: asyncio.Event
) -> None:
    while data := await source.read(65_536):
        await flowing.wait()
        target.write(data)
        await target.drain()
