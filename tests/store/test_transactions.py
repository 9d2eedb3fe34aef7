"""Waiting for the lock, giving up, and where the commit runs."""

import sqlite3
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, select, text
from sqlalchemy.exc import IntegrityError

from tabletop.store.engine import TURN, open_engine
from tabletop.store.errors import Unavailable
from tabletop.store.tables import setting
from tabletop.store.transactions import Transactions


@pytest.fixture
def outsider(sqlite_engine: Engine, tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """Another process's connection to the file, which holds the write lock."""
    connection = sqlite3.connect(tmp_path / "tabletop.db", timeout=0, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    yield connection
    connection.close()


def write(transactions: Transactions, key: str) -> None:
    with transactions.writing() as connection:
        connection.execute(insert(setting).values(key=key, value="there"))


def keys(engine: Engine) -> list[str]:
    with Transactions(engine).reading() as connection:
        return list(connection.scalars(select(setting.c.key).order_by(setting.c.key)))


def test_a_write_is_kept(engine: Engine) -> None:
    write(Transactions(engine), "a")
    assert keys(engine) == ["a"]


def test_an_exception_rolls_back(engine: Engine) -> None:
    transactions = Transactions(engine)

    def write_and_fail() -> None:
        with transactions.writing() as connection:
            connection.execute(insert(setting).values(key="a", value="there"))
            raise RuntimeError

    with pytest.raises(RuntimeError):
        write_and_fail()
    write(transactions, "b")
    assert keys(engine) == ["b"]


def test_a_broken_rule_comes_through_and_rolls_back(engine: Engine) -> None:
    transactions = Transactions(engine)
    write(transactions, "a")
    with pytest.raises(IntegrityError):
        write(transactions, "a")
    write(transactions, "b")
    assert keys(engine) == ["a", "b"]


def test_a_locked_file_is_tried_again_with_pauses(
    sqlite_engine: Engine, outsider: sqlite3.Connection
) -> None:
    pauses: list[float] = []

    def sleep(seconds: float) -> None:
        pauses.append(seconds)
        if len(pauses) == 2:
            outsider.execute("ROLLBACK")

    write(Transactions(sqlite_engine, sleep=sleep), "a")
    assert len(pauses) == 2
    assert min(pauses) > 0
    assert keys(sqlite_engine) == ["a"]


def test_patience_ends(sqlite_engine: Engine, outsider: sqlite3.Connection) -> None:
    pauses: list[float] = []
    with pytest.raises(Unavailable) as caught:
        write(Transactions(sqlite_engine, sleep=pauses.append), "a")
    assert caught.value.reason == "the database is locked"
    assert 2 < sum(pauses) < 5
    outsider.execute("ROLLBACK")
    write(Transactions(sqlite_engine), "b")
    assert keys(sqlite_engine) == ["b"]


def test_a_locked_file_can_be_read(sqlite_engine: Engine, outsider: sqlite3.Connection) -> None:
    assert keys(sqlite_engine) == []


def test_writers_of_one_process_take_turns_without_meeting_the_lock(sqlite_engine: Engine) -> None:
    committing, go_on = threading.Event(), threading.Event()

    def slow_commit(commit: Callable[[], object]) -> object:
        committing.set()
        assert go_on.wait(10)
        return commit()

    def never(seconds: float) -> None:
        raise AssertionError("met SQLite's lock")

    slow = Transactions(sqlite_engine, offload=slow_commit)
    other = Transactions(sqlite_engine, sleep=never)
    threads = [threading.Thread(target=write, args=(slow, "a"))]
    threads[0].start()
    assert committing.wait(10)
    threads.append(threading.Thread(target=write, args=(other, "b")))
    threads[1].start()
    go_on.set()
    for thread in threads:
        thread.join(10)
    assert keys(sqlite_engine) == ["a", "b"]


def test_a_turn_that_never_comes_is_given_up(sqlite_engine: Engine) -> None:
    hasty = Transactions(sqlite_engine, patience_s=0.01)
    turn = sqlite_engine.get_execution_options()[TURN]
    with turn, pytest.raises(Unavailable, match="locked"):
        write(hasty, "a")
    write(hasty, "b")
    assert keys(sqlite_engine) == ["b"]


def test_only_sqlites_commit_is_offloaded(engine: Engine) -> None:
    calls: list[str] = []

    def offload(commit: Callable[[], object]) -> object:
        calls.append(getattr(commit, "__name__", ""))
        return commit()

    write(Transactions(engine, offload=offload), "a")
    assert calls == (["commit"] if engine.dialect.name == "sqlite" else [])
    assert keys(engine) == ["a"]


def test_the_offloaded_commit_may_run_in_another_thread(sqlite_engine: Engine) -> None:
    def offload(commit: Callable[[], object]) -> None:
        thread = threading.Thread(target=commit)
        thread.start()
        thread.join(10)

    transactions = Transactions(sqlite_engine, offload=offload)
    for key in "abc":
        write(transactions, key)
    assert keys(sqlite_engine) == ["a", "b", "c"]


def test_a_commit_that_fails_is_no_write(sqlite_engine: Engine) -> None:
    def offload(commit: Callable[[], object]) -> None:
        raise sqlite3.OperationalError("disk I/O error")

    with pytest.raises(Unavailable):
        write(Transactions(sqlite_engine, offload=offload), "a")
    write(Transactions(sqlite_engine), "b")
    assert keys(sqlite_engine) == ["b"]


def test_a_database_that_is_not_there_is_unavailable(tmp_path: Path) -> None:
    nowhere = open_engine(f"sqlite:///{tmp_path / 'missing' / 'tabletop.db'}")
    with pytest.raises(Unavailable) as caught:
        write(Transactions(nowhere), "a")
    assert caught.value.reason == "the database file can't be opened"


def test_a_server_that_is_not_there_is_unavailable() -> None:
    nowhere = open_engine("postgresql://postgres@127.0.0.1:1/none")
    with pytest.raises(Unavailable) as caught:
        write(Transactions(nowhere), "a")
    assert caught.value.reason == "the database can't be reached"


def test_a_server_that_ends_the_connection_is_unavailable_once(postgres_url: str) -> None:
    engine = open_engine(postgres_url)
    setting.create(engine)
    transactions = Transactions(engine)
    end = text("SELECT pg_terminate_backend(pg_backend_pid())")
    with pytest.raises(Unavailable), transactions.writing() as connection:
        connection.execute(end)
    write(transactions, "a")
    assert keys(engine) == ["a"]
    engine.dispose()


def test_pages_come_in_order_and_whole(engine: Engine) -> None:
    transactions = Transactions(engine)
    for key in "dacbe":
        write(transactions, key)
    pages = transactions.pages(select(setting.c.key), setting.c.key, "a", size=2)
    assert [[key for (key,) in page] for page in pages] == [["b", "c"], ["d", "e"], []]
