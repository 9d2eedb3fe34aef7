"""Every query goes by an index: none walks through a table, none sorts what it found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tabletop.store.log import Batch
from tabletop.store.stores import Stores
from tabletop.store.users import User
from tests.store.rows import NOW, append, create, header, rename, row, seat, sit

Call = Callable[[Stores], object]

COMMAND = Batch("harbour", 0, [replace(row(1), command_id="c-1")])

CALLS: dict[str, Call] = {
    "recording.append_all": lambda stores: append(stores, COMMAND),
    "recording.rename_seat": lambda stores: rename(stores, "s1", "Hopper"),
    "log.read": lambda stores: list(stores.log.read("harbour", after=1, upto=3)),
    "log.status_changes": lambda stores: stores.log.status_changes(["harbour", "mill"]),
    "exercises.get": lambda stores: stores.exercises.get("harbour"),
    "exercises.by_code": lambda stores: stores.exercises.by_code("HARBOUR"),
    "exercises.by_join_token": lambda stores: stores.exercises.by_join_token("join-harbour"),
    "exercises.list_for": lambda stores: stores.exercises.list_for("ada"),
    "exercises.newest_moment": lambda stores: stores.exercises.newest_moment(),
    "exercises.touch_alive": lambda stores: stores.exercises.touch_alive({"harbour": NOW}),
    "exercises.running_candidates": lambda stores: stores.exercises.running_candidates(),
    "seats.by_token": lambda stores: stores.seats.by_token("token"),
    "seats.of_exercise": lambda stores: stores.seats.of_exercise("harbour"),
    "seats.erase": lambda stores: stores.seats.erase("s1", NOW),
    "seats.by_user": lambda stores: stores.seats.by_user("harbour", "ada"),
    "users.get": lambda stores: stores.users.get("ada"),
    "users.by_name": lambda stores: stores.users.by_name("Ada"),
    "users.first": lambda stores: stores.users.first(),
    "users.list": lambda stores: stores.users.list(),
    "users.issue": lambda stores: stores.users.issue("link", "ada", "", NOW, 1),
    "users.resolve": lambda stores: stores.users.resolve("api", "token", NOW),
    "users.redeem_link": lambda stores: stores.users.redeem_link("token", NOW),
    "users.revoke": lambda stores: stores.users.revoke("token", NOW),
    "users.revoke_all": lambda stores: stores.users.revoke_all("ada", NOW),
    "credentials.good": lambda stores: stores.credentials.good("api", NOW),
    "credentials.revoke": lambda stores: stores.credentials.revoke("c1", NOW),
    "setting.get_or_create": lambda stores: stores.setting.get_or_create("key", str),
}


@pytest.fixture
def filled_engine(sqlite_engine: Engine) -> Engine:
    """An exercise with a seat in it."""
    stores = Stores.on(sqlite_engine)
    stores.users.add(User("ada", "Ada", NOW))
    create(stores, header("harbour"))
    sit(stores, seat("s1", "Grace"))
    return sqlite_engine


def plans(engine: Engine, call: Call) -> list[str]:
    """What SQLite does for each statement of the call, one step a line."""
    said: list[tuple[str, Any]] = []

    def listen(_conn: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE", "DELETE")):
            said.append((statement, values))

    event.listen(engine, "before_cursor_execute", listen)
    call(Stores.on(engine))
    event.remove(engine, "before_cursor_execute", listen)
    assert said
    with engine.connect() as connection:
        return [
            f"{step[3]}   ({statement})"
            for statement, values in said
            for step in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]


@pytest.mark.parametrize("name", CALLS)
def test_each_query_goes_by_an_index(filled_engine: Engine, name: str) -> None:
    steps = plans(filled_engine, CALLS[name])
    if name == "users.first":  # takes the first entry of an index
        steps = [step for step in steps if "LIMIT" not in step or "INDEX" not in step]
    assert [step for step in steps if step.startswith("SCAN") or "TEMP B-TREE" in step] == []
