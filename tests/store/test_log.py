"""Appending to the log and reading it: no gap, no duplicate, all or nothing."""

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
from tabletop.store.errors import HeadMoved, Unavailable
from tabletop.store.log import A_PAGE, Batch
from tabletop.store.migrate import migrate
from tabletop.store.stores import Stores
from tabletop.store.tables import STATUS_CHANGES
from tabletop.store.users import User
from tests.store.rows import NOW, append, batch, create, head, header, row


def seqs(stores: Stores, exercise_id: str) -> list[int]:
    return [found.seq for found in stores.log.read(exercise_id)]


def test_what_was_appended_is_read_back(stores: Stores) -> None:
    first = row(1, data={"text": "Wasserstand 3,20 m «Höchststand» 🌊", "n": [1, 2.5, None]})
    second = row(2, command_id="c-1", receipt={"seq": 2, "result": {"inject": "i7"}})
    append(stores, Batch("harbour", 0, [first, second]))
    assert list(stores.log.read("harbour")) == [first, second]
    assert head(stores, "harbour") == 2


def test_an_empty_log_has_head_0(stores: Stores) -> None:
    for exercise_id in ("harbour", "nowhere"):
        assert (head(stores, exercise_id), seqs(stores, exercise_id)) == (0, [])


def test_batches_of_several_exercises_go_in_together(stores: Stores) -> None:
    append(stores, batch("mill", 0, 2), batch("harbour", 0, 3), batch("mill", 2))
    assert seqs(stores, "harbour") == [1, 2, 3]
    assert seqs(stores, "mill") == [1, 2, 3]


def test_one_moved_head_keeps_all_batches_out(stores: Stores) -> None:
    append(stores, batch("mill", 0))
    with pytest.raises(HeadMoved) as caught:
        append(stores, batch("harbour", 0), batch("mill", 0))
    assert caught.value.exercise_id == "mill"
    assert (head(stores, "harbour"), seqs(stores, "harbour")) == (0, [])
    assert seqs(stores, "mill") == [1]


@pytest.mark.parametrize("expected", [0, 1, 3, 7])
def test_only_the_real_head_is_followed_on(stores: Stores, expected: int) -> None:
    append(stores, batch("harbour", 0, 2))
    with pytest.raises(HeadMoved):
        append(stores, batch("harbour", expected))
    assert seqs(stores, "harbour") == [1, 2]


def test_an_unknown_exercise_has_no_head_to_follow_on(stores: Stores) -> None:
    with pytest.raises(HeadMoved):
        append(stores, batch("nowhere", 0))


def test_a_command_id_is_recorded_once_in_an_exercise(stores: Stores) -> None:
    append(stores, Batch("harbour", 0, [row(1, command_id="c-1")]))
    with pytest.raises(HeadMoved) as caught:
        append(stores, batch("mill", 0), Batch("harbour", 1, [row(2, command_id="c-1")]))
    assert caught.value.exercise_id == "harbour"
    assert (head(stores, "harbour"), head(stores, "mill")) == (1, 0)
    append(stores, Batch("mill", 0, [row(1, command_id="c-1")]))


def test_many_events_have_no_command_id(stores: Stores) -> None:
    append(stores, batch("harbour", 0, 5))
    assert {found.command_id for found in stores.log.read("harbour")} == {None}


@pytest.mark.parametrize("wrong", [[2], [1, 3], [1, 1], [0, 1]])
def test_rows_that_leave_a_gap_are_no_batch(wrong: list[int]) -> None:
    with pytest.raises(ValueError, match="numbered"):
        Batch("harbour", 0, [row(seq) for seq in wrong])


def test_nothing_to_append_is_nothing_done(stores: Stores) -> None:
    append(stores)
    append(stores, batch("harbour", 7, 0))
    assert head(stores, "harbour") == 0


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ({"after": 3}, range(4, 2501)),
        ({"upto": 4}, range(1, 5)),
        ({"after": 998, "upto": 1003}, range(999, 1004)),
        ({"after": 2500}, range(0)),
        ({}, range(1, 2501)),
    ],
)
def test_reading_a_part(stores: Stores, arguments: dict[str, int], expected: range) -> None:
    append(stores, batch("harbour", 0, 2500), batch("mill", 0, 3))
    assert [found.seq for found in stores.log.read("harbour", **arguments)] == list(expected)


