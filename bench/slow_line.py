"""A line with a long way and little room, between a browser and a server on this computer."""

from __future__ import annotations

import asyncio
import threading
from contextlib import suppress
from typing import Self

CHUNK = 1_460


class SlowLine:
    """Forwards TCP to `port`: each way takes half of `rtt_s`, opening a connection a whole one, and
    all answers together come at `down` bytes a second."""

    def __init__(self, port: int, rtt_s: float, down: float) -> None:
        self.port = 0
        self._target = port
        self._rtt_s = rtt_s
        self._down = down
        self._free_at = 0.0
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *_: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        while left := asyncio.all_tasks(self._loop):
            for task in left:
                task.cancel()
            self._loop.run_until_complete(asyncio.wait(left))
        self._loop.close()

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _serve(self, near: asyncio.StreamReader, answer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(self._rtt_s)
        far, onward = await asyncio.open_connection("127.0.0.1", self._target)
        ways = (self._way(near, onward, limited=False), self._way(far, answer, limited=True))
        await asyncio.gather(*ways)

    async def _way(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, limited: bool
    ) -> None:
        under_way: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        arriving = asyncio.create_task(self._arrive(under_way, target))
        while data := await _read(source):
            now = self._loop.time()
            if limited:
                self._free_at = max(now, self._free_at) + len(data) / self._down
                now = self._free_at
            under_way.put_nowait((now + self._rtt_s / 2, data))
        under_way.put_nowait((self._loop.time() + self._rtt_s / 2, b""))
        await arriving

    async def _arrive(
        self, under_way: asyncio.Queue[tuple[float, bytes]], target: asyncio.StreamWriter
    ) -> None:
        while True:
            at, data = await under_way.get()
            await asyncio.sleep(at - self._loop.time())
            if not data or target.is_closing():
                target.close()
                return
            target.write(data)
            with suppress(OSError):  # the browser has closed it
                await target.drain()


async def _read(source: asyncio.StreamReader) -> bytes:
    """What came, or nothing once the other side is gone, however it went."""
    try:
        return await source.read(CHUNK)
    except OSError:
        return b""
