"""Who sits where, and the surveys they fill in."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain import events as e
from tabletop.domain.decide.people import MOST_DISPLAYS
from tests.domain.transcript import Transcript, given, lobby, started


def join(seat: str = "eli", **data: Any) -> tuple[None, str, dict[str, Any]]:
    """A participant's arrival, as the service says it."""
    return None, "seat.join", {"seat": seat, "kind": "participant"} | data


def joined(script: Transcript) -> tuple[str | None, str | None]:
    """The team and role that the one who came last got."""
    assert script.decision is not None, script.refusal
    (event,) = script.decision.events
    assert isinstance(event, e.SeatJoined)
    assert script.decision.result == {"team": event.team, "role": event.role}
    return event.team, event.role


def test_a_participant_gets_the_smallest_team_and_a_free_role() -> None:
    script = given(("fay", "exercise.open"))
    got = [joined(script.when(*join(f"s{number}"))) for number in range(6)]
    assert got == [
        ("red", "lead"),
        ("blue", "lead"),
        ("red", "desk"),
        ("blue", "desk"),
        ("red", None),
        ("blue", None),
    ]


def test_a_role_may_be_chosen_and_shared() -> None:
    assert joined(lobby().when(*join(team="blue", role="lead"))) == ("blue", "lead")


def test_who_only_watches_gets_no_role() -> None:
    script = given(("fay", "exercise.open"))
    assert joined(script.when(*join(watching=True, consent=["analysis"]))) == ("red", None)
    assert script.state.seats["eli"].consent == ("analysis",)
    assert script.state.seats["eli"].watching


def test_everybody_else_may_come_any_time() -> None:
    script = given().when(None, "seat.join", {"seat": "eve", "kind": "evaluator"})
    script.then(e.SeatJoined("eve", "evaluator"))


def test_a_projector_may_be_added_late_but_not_without_limit() -> None:
    script = started("03:00", ("fay", "exercise.lock_joins"))
    for number in range(1, MOST_DISPLAYS):  # the wall has been there from the start
        screen = f"screen{number}"
        script.when(*join(screen, kind="display")).then(e.SeatJoined(screen, "display"))
    script.when(*join(kind="display")).then_refused("full")
    script.when("fay", "seat.remove", {"seat": "screen1"})
    script.when(*join(kind="display")).then(e.SeatJoined("eli", "display"))


def test_a_record_needs_no_projector() -> None:
    over = started("03:00", ("fay", "exercise.end"))
    over.when(*join("hot", kind="display")).then(e.SeatJoined("hot", "display"))
    over.when("fay", "exercise.close").when(*join(kind="display")).then_refused("closed")


@pytest.mark.parametrize(
    ("lines", "data", "code", "fields"),
    [
        ([("fay", "exercise.lock_joins")], {}, "joins_locked", []),
        ([("fay", "exercise.close")], {}, "closed", []),
        ([("fay", "exercise.halt")], {"most": 4}, "full", []),
        ([], {"most": 4}, "full", []),
        ([], {"team": "green"}, "not_found", []),
        ([], {"team": "red", "role": "cook"}, "invalid", ["role"]),
    ],
)
def test_who_cannot_join(
    lines: list[tuple[str, str]], data: dict[str, Any], code: str, fields: list[str]
) -> None:
    lobby(*lines).when(*join(**data)).then_refused(code, *fields)


def test_a_phone_that_takes_over_in_the_hot_wash_gets_in() -> None:
    script = lobby(("fay", "clock.start"), ("fay", "exercise.end"))
    assert joined(script.when(*join(team="red"))) == ("red", None)
    assert script.doc("survey", "after", "team:red")["status"] == "open"


def test_an_evaluator_may_come_when_all_is_closed() -> None:
    script = lobby(("fay", "exercise.close"))
    script.when(None, "seat.join", {"seat": "ava", "kind": "evaluator"})
    script.then(e.SeatJoined("ava", "evaluator"))


def test_a_role_whose_holder_only_watches_is_free() -> None:
    script = lobby(("ann", "seat.watch"))
    assert joined(script.when(*join(team="red"))) == ("red", "lead")


def test_nobody_joins_a_draft() -> None:
    given().when(*join()).then_refused("joins_locked")
    given(("fay", "exercise.halt")).when(*join()).then_refused("joins_locked")


def test_people_join_while_the_play_is_on() -> None:
    assert joined(started("03:00", ("fay", "clock.pause")).when(*join())) == ("red", None)


def test_a_removed_seat_makes_room() -> None:
    script = lobby(("fay", "seat.remove", {"seat": "ann"}))
    assert joined(script.when(*join(most=4))) == ("red", "lead")


