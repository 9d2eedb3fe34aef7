"""`tabletop demo`: a whole exercise, and its debrief to look at."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
import requests

from tabletop.demo.evening import Evening, Plan, ServerGone
from tests.server import ROOT, RunningServer, until

FAST = ["--participants", "8", "--speed", "120"]


def test_a_whole_exercise_in_bad_weather_loses_nothing(shared_server: RunningServer) -> None:
    where = ["--url", shared_server.url, "--token", shared_server.token]
    done = subprocess.run(
        [sys.executable, "-m", "tabletop", "demo", "--json", "--chaos", *FAST, *where],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=55,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    summary = json.loads(done.stdout)
    assert summary["lost"] == 0
    assert summary["duplicated"] == 0
    assert summary["repeated"] > 0
    assert summary["injects_released"] >= 8
    assert summary["sent"] == summary["acked"] + summary["late"] + sum(summary["refused"].values())
    assert set(summary["release_lateness_ms"]) == {"p50", "p99", "max"}
    assert (summary["participants"], summary["seed"], summary["chaos"]) == (8, 1, True)
    assert summary["debrief"] == f"{shared_server.url}/debrief/{summary['exercise']}"
    assert not re.search(r"Traceback|internal error", shared_server.output)


def test_by_itself_it_leaves_its_debrief_to_look_at(tmp_path: Path) -> None:
    environ = {**os.environ, "TABLETOP_DATA": str(tmp_path / "data"), "PYTHONUNBUFFERED": "1"}
    output = tmp_path / "output"
    with (
        output.open("wb") as words,
        subprocess.Popen(
            [sys.executable, "-m", "tabletop", "demo", *FAST],
            cwd=ROOT,
            env=environ,
            stdout=words,
            stderr=subprocess.STDOUT,
        ) as demo,
    ):
        try:
            until(lambda: demo.poll() is not None or b"Ctrl-C" in output.read_bytes(), "no end", 55)
            said = output.read_text()
            assert "Lost: 0. Recorded twice: 0." in said
            debrief = _found(r"The debrief: (\S+)", said)
            link = _found(r"\(works once\): (\S+)", said)
            with requests.Session() as browser:
                origin = re.match(r"http://[^/]+", link)
                assert origin is not None
                signed = browser.post(link, headers={"Origin": origin[0]}, timeout=10)
                assert signed.ok, signed.text
                page = browser.get(debrief, timeout=20)
            assert page.status_code == 200
            assert "The Oversold Night" in page.text
        finally:
            demo.send_signal(signal.SIGINT)
        assert demo.wait(20) == 0
    with pytest.raises(requests.ConnectionError):
        requests.get(debrief, timeout=2)


@pytest.mark.timeout(180)
def test_a_server_that_was_away_is_gone_on_with(server: RunningServer) -> None:
    """Down for a minute (by its database), and back: its clock stands, and the demo resumes it."""
    was_down: list[bool] = []

    def progress(passed_ms: float, _whole_ms: float) -> None:
        if passed_ms > 60_000 and not was_down:
            was_down.append(True)
            server.stop()
            with closing(sqlite3.connect(server.data / "tabletop.db")) as database:
                database.execute("UPDATE event SET at = at - 60000")
                database.execute("UPDATE exercise SET alive_at = alive_at - 60000")
                database.commit()
            server.start()

    outcome = asyncio.run(Evening(server.url, server.token, Plan(3, 120), progress).play())
    assert was_down
    assert outcome.sound
    with closing(sqlite3.connect(server.data / "tabletop.db")) as database:
        kinds = [kind for (kind,) in database.execute("SELECT kind FROM event ORDER BY seq")]
    assert kinds.count("clock.paused") == kinds.count("clock.resumed") == 1
    assert kinds[-1] == "exercise.closed"


def test_a_server_that_is_gone_for_good_ends_the_evening(server: RunningServer) -> None:
    def progress(passed_ms: float, _whole_ms: float) -> None:
        if passed_ms > 0:
            server.kill()

    plan = Plan(participants=3, speed=120)
    evening = Evening(server.url, server.token, plan, progress, patience_s=2)
    with pytest.raises(ServerGone, match="nothing for 2 s"):
        asyncio.run(evening.play())


def _found(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    assert match is not None, text
    return match[1]
