"""The demo's client against a real server: repeats, dead spots, refusals."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest

from tabletop.demo import phone as module
from tabletop.demo.calls import Calls, healthy
from tabletop.demo.held import Held
from tabletop.demo.line import LineDown, Refused, open_line
from tabletop.demo.phone import Phone
from tabletop.demo.tally import Tally
from tests.edge import Edge, running

PATIENCE_S = 20


class Place:
    """An exercise in its lobby with one participant in it."""

    def __init__(self, edge: Edge, url: str) -> None:
        self.edge = edge
        self.url = url
        self.user = edge.user("Ada")
        made = edge.lobby(self.user)
        self.id: str = made["exercise"]["id"]
        self.seat = edge.join(made["exercise"]["code"], "Bo")["seat"]
        self.tally = Tally()

    def phone(self, **options: Any) -> Phone:
        return Phone(self.url, self.id, self.seat["id"], self.seat["token"], self.tally, **options)

    def requests(self) -> int:
        """How often the log has a pause asked for."""
        return sum("pause.requested" in row for row in self.edge.tables()["event"])

    def fresh(self) -> Held:
        held = Held()
        held.take(self.edge.here.floor.sync(self.id, self.seat["id"], 0))
        return held


@pytest.fixture(scope="module")
def port(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Edge, str]]:
    folder: Path = tmp_path_factory.mktemp("demo")
    with running(folder) as edge, edge.serving() as url:
        yield edge, url


@pytest.fixture
def place(port: tuple[Edge, str]) -> Place:
    return Place(*port)


def _with(phone: Callable[[], Phone], work: Callable[[Phone], Coroutine[Any, Any, None]]) -> None:
    async def run() -> None:
        used = phone()
        try:
            async with asyncio.timeout(PATIENCE_S):
                await used.start()
                await work(used)
        finally:
            await used.stop()

    asyncio.run(run())


def test_it_holds_what_a_fresh_client_gets_and_hears_what_is_new(place: Place) -> None:
    heard: list[Any] = []

    async def work(phone: Phone) -> None:
        assert phone.held.everything() == place.fresh().everything()
        heard.clear()
        place.edge.say(place.id, place.user, "message.send", text="Hello")
        await phone.until(lambda held: bool(held.all("message")))
        assert phone.held.everything() == place.fresh().everything()

    _with(lambda: place.phone(heard=heard.append), work)
    assert [each["type"] for each in heard] == ["message"]


def test_an_answer_lost_on_its_way_is_asked_for_again_and_acts_once(place: Place) -> None:
    lost = iter([True, True, False])

    async def work(phone: Phone) -> None:
        ack = await phone.say("pause.request")
        assert ack["ok"]
        assert ack["repeated"]

    before = place.requests()
    _with(lambda: place.phone(loses=lambda: next(lost)), work)
    assert place.requests() == before + 1
    assert (place.tally.sent, place.tally.repeated, place.tally.acked) == (1, 2, 1)


def test_a_refusal_is_an_answer(place: Place) -> None:
    async def work(phone: Phone) -> None:
        ack = await phone.say("inject.read", {"inject": "nowhere"})
        assert ack["error"]["code"] == "not_found"

    _with(place.phone, work)
    assert (place.tally.sent, place.tally.repeated, place.tally.acked) == (1, 0, 0)
    assert place.tally.refused() == {"not_found": 1}


def test_a_line_that_breaks_is_mended_and_nothing_is_missed(place: Place) -> None:
    async def work(phone: Phone) -> None:
        phone.cut()
        place.edge.say(place.id, place.user, "message.send", text="Meanwhile")
        await phone.until(lambda held: bool(held.all("message")))
        assert phone.held.everything() == place.fresh().everything()
        assert (await phone.say("pause.request"))["ok"]

    _with(place.phone, work)


def test_without_a_line_commands_go_over_http(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nowhere(*_: Any, **__: Any) -> None:
        raise LineDown("no reception")

    async def work(phone: Phone) -> None:
        monkeypatch.setattr(module, "open_line", nowhere)
        monkeypatch.setattr(module, "HTTP_AFTER_S", 0.1)
        phone.cut()
        before = place.requests()
        assert (await phone.say("pause.request"))["ok"]
        assert place.requests() == before + 1
        refused = await phone.say("inject.read", {"inject": "nowhere"})
        assert refused["error"]["code"] == "not_found"

    _with(place.phone, work)


def test_who_is_removed_is_told_and_stays_away(place: Place) -> None:
    async def work(phone: Phone) -> None:
        place.edge.say(place.id, place.user, "seat.remove", seat=place.seat["id"])
        ack = await phone.say("pause.request")
        assert ack["error"]["code"] == "unauthenticated"
        assert phone.bye == "removed"

    _with(place.phone, work)


def test_a_bad_token_is_refused_with_its_code(place: Place) -> None:
    place.seat["token"] = "x" * 43

    with pytest.raises(Refused) as refused:
        _with(place.phone, lambda _: asyncio.sleep(0))
    assert refused.value.code == "unauthenticated"


def test_the_exercise_clock_is_read_as_the_server_reads_it(place: Place) -> None:
    async def work(phone: Phone) -> None:
        assert phone.elapsed_ms() == 0
        place.edge.say(place.id, place.user, "clock.rate", rate=2)
        place.edge.say(place.id, place.user, "clock.start")
        await phone.until(lambda held: held.all("exercise")[0]["status"] == "running")
        assert phone.rate() == 2
        reading = phone.elapsed_ms()
        assert 0 <= reading < 2_000 * PATIENCE_S
        assert phone.elapsed_ms() >= reading

    _with(place.phone, work)


def test_calls_tell_what_was_refused_and_what_cannot_be_reached(place: Place) -> None:
    with pytest.raises(Refused) as refused:
        asyncio.run(Calls(place.url).get("/api/v1/scenarios"))
    assert refused.value.code == "unauthenticated"
    with pytest.raises(OSError, match="refused"):
        asyncio.run(Calls("http://127.0.0.1:9").get("/healthz"))
    assert healthy(place.url)
    assert not healthy("http://127.0.0.1:9")


def test_something_else_that_answers_is_no_line(place: Place) -> None:
    async def page() -> None:
        server = await asyncio.start_server(_hello, "127.0.0.1", 0)
        async with server:
            port = server.sockets[0].getsockname()[1]
            with pytest.raises(LineDown):
                await open_line(f"http://127.0.0.1:{port}", {}, lambda *_: None)

    asyncio.run(page())


async def _hello(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    await reader.readuntil(b"\r\n\r\n")
    writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello")
    await writer.drain()
    writer.close()
