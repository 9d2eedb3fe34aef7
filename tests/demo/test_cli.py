"""What `tabletop demo` says when it can't begin."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tabletop.cli.demo import demo
from tabletop.demo.own_server import own_server


@pytest.fixture(autouse=True)
def _data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLETOP_DATA", str(tmp_path))


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(demo, list(arguments))


def test_an_address_needs_a_token() -> None:
    done = _run("--url", "http://127.0.0.1:9")

    assert done.exit_code == 2
    assert "--url and --token go together." in done.output


def test_a_server_that_is_not_there_is_one_line() -> None:
    done = _run("--url", "http://127.0.0.1:9", "--token", "x")

    assert done.exit_code == 1
    assert done.output.splitlines()[-1].startswith("Error: The server can't be reached: ")


def test_no_more_people_than_seats(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TABLETOP_MAX_SEATS", "3")
    done = _run("--participants", "6")

    assert done.exit_code == 2
    assert "--participants: no more than 3 fit in (TABLETOP_MAX_SEATS)." in done.output


def test_somebody_who_is_not_let_in_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TABLETOP_MAX_SEATS", "3")
    with own_server(tmp_path / "demo") as server:
        done = _run("--url", server.address, "--token", server.token, "--participants", "6")

    assert done.exit_code == 1
    assert done.output.splitlines()[-1] == "Error: Every seat is taken. Ask the facilitator."
    assert "Traceback" not in done.output


def test_a_second_demo_on_the_same_folder_and_an_unknown_scenario(tmp_path: Path) -> None:
    with own_server(tmp_path / "demo") as server:
        second = _run("--json")
        elsewhere = ["--url", server.address, "--token"]
        unknown = _run(*elsewhere, server.token, "--json", "--scenario", "nothing")
        stranger = _run(*elsewhere, "nobody", "--json")

    assert second.exit_code == 1
    assert second.output.startswith("Error: The demo's own server did not start.")
    assert second.output.count("\n") == 1
    assert (unknown.exit_code, unknown.output) == (1, "Error: There is no such scenario.\n")
    assert stranger.exit_code == 1
    assert stranger.output.count("\n") == 1
    for done in (second, unknown, stranger):
        with pytest.raises(ValueError, match="Expecting"):
            json.loads(done.output)
