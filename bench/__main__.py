"""`python -m bench`: everything, as a table. About two minutes on two cores."""

from __future__ import annotations

import asyncio
import os
import platform
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

from bench.baseline import bare_crowd, bare_server, commits_a_second
from bench.crowd import Crowd, command, crowd
from bench.measures import (
    SCENARIO,
    Answers,
    Releases,
    answers_at_once,
    fan_out,
    releases_under_load,
    script,
)
from tabletop.demo.own_server import OwnServer, own_server

SIZES = (200, 1_000)
INJECTS = 20
WORDS = "Please all look up for a moment. " * 8


@dataclass(frozen=True)
class Figures:
    """With `seats` connected: everybody answers, and one message goes to everybody."""

    seats: int
    answers: Answers
    bare_answers: Answers
    fan_out_ms: float
    bare_fan_out_ms: float


def main() -> None:
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        injects = folder / "injects" / SCENARIO
        injects.mkdir(parents=True)
        (injects / "scenario.yaml").write_text(script(INJECTS))
        commits = commits_a_second(folder)
        with own_server(folder / "data", folder / "injects") as server:
            releases = asyncio.run(_releases(server))
            figures = [asyncio.run(_figures(server, seats)) for seats in SIZES]
    _print(figures, releases, commits, time.monotonic() - begun)


async def _releases(server: OwnServer) -> Releases:
    async with crowd(server.address, server.token, SIZES[0], SCENARIO, start=False) as people:
        return await releases_under_load(people, INJECTS)


async def _figures(server: OwnServer, seats: int) -> Figures:
    async with crowd(server.address, server.token, seats, SCENARIO) as people:
        inject = await people.compose()
        answers = await answers_at_once(people, inject)
        message = command("message.send", text=WORDS)["data"]
        spread = await fan_out(people, lambda: people.must("message.send", **message))
        document = await _last_message(people)
    async with bare_server() as address, bare_crowd(address, seats) as lines:
        bare_answers = await answers_at_once(lines, inject)
        bare_spread = await fan_out(lines, lambda: lines.facilitator.ask("broadcast", document))
    return Figures(seats, answers, bare_answers, spread, bare_spread)


async def _last_message(people: Crowd) -> object:
    """What a participant gets of a message to all, for the bare server to send as well."""
    heard: asyncio.Future[object] = asyncio.get_running_loop().create_future()

    def hear(number: int, event: str, message: object) -> None:
        if number == 0 and event == "documents" and not heard.done():
            heard.set_result(message)

    people.hear = hear
    await people.must("message.send", text=WORDS)
    return await heard


def _print(figures: list[Figures], releases: Releases, commits: float, seconds: float) -> None:
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"Tabletop {version('tabletop')}, Python {platform.python_version()}, eventlet")
    print(f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {load}")
    print(f"{seconds:.0f} s in all; this disk takes {commits:,.0f} durable commits a second\n")
    row = "{:44} {:>10} {:>10} {:>8}"
    print(row.format("", "Tabletop", "bare", "ratio"))
    for each in figures:
        ours, bare = each.answers, each.bare_answers
        print(
            row.format(
                f"{each.seats:,} answer at once: durable answers/s",
                f"{ours.a_second:,.0f}",
                f"{bare.a_second:,.0f} *",
                f"×{ours.a_second / bare.a_second:.2f}",
            )
        )
        for title, mine, theirs in (
            ("  p50 until the ack, ms", ours.p50_ms, bare.p50_ms),
            ("  p99 until the ack, ms", ours.p99_ms, bare.p99_ms),
            (f"{each.seats:,} get one message: until the last, ms", each.fan_out_ms,
             each.bare_fan_out_ms),
        ):  # fmt: skip
            print(row.format(title, f"{mine:.0f}", f"{theirs:.0f}", f"×{mine / theirs:.2f}"))
    print("* an echo: nothing is decided, recorded or pushed\n")
    print(
        f"{releases.released} injects released by the clock while {SIZES[0]} phones sent "
        f"{releases.answers:,} answers; late by, ms:"
    )
    for title, late in (
        ("as recorded", releases.recorded),
        ("on the last phone", releases.on_the_last_phone),
    ):
        print(f"  {title:20} p50 {late.p50:.0f}   p99 {late.p99:.0f}   max {late.max:.0f}")


if __name__ == "__main__":
    if sys.argv[1:]:
        sys.exit("python -m bench takes no arguments.")
    main()
