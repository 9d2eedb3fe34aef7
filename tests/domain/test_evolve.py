"""The fold: every event, and what it leaves in the state."""

from __future__ import annotations

from tabletop.domain import events as e
from tabletop.domain.evolve import evolve
from tabletop.domain.state import Response, State
from tabletop.domain.visibility import begin
from tests.domain.rich import afterwards, at_the_table
from tests.domain.stage import BORN
from tests.domain.transcript import lobby, ms, started


def test_everything_happens_in_the_rich_exercise() -> None:
    assert {row.event.kind for row in afterwards().log} == set(e.KINDS)


def test_folding_the_log_from_zero_gives_the_same_exercise() -> None:
    script = afterwards()
    again = begin(State.new(script.state.header))
    for row in script.log:
        assert evolve(again, row) is again
    assert again == script.state


def test_the_state_stands_at_its_last_event() -> None:
    script = started("01:00")
    assert (script.state.seq, script.state.at) == (len(script.log), BORN + 60_000)


def test_the_statuses_in_turn() -> None:
    assert at_the_table().state.status == "running"
    assert afterwards().state.status == "closed"
    assert lobby().state.status == "lobby"


def test_an_emergency_in_the_lobby_leaves_a_clock_that_never_ran() -> None:
    state = lobby(("fay", "exercise.halt")).state
    assert (state.status, state.clock.status, state.before_halt) == ("halted", "stopped", "lobby")
    assert state.notice is not None


def test_who_joins_and_who_is_moved_sits_down_last() -> None:
    script = lobby(("fay", "seat.move", {"seat": "ann", "team": "blue"}))
    state = script.state
    assert list(state.members["blue"]) == ["cat", "dan", "ann"]
    assert list(state.members["red"]) == ["bob"]
    ann = state.seats["ann"]
    assert (ann.team, ann.former, ann.seated, ann.joined_at) == ("blue", ("red",), state.seq, BORN)
    script.given(("fay", "seat.move", {"seat": "ann", "team": "blue", "role": "lead"}))
    assert (ann.role, ann.former, list(state.members["blue"])[-1]) == ("lead", ("red",), "ann")
    assert ann.seated < state.seq, "it looks through the same scopes"


def test_other_seats_sit_at_no_table() -> None:
    script = lobby(("fay", "seat.remove", {"seat": "wall"}))
    assert script.state.seats["wall"].removed
    assert {seat for members in script.state.members.values() for seat in members} == {
        "ann",
        "bob",
        "cat",
        "dan",
    }


def test_injects_are_numbered_as_they_go_out() -> None:
    script = started(
        ("fay", "inject.release", {"inject": "radio", "teams": ["blue"]}),
        ("fay", "inject.release", {"inject": "siren"}),
        ("fay", "inject.release", {"inject": "radio"}),
    )
    assert [script.state.plays[each].order for each in ("radio", "siren", "gauge")] == [1, 2, 0]


def test_a_plan_holds_for_the_teams_that_are_left() -> None:
    script = started(
        ("fay", "inject.hold", {"inject": "radio"}),
        ("fay", "inject.release", {"inject": "radio", "teams": ["blue"]}),
    )
    assert script.state.plays["radio"].plan == "held"
    script.given(("fay", "inject.release", {"inject": "radio"}))
    assert script.state.plays["radio"].plan == "scheduled"


def test_answers_are_kept_in_the_order_they_were_last_given() -> None:
    script = started("02:10")
    for seat, option in (("ann", "a"), ("bob", "b"), ("ann", "c")):
        answer = {"option": option}
        script.given((seat, "response.submit", {"inject": "gauge", "answer": answer}))
    answers = script.state.plays["gauge"].deliveries["red"].answers
    assert list(answers) == ["bob", "ann"]
    assert answers["ann"] == Response(
        "ann", "red", {"option": "c"}, "", None, script.now, ms("02:10"), script.state.seq
    )


def test_an_answer_shows_that_it_was_read() -> None:
    script = started("01:10", ("ann", "response.submit", {"inject": "siren", "answer": {}}))
    read = script.state.plays["siren"].read
    assert read == {"ann"}
    script.given("01:20", ("bob", "inject.read", {"inject": "siren"}))
    assert read == {"ann", "bob"}


def test_each_evaluator_s_latest_rating_counts_per_team_and_for_all() -> None:
    script = started()
    for who, rating, team in (
        ("eve", "U", None),
        ("eve", "P", "red"),
        ("fay", "M", None),
        ("eve", "S", None),
    ):
        script.given((who, "rating.set", {"objective": "o1", "rating": rating, "team": team}))
    found = {key: row.event for key, row in script.state.ratings.items()}
    assert found == {
        "o1:all:eve": e.RatingSet("o1", "S"),
        "o1:red:eve": e.RatingSet("o1", "P", "red"),
        "o1:all:fay": e.RatingSet("o1", "M"),
    }
