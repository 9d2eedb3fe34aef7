"""Rows as the tests write them: only what a test is about is spelled out."""

from typing import Any

from sqlalchemy import Engine, inspect, text

from tabletop.store.exercises import Header
from tabletop.store.log import Batch, Row
from tabletop.store.seats import Seat
from tabletop.store.stores import Stores
from tabletop.store.tokens import new_token

NOW = 1_767_225_600_000  # 2026-01-01T00:00:00Z


def header(exercise_id: str, **changes: Any) -> Header:
    """An exercise of Ada's whose code and join token are made from its id."""
    values: dict[str, Any] = {
        "id": exercise_id,
        "owner": "ada",
        "code": exercise_id.upper()[:8],
        "join_token": f"join-{exercise_id}",
        "title": exercise_id.title(),
        "scenario_id": "flood",
        "scenario": {"title": "Flood", "injects": []},
        "config": {"answers_while_paused": True},
        "created_at": NOW,
    }
    return Header(**(values | changes))


def seat(seat_id: str, name: str, **changes: Any) -> Seat:
    """A participant in `harbour`."""
    values: dict[str, Any] = {"exercise_id": "harbour", "kind": "participant", "created_at": NOW}
    return Seat(id=seat_id, name=name, **(values | changes))


def row(seq: int, **changes: Any) -> Row:
    """An event with this number."""
    values: dict[str, Any] = {
        "seq": seq,
        "at": NOW + seq,
        "clock_ms": 0,
        "actor": "system",
        "kind": "note.added",
        "version": 1,
        "data": {"text": f"note {seq}"},
    }
    return Row(**(values | changes))


def batch(exercise_id: str, after: int, count: int = 1) -> Batch:
    """`count` events that follow on `after`."""
    return Batch(exercise_id, after, [row(after + n) for n in range(1, count + 1)])


def append(stores: Stores, *batches: Batch) -> None:
    """Record these in one commit."""
    with stores.recorder.recording() as recording:
        recording.append_all(batches)
        recording.commit()


def create(stores: Stores, new: Header) -> None:
    """Record an exercise."""
    with stores.recorder.recording() as recording:
        recording.add_exercise(new)
        recording.commit()


def sit(stores: Stores, new: Seat, *, unique_name: bool = True) -> str:
    """Record a seat; its token."""
    token = new_token()
    with stores.recorder.recording() as recording:
        recording.add_seat(new, token, unique_name=unique_name)
        recording.commit()
    return token


def rename(stores: Stores, seat_id: str, name: str) -> None:
    """Record another name."""
    with stores.recorder.recording() as recording:
        recording.rename_seat(seat_id, name)
        recording.commit()


def head(stores: Stores, exercise_id: str) -> int:
    """The head in the exercise's header; 0 for an unknown one."""
    found = stores.exercises.get(exercise_id)
    return found.head if found else 0


def database_text(engine: Engine) -> str:
    """Everything the database holds, as one string."""
    tables = [f'SELECT * FROM "{table}"' for table in inspect(engine).get_table_names()]
    with engine.connect() as connection:
        return repr([connection.execute(text(query)).all() for query in tables])
