"""P6: the exercise clock over restarts. While the server is down, the log is moved into the past,
which is the same as time going by, and quicker."""

from __future__ import annotations

from typing import Any

from tests.e2e.client import Client
from tests.e2e.table import Recorded, Table
from tests.server import RunningServer, until

RATE = 20
GRACE_S = 30


def test_after_a_short_absence_the_clock_goes_on(server: RunningServer) -> None:
    table = Table(server)
    table.must("clock.rate", rate=RATE)
    table.must("clock.start")
    _wait_for_release(table, "CS-01")
    clock = _exercise(table)["clock"]

    server.kill()
    server.start()

    exercise = _exercise(table)
    assert exercise["status"] == "running"
    assert exercise["notice"] is None
    # The reading hangs on its anchor, so nothing was lost or added.
    assert exercise["clock"] == clock


def test_what_fell_due_meanwhile_goes_out_once_the_server_is_back(server: RunningServer) -> None:
    table = Table(server)
    table.must("clock.rate", rate=RATE)
    table.must("clock.start")
    _wait_for_release(table, "CS-01")
    server.kill()
    released = _released(table)

    # 15 s at 20 times: five minutes of the exercise, with the injects at 2:00 and 4:00 in them.
    _let_pass(table, seconds=15)
    server.start()

    for inject in ("CS-02", "CS-03"):
        assert inject not in released
        _wait_for_release(table, inject)
    releases = [row.data["inject"] for row in table.log() if row.kind == "inject.released"]
    assert len(releases) == len(set(releases))


def test_after_a_long_absence_it_comes_up_paused_where_it_last_ran(server: RunningServer) -> None:
    table = Table(server)
    seat = table.join("Waiting")
    table.must("clock.rate", rate=RATE)
    table.must("clock.start")
    _wait_for_release(table, "CS-01")
    phone = Client(server.url, table.id, seat.token)
    phone.connect()
    server.stop()
    reading = _reading_at_the_end(table)
    released = _released(table)

    _let_pass(table, seconds=GRACE_S + 30)
    server.start()

    exercise = _exercise(table)
    assert exercise["status"] == "paused"
    assert exercise["notice"]["code"] == "restart"
    assert abs(exercise["clock"]["elapsed_ms"] - reading) <= 1
    assert _released(table) == released
    phone.connect()
    until(
        lambda: phone.holds().get(("exercise", table.id), {}).get("status") == "paused",
        "the phone does not learn that the clock stands",
    )
    phone.close()

    table.must("clock.resume")
    _wait_for_release(table, "CS-02")


def test_the_grace_is_a_setting(server: RunningServer) -> None:
    server.environ["TABLETOP_RESTART_GRACE_S"] = "1"
    table = Table(server)
    table.must("clock.start")
    server.kill()

    _let_pass(table, seconds=5)
    server.start()

    until(lambda: _exercise(table)["status"] == "paused", "the clock runs on")


def _exercise(table: Table) -> dict[str, Any]:
    return table.document(table.facilitator, "exercise")


def _released(table: Table) -> set[str]:
    return {row.data["inject"] for row in table.log() if row.kind == "inject.released"}


def _wait_for_release(table: Table, inject: str) -> None:
    until(lambda: inject in _released(table), f"{inject} does not go out")


def _let_pass(table: Table, seconds: int) -> None:
    """Move everything that happened into the past; the server is down."""
    table.rows("UPDATE event SET at = at - ? WHERE exercise_id = ?", seconds * 1000, table.id)
    table.rows("UPDATE exercise SET alive_at = alive_at - ? WHERE id = ?", seconds * 1000, table.id)


def _reading_at_the_end(table: Table) -> int:
    """What the clock read when the server stopped, by its last note of being alive."""
    ((alive_at,),) = table.rows("SELECT alive_at FROM exercise WHERE id = ?", table.id)
    started: Recorded = next(row for row in table.log() if row.kind == "clock.started")
    return int((alive_at - started.at) * RATE)
