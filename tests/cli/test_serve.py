"""`tabletop serve` as the person at the terminal meets it, under eventlet."""

import re
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.server import ROOT, RunningServer, free_port, until


def tabletop(environ: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "tabletop", *arguments],
        cwd=ROOT,
        env=environ,
        capture_output=True,
        text=True,
        timeout=40,
        check=False,
    )


def test_the_first_start_prints_all_one_needs_and_ctrl_c_stops_it(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data")
    with server:
        link = re.search(r"Sign in \(works once\) +(http://\S+/sign-in/\S+)", server.output)
        assert link is not None
        assert f"Phones on this network http://127.0.0.1:{server.port}" in server.output

        browser = requests.Session()
        assert "<form" in browser.get(link[1], timeout=5).text
        origin = {"Origin": link[1].partition("/sign-in")[0]}
        answer = browser.post(link[1], headers=origin, timeout=5)
        assert answer.url.endswith("/console")
        assert answer.ok

        assert server.stop() == 0
    lines = server.output.splitlines()
    assert lines[-1] == "Stopped. Everything that was acknowledged is saved."
    assert "Traceback" not in server.output
    assert "Warning" not in server.output


def test_sigterm_stops_it_too(tmp_path: Path) -> None:
    with RunningServer(tmp_path / "data") as server:
        assert server.process is not None
        server.process.send_signal(signal.SIGTERM)
        assert server.process.wait(20) == 0


def test_the_join_code_and_its_qr_appear_when_the_lobby_opens(tmp_path: Path) -> None:
    with RunningServer(tmp_path / "data") as server:
        made = server.api("POST", "/exercises", json={"scenario": "oversold-night"}).json()
        code = made["exercise"]["code"]
        assert code[:4] not in server.output
        command = {"id": "open-lobby", "name": "exercise.open", "data": {}}
        path = f"/exercises/{made['exercise']['id']}/commands"
        assert server.api("POST", path, json=command).json()["ok"]
        until(lambda: "█" in server.output, "no QR code in the terminal")
        assert f"{code[:4]}-{code[4:]}" in server.output


def test_a_busy_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", 0))
        busy.listen()
        server = RunningServer(tmp_path / "data")
        done = tabletop(server.environ, "serve", "--port", str(busy.getsockname()[1]))
    assert done.returncode == 1
    assert "Something else listens on 127.0.0.1" in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_second_server_on_the_same_folder_is_refused(tmp_path: Path) -> None:
    with RunningServer(tmp_path / "data") as server:
        assert server.process is not None
        done = tabletop(server.environ, "serve", "--port", str(free_port()))
        assert f"in use by process {server.process.pid}" in done.stderr
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_folder_that_cannot_be_written_is_one_clear_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    server = RunningServer(tmp_path / "file" / "data")
    done = tabletop(server.environ, "serve")
    assert "Can't write to the data folder" in done.stderr
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_bad_setting_is_one_clear_line(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data", {"PROXY_HOPS": "many"})
    done = tabletop(server.environ, "serve")
    assert done.stderr.startswith("Error: TABLETOP_PROXY_HOPS: must be a whole number")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_database_of_a_newer_version_is_one_clear_line(tmp_path: Path) -> None:
    import sqlite3
    from contextlib import closing

    server = RunningServer(tmp_path / "data")
    tabletop(server.environ, "db", "migrate")
    with closing(sqlite3.connect(tmp_path / "data" / "tabletop.db")) as database:
        database.execute("UPDATE alembic_version SET version_num = '9999'")
        database.commit()
    done = tabletop(server.environ, "serve")
    assert "revision 9999, which this version doesn't know" in done.stderr
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("mode", ["eventlet", "threading"])
def test_what_was_acknowledged_is_there_after_a_kill(tmp_path: Path, mode: str) -> None:
    with RunningServer(tmp_path / "data", {"ASYNC_MODE": mode}) as server:
        made = server.api("POST", "/exercises", json={"scenario": "oversold-night"}).json()
        server.kill()
        server.restart()
        (listed,) = server.api("GET", "/exercises").json()["exercises"]
        assert listed["id"] == made["exercise"]["id"]


def test_the_key_and_the_data_are_for_their_owner_alone(tmp_path: Path) -> None:
    with RunningServer(tmp_path / "data") as server:
        assert (server.data / "secret.key").stat().st_mode & 0o777 == 0o600
        assert server.data.stat().st_mode & 0o777 == 0o700
