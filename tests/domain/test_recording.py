"""What was decided, as the log has it."""

from __future__ import annotations

from tabletop.domain import events as e
from tabletop.domain.recording import record
from tests.domain.transcript import started


def test_the_events_of_a_command_are_numbered_and_the_last_one_carries_its_id() -> None:
    script = started()
    head = script.state.seq
    rows = record(
        script.state,
        [e.NoteAdded("one"), e.NoteAdded("two")],
        at=script.now + 5,
        actor="fay",
        command_id="c-1",
    )
    assert [(row.seq, row.command_id) for row in rows] == [(head + 1, None), (head + 2, "c-1")]
    assert {(row.at, row.actor, row.clock_ms) for row in rows} == {(script.now + 5, "fay", 5)}
    assert script.state.seq == head + 2


def test_each_event_carries_the_reading_just_before_it() -> None:
    script = started("00:10", ("fay", "clock.jump", {"to_ms": 70_000}))
    assert [(row.event.kind, row.clock_ms) for row in script.log[-2:]] == [
        ("clock.jumped", 10_000),
        ("inject.skipped", 70_000),
    ]


def test_nothing_decided_is_nothing_recorded() -> None:
    script = started()
    assert record(script.state, [], at=script.now, actor="fay", command_id="c-1") == []
