"""What the clock asks for, in which order, under which ids, and when to look again."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given as explore
from hypothesis import settings
from hypothesis import strategies as st

from tabletop.domain.commands import CloseInject, Release
from tabletop.domain.due import Due, agenda, due, next_inject, waiting, wake_at
from tabletop.domain.recording import record
from tests.domain.player import HEADERS, Player
from tests.domain.stage import BORN, FLOOD, MINUTE, header
from tests.domain.transcript import given, lobby, ms, started


def test_the_agenda_lists_closes_and_releases_earliest_first() -> None:
    script = started("01:10", ("fay", "inject.extend", {"inject": "siren", "by_ms": 30_000}))
    assert agenda(script.state)[:4] == [
        Due("fire:gauge:0", Release("gauge"), 2 * MINUTE),
        Due("close:siren:red:0", CloseInject("siren", "red"), ms("02:30")),
        Due("close:siren:blue:0", CloseInject("siren", "blue"), ms("02:30")),
        Due("fire:radio:0", Release("radio"), 3 * MINUTE),
    ]


def test_closes_come_before_releases_of_the_same_moment() -> None:
    """So that a branch which falls due as its decision closes knows how that went."""
    late = [replace(each, offset_ms=4 * MINUTE) for each in FLOOD.injects if each.when]
    injects = (*late, *(each for each in FLOOD.injects if each.id == "gauge"))
    script = started("03:59", made=header(replace(FLOOD, injects=injects)))
    assert [each.command_id for each in due(script.state, BORN + 4 * MINUTE)] == [
        "close:gauge:red:0",
        "close:gauge:blue:0",
        "fire:calm:0",
        "fire:storm:0",
    ]


def test_only_what_has_been_reached_is_due() -> None:
    state = started().state
    assert due(state, BORN + MINUTE - 1) == []
    assert [each.command_id for each in due(state, BORN + MINUTE)] == ["fire:siren:0"]


def test_nothing_is_due_unless_the_clock_runs() -> None:
    for script in (
        lobby(),
        started(("fay", "clock.pause")),
        started(("fay", "exercise.halt")),
        started(("fay", "exercise.end")),
    ):
        assert agenda(script.state) == []
        assert wake_at(script.state) is None


def test_the_next_moment_follows_the_pace() -> None:
    script = started(("fay", "clock.rate", {"rate": 2}))
    assert wake_at(script.state) == BORN + MINUTE // 2


def test_nothing_is_left_after_the_last() -> None:
    script = started("13:00")
    assert [each.command for each in agenda(script.state)] == []
    assert wake_at(script.state) is None
    assert next_inject(script.state) is None


def test_the_next_inject_is_the_earliest_that_goes_out_by_itself() -> None:
    script = given(("fay", "inject.hold", {"inject": "siren"}))
    coming = next_inject(script.state)
    assert coming is not None
    assert coming.inject.id == "gauge"
    assert "siren" not in {play.inject.id for play in waiting(script.state)}
    over = started(("fay", "exercise.end"))
    assert next_inject(over.state) is None


def test_what_was_written_on_the_spot_never_goes_out_by_itself() -> None:
    """Not even what is left of it, after it was sent to one team by hand."""
    script = started(
        ("fay", "inject.compose", {"title": "Aside", "release": False}),
        ("fay", "inject.release", {"inject": "adhoc-1", "teams": ["red"]}),
    )
    assert "adhoc-1" not in {play.inject.id for play in waiting(script.state)}


def test_an_ask_that_is_opened_again_closes_under_another_id() -> None:
    script = started("01:10", ("fay", "clock.jump", {"to_ms": ms("02:30")}))
    script.given(("fay", "clock.undo_jump"))
    ids = [each.command_id for each in agenda(script.state)]
    assert ids[:3] == ["close:siren:red:1", "close:siren:blue:1", "fire:gauge:0"]


@explore(st.sampled_from(sorted(HEADERS)), st.data())
@settings(max_examples=60)
@pytest.mark.timeout(300)
def test_what_the_clock_asks_for_is_accepted_and_its_ids_are_never_used_again(
    played: str, data: st.DataObject
) -> None:
    player = Player(HEADERS[played], data.draw)
    used: set[str] = set()
    for said in player.moves():
        command_id, seat, _ = said
        fallen = {each.command_id for each in agenda(player.state)}
        assert fallen.isdisjoint(used)
        happened = player.decide(said)
        if command_id in fallen:
            assert happened, "the schedule asked for what cannot be"
            used.add(command_id)
        record(player.state, happened, at=player.now, actor=seat or "system")
