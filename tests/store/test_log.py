"""Appending and reading: no gap, no duplicate, all or nothing."""

import itertools
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tabletop.store.engine import open_engine
from tabletop.store.errors import Unavailable
from tabletop.store.exercises import Exercises
from tabletop.store.log import Batch, HeadMoved, Log
from tabletop.store.migrate import migrate
from tabletop.store.users import User, Users
from tests.store.rows import NOW, batch, header, row


def seqs(log: Log, exercise_id: str) -> list[int]:
    return [found.seq for found in log.read(exercise_id)]


def test_what_was_appended_is_read_back(log: Log) -> None:
    first = row(1, data={"text": "Wasserstand 3,20 m «Höchststand» 🌊", "n": [1, 2.5, None]})
    second = row(2, command_id="c-1", receipt={"seq": 2, "result": {"inject": "i7"}})
    log.append_all([Batch("harbour", 0, [first, second])])
    assert log.read("harbour") == [first, second]
    assert log.head("harbour") == 2


def test_an_empty_log_has_head_0(log: Log) -> None:
    assert (log.head("harbour"), log.read("harbour")) == (0, [])
    assert (log.head("nowhere"), log.read("nowhere")) == (0, [])


def test_batches_of_several_exercises_go_in_together(log: Log) -> None:
    log.append_all([batch("mill", 0, 2), batch("harbour", 0, 3), batch("mill", 2)])
    assert seqs(log, "harbour") == [1, 2, 3]
    assert seqs(log, "mill") == [1, 2, 3]


def test_one_moved_head_keeps_all_batches_out(log: Log) -> None:
    log.append_all([batch("mill", 0)])
    with pytest.raises(HeadMoved) as caught:
        log.append_all([batch("harbour", 0), batch("mill", 0)])
    assert caught.value.exercise_id == "mill"
    assert (log.head("harbour"), seqs(log, "harbour")) == (0, [])
    assert seqs(log, "mill") == [1]


@pytest.mark.parametrize("expected", [0, 1, 3, 7])
def test_only_the_real_head_is_followed_on(log: Log, expected: int) -> None:
    log.append_all([batch("harbour", 0, 2)])
    with pytest.raises(HeadMoved):
        log.append_all([batch("harbour", expected)])
    assert seqs(log, "harbour") == [1, 2]


def test_an_unknown_exercise_has_no_head_to_follow_on(log: Log) -> None:
    with pytest.raises(HeadMoved):
        log.append_all([batch("nowhere", 0)])


def test_a_command_id_is_recorded_once_in_an_exercise(log: Log) -> None:
    log.append_all([Batch("harbour", 0, [row(1, command_id="c-1")])])
    with pytest.raises(HeadMoved) as caught:
        log.append_all([batch("mill", 0), Batch("harbour", 1, [row(2, command_id="c-1")])])
    assert caught.value.exercise_id == "harbour"
    assert (log.head("harbour"), log.head("mill")) == (1, 0)
    log.append_all([Batch("mill", 0, [row(1, command_id="c-1")])])


def test_many_events_have_no_command_id(log: Log) -> None:
    log.append_all([batch("harbour", 0, 5)])
    assert {found.command_id for found in log.read("harbour")} == {None}


@pytest.mark.parametrize("wrong", [[2], [1, 3], [1, 1], [0, 1]])
def test_rows_that_leave_a_gap_are_no_batch(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="numbered"):
        Batch("harbour", 0, [row(seq) for seq in wrong])


def test_nothing_to_append_is_nothing_done(log: Log) -> None:
    log.append_all([])
    log.append_all([batch("harbour", 7, 0)])
    assert log.head("harbour") == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"after": 3}, range(4, 2501)),
        ({"upto": 4}, range(1, 5)),
        ({"after": 998, "upto": 1003}, range(999, 1004)),
        ({"limit": 7}, range(1, 8)),
        ({"after": 5, "limit": 1500}, range(6, 1506)),
        ({"after": 2500}, range(0)),
        ({}, range(1, 2501)),
    ],
)
def test_reading_a_part(log: Log, arguments: dict[str, int], expected: range) -> None:
    log.append_all([batch("harbour", 0, 2500), batch("mill", 0, 3)])
    assert [found.seq for found in log.read("harbour", **arguments)] == list(expected)


def test_others_get_their_turn_while_a_long_log_is_read(engine: Engine, log: Log) -> None:
    pauses: list[float] = []
    log.append_all([batch("harbour", 0, 2500)])
    Log(engine, sleep=pauses.append).read("harbour")
    assert pauses == [0, 0]