def test_a_seat_is_renamed_by_itself_or_by_a_facilitator() -> None:
    script = started().when("ann", "seat.rename", {"name": "Anna"}).then(e.SeatRenamed("ann"))
    script.when("fay", "seat.rename", {"name": "Bo", "seat": "bob"}).then(e.SeatRenamed("bob"))
    script.when("ann", "seat.rename", {"name": "X", "seat": "bob"}).then_refused("forbidden")
    script.when("ann", "seat.rename", {"name": "X", "seat": "ann"}).then(e.SeatRenamed("ann"))
    script.when("fay", "seat.rename", {"name": "X", "seat": "zoe"}).then_refused("not_found")


def test_a_participant_is_moved_to_another_team_and_role() -> None:
    script = started().when("fay", "seat.move", {"seat": "ann", "team": "blue", "role": "desk"})
    script.then(e.SeatMoved("ann", "red", "blue", "desk"))
    script.when("fay", "seat.move", {"seat": "ann", "team": "blue", "role": "desk"}).then()
    script.when("fay", "seat.move", {"seat": "ann", "team": "blue"})
    script.then(e.SeatMoved("ann", "blue", "blue", None))


@pytest.mark.parametrize(
    ("data", "code", "fields"),
    [
        ({"seat": "zoe", "team": "red"}, "not_found", []),
        ({"seat": "ann", "team": "green"}, "not_found", []),
        ({"seat": "eve", "team": "red"}, "conflict", []),
        ({"seat": "ann", "team": "red", "role": "cook"}, "invalid", ["data.role"]),
    ],
)
def test_a_move_that_is_none(data: dict[str, str], code: str, fields: list[str]) -> None:
    started().when("fay", "seat.move", data).then_refused(code, *fields)


def test_anybody_may_only_watch_and_come_back() -> None:
    script = started().when("ann", "seat.watch").then(e.SeatWatching("ann", True))
    script.when("ann", "seat.watch").then()
    script.when("ann", "seat.watch", {"watching": False}).then(e.SeatWatching("ann", False))


def test_a_facilitator_says_so_of_who_has_gone_home() -> None:
    script = started("02:10").when("fay", "seat.watch", {"seat": "bob"})
    script.then(e.SeatWatching("bob", True))
    assert script.doc("inject", "gauge")["teams"]["red"]["expected"] == 1
    script.when("ann", "seat.watch", {"seat": "bob"}).then_refused("forbidden")
    script.when("fay", "seat.watch").then_refused("conflict")
    script.when("fay", "seat.watch", {"seat": "eve"}).then_refused("conflict")
    script.when("fay", "seat.watch", {"seat": "zoe"}).then_refused("not_found")


def test_who_is_removed_is_out() -> None:
    script = started().when("fay", "seat.remove", {"seat": "ann"}).then(e.SeatRemoved("ann"))
    script.when("fay", "seat.remove", {"seat": "ann"}).then_refused("not_found")
    script.when("ann", "pause.request").then_refused("unauthenticated")


def test_who_made_the_exercise_stays() -> None:
    """Else a colleague could shut its owner out for good."""
    script = started((None, "seat.join", {"seat": "fox", "kind": "facilitator"}))
    for who in ("fay", "fox"):
        script.when(who, "seat.remove", {"seat": "fay"}).then_refused("conflict")
    script.when("fox", "seat.remove", {"seat": "fox"}).then(e.SeatRemoved("fox"))


BEFORE = {"survey": "before", "answers": {"s1": 7}}
AFTER = {"survey": "after", "answers": {"s1": 7, "s2": "Better."}}


def test_a_survey_is_answered_while_it_is_open_and_the_latest_answers_count() -> None:
    script = lobby().when("ann", "survey.submit", BEFORE)
    script.then(e.SurveySubmitted("before", "ann", {"s1": 7}))
    script.when("ann", "survey.submit", {"survey": "before", "answers": {}})
    script.then(e.SurveySubmitted("before", "ann", {}))
    script.when("ann", "survey.submit", AFTER).then_refused("closed")
    script.given(("fay", "clock.start"), ("bob", "survey.submit", BEFORE), ("fay", "exercise.end"))
    script.when("cat", "survey.submit", BEFORE).then_refused("closed")
    script.when("ann", "survey.submit", AFTER).then(
        e.SurveySubmitted("after", "ann", {"s1": 7, "s2": "Better."})
    )


def test_only_surveys_and_questions_that_are_there() -> None:
    script = lobby().when("ann", "survey.submit", {"survey": "none", "answers": {}})
    script.then_refused("not_found")
    script.when("ann", "survey.submit", {"survey": "before", "answers": {"s9": 1}})
    script.then_refused("invalid", "data.answers.s9")
