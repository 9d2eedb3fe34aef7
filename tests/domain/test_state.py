"""The folded exercise, before anything happened and as it is asked."""

from __future__ import annotations

from tabletop.domain.state import State
from tests.domain.stage import FLOOD, RANSOM, TEAMS, header
from tests.domain.transcript import lobby, started


def test_a_new_exercise_knows_its_script_and_what_hangs_on_what() -> None:
    state = State.new(header())
    assert list(state.plays) == [inject.id for inject in FLOOD.injects]
    assert state.dependents == {"gauge": ("calm", "storm")}
    assert State.new(header(RANSOM)).dependents == {
        "dark": ("ward", "paper", "tweet"),
        "ward": ("tweet",),
    }
    assert (state.status, state.seq, state.clock.status) == ("draft", 0, "stopped")


def test_a_team_is_found_by_its_id() -> None:
    state = State.new(header())
    assert state.teams == TEAMS
    assert state.team("blue") == TEAMS[1]
    assert state.team("green") is None
    assert state.team(None) is None


def test_the_players_of_a_team_take_part_in_the_order_they_joined() -> None:
    script = lobby(("ann", "seat.watch"), ("fay", "seat.move", {"seat": "dan", "team": "red"}))
    assert [seat.id for seat in script.state.players("red")] == ["bob", "dan"]
    assert [seat.id for seat in script.state.players("blue")] == ["cat"]
    assert list(script.state.players("green")) == []


def test_the_play_is_live_while_it_runs_or_is_paused() -> None:
    assert not lobby().state.live
    assert started().state.live
    assert started(("fay", "clock.pause")).state.live
    assert not started(("fay", "exercise.halt")).state.live


def test_an_inject_knows_whether_it_wants_one_answer_of_the_team() -> None:
    plays = State.new(header()).plays
    assert [each for each, play in plays.items() if play.team_scope] == [
        "gauge",
        "storm",
        "call",
        "alone",
    ]
