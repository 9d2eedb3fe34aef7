"""Every query goes by an index: none walks through a table, none sorts what it found."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, event

from tabletop.store.exercises import Exercises
from tabletop.store.log import Batch, Log
from tabletop.store.seats import Seat, Seats
from tabletop.store.setting import Setting
from tabletop.store.users import User, Users
from tests.store.rows import NOW, header, row

Call = Callable[[Engine], object]

SEAT = Seat("s1", "harbour", "participant", "Grace", NOW)
COMMAND = Batch("harbour", 0, [replace(row(1), command_id="c-1")])

CALLS: dict[str, Call] = {
    "log.append_all": lambda engine: Log(engine).append_all([COMMAND]),
    "log.read": lambda engine: Log(engine).read("harbour", after=1, upto=3, limit=2),
    "log.head": lambda engine: Log(engine).head("harbour"),
    "exercises.get": lambda engine: Exercises(engine).get("harbour"),
    "exercises.by_code": lambda engine: Exercises(engine).by_code("HARBOUR"),
    "exercises.by_join_token": lambda engine: Exercises(engine).by_join_token("join-harbour"),
    "exercises.list_for": lambda engine: Exercises(engine).list_for("ada"),
    "exercises.list_for, on": lambda engine: Exercises(engine).list_for("ada", before="harbour"),
    "exercises.touch_alive": lambda engine: Exercises(engine).touch_alive({"harbour": NOW}),
    "exercises.running_candidates": lambda engine: Exercises(engine).running_candidates(),
    "exercises.close_code": lambda engine: Exercises(engine).close_code("harbour"),
    "seats.get": lambda engine: Seats(engine).get("s1"),
    "seats.by_token": lambda engine: Seats(engine).by_token("token"),
    "seats.of_exercise": lambda engine: Seats(engine).of_exercise("harbour"),
    "seats.rename": lambda engine: Seats(engine).rename("s1", "Hopper"),
    "seats.rotate_token": lambda engine: Seats(engine).rotate_token("s1"),
    "seats.erase": lambda engine: Seats(engine).erase("s1", NOW),
    "seats.by_user": lambda engine: Seats(engine).by_user("harbour", "ada"),
    "users.get": lambda engine: Users(engine).get("ada"),
    "users.by_name": lambda engine: Users(engine).by_name("Ada"),
    "users.first": lambda engine: Users(engine).first(),
    "users.list": lambda engine: Users(engine).list(),
    "users.resolve": lambda engine: Users(engine).resolve("api", "token", NOW),
    "users.redeem_link": lambda engine: Users(engine).redeem_link("token", NOW),
    "users.revoke": lambda engine: Users(engine).revoke("token", NOW),
    "users.revoke_all": lambda engine: Users(engine).revoke_all("ada", NOW),
    "setting.get_or_create": lambda engine: Setting(engine).get_or_create("key", str),
}


@pytest.fixture
def filled_engine(sqlite_engine: Engine) -> Engine:
    """An exercise with a seat in it."""
    Users(sqlite_engine).add(User("ada", "Ada", NOW))
    Exercises(sqlite_engine).create(header("harbour"))
    Seats(sqlite_engine).add(SEAT)
    return sqlite_engine


def plans(engine: Engine, call: Call) -> list[str]:
    """What SQLite does for each statement of the call, one step a line."""
    said: list[tuple[str, Any]] = []

    def listen(_conn: object, _cursor: object, statement: str, values: Any, *_: object) -> None:
        if statement.startswith(("SELECT", "UPDATE")):
            said.append((statement, values))

    event.listen(engine, "before_cursor_execute", listen)
    call(engine)
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
