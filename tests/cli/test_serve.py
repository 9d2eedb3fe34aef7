"""`tabletop serve` as the person at the terminal meets it, under eventlet."""

import re
import signal
import socket
import sqlite3
import subprocess
import sys
from contextlib import closing
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
    assert "Can't write to the folder" in done.stderr
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_bad_setting_is_one_clear_line(tmp_path: Path) -> None:
    server = RunningServer(tmp_path / "data", {"PROXY_HOPS": "many"})
    done = tabletop(server.environ, "serve")
    assert done.stderr.startswith("Error: TABLETOP_PROXY_HOPS: must be a whole number")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_database_of_a_newer_version_is_one_clear_line(tmp_path: Path) -> None:
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


def test_the_data_is_for_its_owner_alone_even_in_a_folder_that_was_there(tmp_path: Path) -> None:
    with RunningServer(tmp_path / "new") as server:
        assert server.data.stat().st_mode & 0o777 == 0o700
    (tmp_path / "old").mkdir(mode=0o755)
    with RunningServer(tmp_path / "old") as server:
        files = [each for each in server.data.iterdir() if each.is_file()]
        assert {each.stat().st_mode & 0o777 for each in files} == {0o600}


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    """Settings for a database of one's own, beside all data folders."""
    return {"DATABASE_URL": f"sqlite:///{tmp_path / 'own.db'}"}


def test_a_second_server_on_the_same_database_is_refused_whatever_its_folder(
    tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    server = RunningServer(tmp_path / "one", elsewhere)
    assert tabletop(server.environ, "db", "migrate").returncode == 0
    with server:
        other = RunningServer(tmp_path / "two", elsewhere)
        done = tabletop(other.environ, "serve")
        assert server.process is not None
        assert f"own.db is in use by process {server.process.pid}" in done.stderr
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_two_servers_on_one_postgresql_are_refused_too(tmp_path: Path, postgres_url: str) -> None:
    server = RunningServer(tmp_path / "one", {"DATABASE_URL": postgres_url})
    assert tabletop(server.environ, "db", "migrate").returncode == 0
    with server:
        done = tabletop({**server.environ, "TABLETOP_PORT": str(free_port())}, "serve")
        assert "is in use by another process" in done.stderr
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_database_that_is_not_migrated_says_what_to_do(
    tmp_path: Path, elsewhere: dict[str, str]
) -> None:
    server = RunningServer(tmp_path / "data", elsewhere)
    for arguments in (("serve",), ("token", "create")):
        done = tabletop(server.environ, *arguments)
        assert "has no tables yet. Bring it up to date first: tabletop db migrate" in done.stderr
        assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


@pytest.mark.parametrize("url", ["nonsense", "mysql://db/tabletop"])
def test_a_database_nobody_can_speak_to_is_one_clear_line(tmp_path: Path, url: str) -> None:
    done = tabletop(RunningServer(tmp_path / "data", {"DATABASE_URL": url}).environ, "serve")
    assert done.stderr.startswith("Error: TABLETOP_DATABASE_URL: must be postgresql://")
    assert (done.returncode, len(done.stderr.splitlines())) == (1, 1)


def test_a_server_listens_under_the_name_in_its_links(tmp_path: Path) -> None:
    with RunningServer(tmp_path / "data", {"HOST": socket.gethostname()}) as server:
        assert f"Phones on this network http://{socket.gethostname()}:" in server.output


def test_the_link_of_the_last_start_ends_with_the_next(tmp_path: Path) -> None:
    def link(server: RunningServer) -> str:
        return re.findall(r"http://\S+/sign-in/\S+", server.output)[-1]

    with RunningServer(tmp_path / "data") as server:
        old = link(server)
        server.restart()
        origin = {"Origin": server.url}
        assert requests.post(old, headers=origin, timeout=5).status_code == 404
        assert requests.post(link(server), headers=origin, timeout=5).ok


def test_a_wall_clock_behind_the_record_stops_no_exercise(tmp_path: Path) -> None:
    """Everything happened an hour ahead; then the clock was set right and the server started."""
    with RunningServer(tmp_path / "data") as server:
        made = server.api("POST", "/exercises", json={"scenario": "oversold-night"}).json()
        commands = f"/exercises/{made['exercise']['id']}/commands"

        def say(name: str) -> None:
            command = {"id": name.replace(".", "-"), "name": name, "data": {}}
            assert server.api("POST", commands, json=command).json()["ok"]

        say("exercise.open")
        server.stop()
        with closing(sqlite3.connect(server.data / "tabletop.db")) as database:
            database.execute("UPDATE event SET at = at + 3600000")
            database.commit()
        server.start()
        assert "s behind what is on record" in server.output
        say("clock.start")
        until(lambda: _released(server), "the clock stands")


def _released(server: RunningServer) -> bool:
    with closing(sqlite3.connect(server.data / "tabletop.db")) as database:
        found = database.execute("SELECT count(*) FROM event WHERE kind = 'inject.released'")
        return bool(found.fetchone()[0])
