"""Reading, answering, proposing, voting and locking."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain import events as e
from tests.domain.stage import header
from tests.domain.transcript import Transcript, ms, started

A = {"option": "a"}
B = {"option": "b"}


def gauge(**said: Any) -> dict[str, Any]:
    """An answer to the team decision that is out from 02:00 to 04:00."""
    return {"inject": "gauge", "answer": A} | said


def siren(**said: Any) -> dict[str, Any]:
    """An answer to what everybody acknowledges from 01:00 to 02:00."""
    return {"inject": "siren", "answer": {}} | said


def test_an_inject_is_read_once() -> None:
    script = started("01:10").when("ann", "inject.read", {"inject": "siren"})
    script.then(e.InjectRead("siren", "ann"))
    script.when("ann", "inject.read", {"inject": "siren"}).then()


def test_everybody_answers_for_themselves_and_may_change_their_mind() -> None:
    script = started("10:10").when(
        "ann",
        "response.submit",
        {"inject": "heat", "answer": {"value": 7}, "rationale": "Loud.", "confidence": 80},
    )
    script.then(e.ResponseSubmitted("heat", "ann", "red", {"value": 7}, "Loud.", 80))
    script.when("ann", "response.submit", {"inject": "heat", "answer": {"value": 3}})
    script.then(e.ResponseSubmitted("heat", "ann", "red", {"value": 3}))
    assert script.doc("answer", "heat:ann", "seat:ann")["answer"] == {"value": 3}


@pytest.mark.parametrize("name", ["response.submit", "decision.propose"])
def test_in_team_scope_an_answer_is_a_proposal(name: str) -> None:
    script = started("02:10").when("bob", name, gauge())
    script.then(e.ResponseSubmitted("gauge", "bob", "red", A))
    assert [each["seat"] for each in script.doc("decision", "gauge:red")["proposals"]] == ["bob"]


def test_nobody_proposes_where_everybody_answers_for_themselves() -> None:
    started("01:10").when("ann", "decision.propose", siren()).then_refused("invalid", "name")
    started("01:10").when("ann", "decision.lock", siren()).then_refused("invalid")
    script = started("01:10")
    script.when("ann", "decision.vote", {"inject": "siren", "seat": None}).then_refused("invalid")
    script.when("fay", "decision.pass_lock", {"inject": "siren", "seat": "bob"})
    script.then_refused("invalid")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("inject.read", {}),
        ("response.submit", {"answer": A}),
        ("response.draft", {"answer": A}),
        ("decision.propose", {"answer": A}),
        ("decision.vote", {"seat": None}),
        ("decision.lock", {"answer": A}),
    ],
)
@pytest.mark.parametrize("inject", ["none", "heat", "call"])
def test_a02_what_did_not_reach_the_seat_is_not_there(
    name: str, data: dict[str, Any], inject: str
) -> None:
    """None such; not out yet; out, but private to the lead."""
    started("06:10").when("bob", name, {"inject": inject, **data}).then_refused("not_found")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("response.submit", {"answer": A}),
        ("decision.propose", {"answer": A}),
        ("decision.vote", {"seat": None}),
        ("decision.lock", {"answer": A}),
    ],
)
def test_a_recalled_ask_need_not_be_answered(name: str, data: dict[str, Any]) -> None:
    script = started("02:10", ("fay", "inject.recall", {"inject": "gauge"}))
    script.when("ann", name, {"inject": "gauge", **data}).then_refused("closed")


def test_what_asks_nothing_takes_no_answer() -> None:
    script = started("03:10")
    script.when("ann", "response.submit", {"inject": "radio", "answer": {}})
    script.then_refused("invalid")


@pytest.mark.parametrize("name", ["response.submit", "decision.lock"])
def test_an_answer_fits_the_ask(name: str) -> None:
    script = started("02:10").when("ann", name, gauge(answer={"option": "z"}))
    script.then_refused("invalid", "data.answer.option")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("response.submit", gauge()),
        ("decision.lock", gauge()),
        ("decision.vote", {"inject": "gauge", "seat": None}),
    ],
)
def test_who_only_watches_does_not_answer(name: str, data: dict[str, Any]) -> None:
    script = started("02:10", ("ann", "seat.watch"))
    script.when("ann", name, data).then_refused("forbidden")


def late(script: Transcript, event: e.Event) -> None:
    """The answer is refused as late, and on record."""
    assert script.decision is not None, script.refusal
    assert script.decision.events == (event,)
    assert script.decision.refusal is not None
    assert script.decision.refusal.code == "late"


def test_a01_an_answer_after_the_close_is_on_record_and_does_not_count() -> None:
    script = started("02:10").when("ann", "response.submit", siren(rationale="Sorry"))
    late(script, e.ResponseLate("siren", "ann", "red", {}, "Sorry"))
    assert script.doc("answer", "siren:ann", "seat:ann")["late"] is True
    assert script.doc("inject", "siren")["teams"]["red"]["answered"] == []


def test_the_clock_decides_what_is_late_not_the_scheduler() -> None:
    script = started("01:30").when("ann", "response.submit", siren(), at="01:59.999")
    script.then(e.ResponseSubmitted("siren", "ann", "red", {}))
    script.when("bob", "response.submit", siren(), at="02:00")
    late(script, e.ResponseLate("siren", "bob", "red", {}))


def test_a_late_answer_does_not_displace_one_that_counts() -> None:
    script = started(
        "10:10", ("ann", "response.submit", {"inject": "heat", "answer": {"value": 7}})
    )
    script.given("12:10")
    script.when("ann", "response.submit", {"inject": "heat", "answer": {"value": 1}})
    assert script.doc("answer", "heat:ann") | {"rev": 0} == script.doc("answer", "heat:ann") | {
        "rev": 0,
        "answer": {"value": 7},
        "late": False,
    }


def test_a_lock_after_the_close_is_on_record_too() -> None:
    script = started("04:10").when("ann", "decision.lock", gauge())
    late(script, e.ResponseLate("gauge", "ann", "red", A))
    assert script.doc("decision", "gauge:red")["locked"] is False


def test_a_vote_after_the_close_is_not() -> None:
    script = started("02:10", ("bob", "response.submit", gauge()), "04:10")
    script.when("ann", "decision.vote", {"inject": "gauge", "seat": "bob"}).then_refused("late")


def test_after_endex_answers_are_late() -> None:
    script = started("01:10", ("fay", "exercise.end"))
    late(script.when("ann", "response.submit", siren()), e.ResponseLate("siren", "ann", "red", {}))


def test_a05_in_a_pause_answers_are_taken_or_not_as_the_exercise_says() -> None:
    script = started("01:10", ("fay", "clock.pause")).when("ann", "response.submit", siren())
    script.then(e.ResponseSubmitted("siren", "ann", "red", {}))
    waits = started("02:10", ("fay", "clock.pause"), made=header(answers_while_paused=False))
    waits.when("ann", "response.submit", gauge()).then_refused("paused")
    waits.when("ann", "decision.lock", gauge()).then_refused("paused")
    waits.when("ann", "decision.vote", {"inject": "gauge", "seat": None}).then_refused("paused")
    late(waits.when("ann", "response.submit", siren()), e.ResponseLate("siren", "ann", "red", {}))


def test_the_holder_locks_once() -> None:
    script = started("02:10").when("bob", "decision.lock", gauge()).then_refused("forbidden")
    script.when("ann", "decision.lock", gauge(rationale="Now", confidence=90))
    script.then(e.DecisionLocked("gauge", "ann", "red", A, "Now", 90))
    script.when("ann", "decision.lock", gauge()).then_refused("already_answered")
    script.when("bob", "response.submit", gauge()).then_refused("already_answered")
    script.when("bob", "decision.vote", {"inject": "gauge", "seat": None})
    script.then_refused("already_answered")
    script.when("cat", "decision.lock", gauge(answer=B))
    script.then(e.DecisionLocked("gauge", "cat", "blue", B))


def test_after_the_close_a_locked_team_may_still_be_late() -> None:
    script = started("02:10", ("ann", "decision.lock", gauge()), "04:10")
    late(
        script.when("bob", "response.submit", gauge(answer=B)),
        e.ResponseLate("gauge", "bob", "red", B),
    )


def test_members_vote_for_a_proposal_of_their_own_team() -> None:
    script = started("02:10", ("bob", "response.submit", gauge()))
    script.when("ann", "decision.vote", {"inject": "gauge", "seat": "bob"})
    script.then(e.DecisionVoted("gauge", "ann", "red", "bob"))
    script.when("ann", "decision.vote", {"inject": "gauge", "seat": None})
    script.then(e.DecisionVoted("gauge", "ann", "red", None))
    script.when("ann", "decision.vote", {"inject": "gauge", "seat": None}).then()
    script.when("ann", "decision.vote", {"inject": "gauge", "seat": "ann"})
    script.then_refused("not_found")
    script.when("cat", "decision.vote", {"inject": "gauge", "seat": "bob"})
    script.then_refused("not_found")


def test_a_facilitator_passes_the_lock_to_a_member() -> None:
    script = started("02:10").when("fay", "decision.pass_lock", {"inject": "gauge", "seat": "bob"})
    script.then(e.LockPassed("gauge", "red", "bob", "facilitator"))
    script.when("fay", "decision.pass_lock", {"inject": "gauge", "seat": "bob"}).then()
    script.when("ann", "decision.lock", gauge()).then_refused("forbidden")
    script.when("bob", "decision.lock", gauge()).then(e.DecisionLocked("gauge", "bob", "red", A))
    script.when("fay", "decision.pass_lock", {"inject": "gauge", "seat": "ann"})
    script.then_refused("conflict")


def test_the_system_passes_the_lock_of_who_is_gone() -> None:
    script = started("02:10").when(None, "decision.pass_lock", {"inject": "gauge", "seat": "bob"})
    script.then(e.LockPassed("gauge", "red", "bob", "gone"))


@pytest.mark.parametrize(
    ("inject", "seat"),
    [("none", "bob"), ("gauge", "zoe"), ("gauge", "eve"), ("call", "bob"), ("alone", "bob")],
)
def test_the_lock_goes_only_to_who_was_asked(inject: str, seat: str) -> None:
    script = started("06:10")
    script.when("fay", "decision.pass_lock", {"inject": inject, "seat": seat})
    script.then_refused("not_found")


def test_the_lock_does_not_go_to_who_only_watches() -> None:
    script = started("02:10", ("bob", "seat.watch"))
    script.when("fay", "decision.pass_lock", {"inject": "gauge", "seat": "bob"})
    script.then_refused("not_found")


def test_a_draft_is_checked_and_not_recorded() -> None:
    script = started("02:10").when("ann", "response.draft", gauge(answer={"option": "half"}))
    script.then()


def test_who_was_moved_answers_with_the_new_team() -> None:
    script = started(
        "02:10",
        ("bob", "response.submit", gauge()),
        ("ann", "decision.vote", {"inject": "gauge", "seat": "bob"}),
        ("fay", "seat.move", {"seat": "bob", "team": "blue", "role": "desk"}),
    )
    script.when("bob", "response.submit", gauge(answer=B))
    script.then(e.ResponseSubmitted("gauge", "bob", "blue", B))
    red, blue = script.doc("decision", "gauge:red"), script.doc("decision", "gauge:blue")
    assert [each["answer"] for each in red["proposals"]] == [A], "it stays on record"
    assert red["votes"] == {"ann": "bob"}
    assert [each["answer"] for each in blue["proposals"]] == [B]
    assert script.doc("answer", "gauge:bob")["team"] == "blue"


def test_answers_carry_both_clocks() -> None:
    script = started(("fay", "clock.rate", {"rate": 2}), "01:00")
    script.given(("ann", "response.submit", gauge()))
    said = script.doc("answer", "gauge:ann")
    assert (said["submitted_at"], said["submitted_ms"]) == ("2026-01-01T00:01:00.000Z", ms("02:00"))