def test_others_get_their_turn_while_a_long_log_is_read(engine: Engine, stores: Stores) -> None:
    pauses: list[float] = []
    append(stores, batch("harbour", 0, 2500))
    assert len(list(Stores.on(engine, sleep=pauses.append).log.read("harbour"))) == 2500
    assert pauses == [0] * (2500 // A_PAGE)


def in_threads(*works: Callable[[], None]) -> None:
    threads = [threading.Thread(target=work) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)


def test_two_writers_leave_no_gap_and_no_duplicate(engine: Engine, stores: Stores) -> None:
    other_engine = open_engine(engine.url.render_as_string(hide_password=False))
    moved = []

    def writer(name: str, stores: Stores) -> Callable[[], None]:
        def work() -> None:
            seq = 0
            for n in range(500):
                while True:
                    try:
                        new = replace(row(seq + 1), command_id=f"{name}-{n}")
                        append(stores, Batch("harbour", seq, [new]))
                    except HeadMoved:
                        moved.append(name)
                        seq = head(stores, "harbour")
                    else:
                        seq += 1
                        break

        return work

    in_threads(writer("a", stores), writer("b", Stores.on(other_engine)))
    other_engine.dispose()

    rows = list(stores.log.read("harbour"))
    assert [found.seq for found in rows] == list(range(1, 1001))
    wanted = {f"{name}-{n}" for name, n in itertools.product("ab", range(500))}
    assert {found.command_id for found in rows} == wanted
    assert head(stores, "harbour") == 1000
    assert moved


def test_two_writers_of_the_same_command_record_it_once(stores: Stores) -> None:
    outcomes: list[str] = []

    def work() -> None:
        try:
            append(stores, Batch("harbour", 0, [row(1, command_id="fire:i1:1")]))
        except HeadMoved:
            outcomes.append("moved")
        else:
            outcomes.append("recorded")

    in_threads(*[work] * 5)
    assert sorted(outcomes) == ["moved"] * 4 + ["recorded"]


def test_writers_of_the_same_exercises_in_another_order_do_not_block(stores: Stores) -> None:
    def writer(names: list[str]) -> Callable[[], None]:
        def work() -> None:
            recorded = 0
            while recorded < 50:
                try:
                    append(stores, *(batch(name, head(stores, name)) for name in names))
                except HeadMoved:
                    continue
                recorded += 1

        return work

    in_threads(writer(["harbour", "mill"]), writer(["mill", "harbour"]))
    assert seqs(stores, "harbour") == seqs(stores, "mill") == list(range(1, 101))


# Run in a process of its own, which is killed or starved: argument 1 is the database's URL.
APPENDING = """
import sys
from tabletop.store.engine import open_engine
from tabletop.store.stores import Stores
from tests.store.rows import append, batch
stores = Stores.on(open_engine(sys.argv[1]))
head = 0
while True:
    append(stores, batch("harbour", head, 3))
    head += 3
    print(head, flush=True)
"""

STARVING = """
import resource, sys
from tabletop.store.engine import open_engine
from tabletop.store.errors import Unavailable
from tabletop.store.log import Batch
from tabletop.store.stores import Stores
from tests.store.rows import append, head, row
stores = Stores.on(open_engine(sys.argv[1]))
unlimited = resource.getrlimit(resource.RLIMIT_FSIZE)
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, unlimited[1]))
seq = 0
try:
    while True:
        append(stores, Batch("harbour", seq, [row(seq + 1, data={"text": "x" * 20_000})]))
        seq += 1
except Unavailable as unavailable:
    print(unavailable.reason)
resource.setrlimit(resource.RLIMIT_FSIZE, unlimited)
print(seq, head(stores, "harbour"), len(list(stores.log.read("harbour"))))
append(stores, Batch("harbour", seq, [row(seq + 1)]))
print(head(stores, "harbour"))
"""


@pytest.fixture
def prepared_url(sqlite_url: str, tmp_path: Path) -> str:
    """An SQLite file with the exercise `harbour`, open nowhere."""
    migrate(sqlite_url, now=NOW, backups=tmp_path / "backups")
    engine = open_engine(sqlite_url)
    stores = Stores.on(engine)
    stores.users.add(User("ada", "Ada", NOW))
    create(stores, header("harbour"))
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
    stores = Stores.on(engine)
    assert head(stores, "harbour") >= told
    assert seqs(stores, "harbour") == list(range(1, head(stores, "harbour") + 1))
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
    nowhere = Stores.on(open_engine(f"sqlite:///{tmp_path / 'missing' / 'tabletop.db'}"))
    with pytest.raises(Unavailable):
        append(nowhere, batch("harbour", 0))
    with pytest.raises(Unavailable):
        list(nowhere.log.read("harbour"))


def test_what_changed_a_status_is_found_among_all_the_rest(stores: Stores) -> None:
    kinds = ["seat.joined", *STATUS_CHANGES, "note.added"]
    rows = [row(seq, kind=kind) for seq, kind in enumerate(kinds, start=1)]
    append(stores, Batch("harbour", 0, rows), batch("mill", 0, 3))
    found = stores.log.status_changes(["harbour", "mill", "nowhere"])
    assert found == {"harbour": rows[1:-1], "mill": [], "nowhere": []}
