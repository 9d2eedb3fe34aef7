"""Rows as the tests write them: only what a test is about is spelled out."""

from typing import Any

from tabletop.store.exercises import Header
from tabletop.store.log import Batch, Row

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