def in_threads(*works: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_two_writers_leave_no_gap_and_no_duplicate(engine: Engine, log: Log) -> None:
    other_engine = open_engine(engine.url.render_as_string(hide_password=False))
    moved = []

    def writer(name: str, log: Log) -> Callable[[], None]:
        def work() -> None:
            head = 0
            for n in range(500):
                while True:
                    try:
                        new = replace(row(head + 1), command_id=f"{name}-{n}")
                        log.append_all([Batch("harbour", head, [new])])
                    except HeadMoved:
                        moved.append(name)
                        head = log.head("harbour")
                    else:
                        head += 1
                        break

        return work

    in_threads(writer("a", log), writer("b", Log(other_engine)))
    other_engine.dispose()

    rows = log.read("harbour")
    assert [found.seq for found in rows] == list(range(1, 1001))
    wanted = {f"{name}-{n}" for name, n in itertools.product("ab", range(500))}
    assert {found.command_id for found in rows} == wanted
    assert log.head("harbour") == 1000
    assert moved


def test_two_writers_of_the_same_command_record_it_once(engine: Engine, log: Log) -> None:
    outcomes: list[str] = []

    def work() -> None:
        try:
            log.append_all([Batch("harbour", 0, [row(1, command_id="fire:i1:1")])])
        except HeadMoved:
            outcomes.append("moved")
        else:
            outcomes.append("recorded")

    in_threads(*[work] * 5)
    assert sorted(outcomes) == ["moved"] * 4 + ["recorded"]


def test_writers_of_the_same_exercises_in_another_order_do_not_block(log: Log) -> None:
    def writer(names: list[str]) -> Callable[[], None]:
        def work() -> None:
            recorded = 0
            while recorded < 50:
                try:
                    log.append_all([batch(name, log.head(name)) for name in names])
                except HeadMoved:
                    continue
                recorded += 1

        return work

    in_threads(writer(["harbour", "mill"]), writer(["mill", "harbour"]))
    assert seqs(log, "harbour") == seqs(log, "mill") == list(range(1, 101))


# Run in a process of its own, which is killed or starved: argument 1 is the database's URL.
APPENDING = """
import sys
from tabletop.store.engine import open_engine
from tabletop.store.log import Batch, Log
from tests.store.rows import batch
log = Log(open_engine(sys.argv[1]))
head = 0
while True:
    log.append_all([batch("harbour", head, 3)])
    head += 3
    print(head, flush=True)
"""

STARVING = """
import resource, sys
from tabletop.store.engine import open_engine
from tabletop.store.errors import Unavailable
from tabletop.store.log import Batch, Log
from tests.store.rows import row
log = Log(open_engine(sys.argv[1]))
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, unlimited[1]))
head = 0
try:
    while True:
        log.append_all([Batch("harbour", head, [row(head + 1, data={"text": "x" * 20_000})])])
        head += 1
except Unavailable as unavailable:
    print(unavailable.reason)
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
print(head, log.head("harbour"), len(log.read("harbour")))
log.append_all([Batch("harbour", head, [row(head + 1)])])
print(log.head("harbour"))
"""


@pytest.fixture
def prepared_url(sqlite_url: str, tmp_path: Path) -> str:
    """An SQLite file with the exercise `harbour`, open nowhere."""
    migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    engine = open_engine(sqlite_url)
    Users(engine).add(User("ada", "Ada", NOW))
    Exercises(engine).create(header("harbour"))
    engine.dispose()
    return sqlite_url


def test_what_was_appended_survives_kill_9(prepared_url: str, tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", APPENDING, prepared_url], stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 60:
            os.kill(process.pid, signal.SIGKILL)
            break
    told = [int(line), *map(int, process.stdout.read().split())][-1]
    process.stdout.close()
    assert process.wait(10) == -signal.SIGKILL

    engine = open_engine(prepared_url)
    log = Log(engine)
    assert log.head("harbour") >= told
    assert seqs(log, "harbour") == list(range(1, log.head("harbour") + 1))
    engine.dispose()
    with sqlite3.connect(tmp_path / "tabletop.db") as file:
        assert file.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    file.close()


def test_a_disk_without_room_loses_nothing_and_recovers(prepared_url: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", STARVING, prepared_url],
        capture_output=True,
        text=True,
        timeout=30,
        check=True,
    )
    reason, counts, after = done.stdout.splitlines()
    appended, head, rows = map(int, counts.split())
    assert reason in {"the disk is full", "the disk reported an error"}
    assert appended == head == rows > 0
    assert int(after) == appended + 1


def test_a_database_that_is_gone_is_unavailable(tmp_path: Path) -> None:
    nowhere = Log(open_engine(f"sqlite:///{tmp_path / 'missing' / 'tabletop.db'}"))
    with pytest.raises(Unavailable):
        nowhere.append_all([batch("harbour", 0)])
    with pytest.raises(Unavailable):
        nowhere.read("harbour")
