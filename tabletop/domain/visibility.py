"""Who sees a change: for each event, which documents of which scopes it altered.

This and `tabletop.domain.documents` are the one place that decides what an audience may see. What
is not touched here for a scope is not in its index, and is never built for it: an unreleased
inject, a facilitator's note or another team's answer is not filtered out later.

Touching too much costs a message; touching too little would leave a screen stale, which the fold
tests (promise P4) catch.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import assert_never

from tabletop.domain import events as e
from tabletop.domain.index import CONTROL, DISPLAY, Key, Scope, seat_scope, team_scope
from tabletop.domain.outcomes import latest
from tabletop.domain.reach import open_asks
from tabletop.domain.state import Play, State

FIRST = 1
"""The rev of what exists from the start; every log has at least its facilitator's arrival."""


def scopes_of(state: State, seat_id: str) -> tuple[Scope, ...]:
    """What a seat looks through. Empty for a seat that is not (or no longer) in."""
    seat = state.seats.get(seat_id)
    if seat is None or seat.removed:
        return ()
    if seat.kind in {"facilitator", "evaluator"}:
        return (CONTROL,)
    if seat.kind == "participant":
        return (team_scope(seat.team or ""), seat_scope(seat.id))
    return (DISPLAY, seat_scope(seat.id))


def begin(state: State) -> State:
    """Put into the index what is there before anything happens. Returns the same state."""
    teams = [team_scope(team.id) for team in state.teams]
    _all(state, [CONTROL, DISPLAY, *teams], ("exercise", state.header.id), FIRST)
    for team in state.teams:
        _all(state, [CONTROL, DISPLAY, team_scope(team.id)], ("team", team.id), FIRST)
    for survey in state.header.scenario.surveys:
        _all(state, [CONTROL, *teams], ("survey", survey.id), FIRST)
    for inject in state.plays:
        state.index.touch(CONTROL, ("inject", inject), FIRST)
    return state


def touch(state: State, recorded: e.Recorded) -> None:  # noqa: PLR0915  # a table: one arm an event
    """Note what this event, already folded in, changed for whom."""
    event, rev = recorded.event, recorded.seq
    index = state.index
    match event:
        case e.ExerciseOpened() | e.ExerciseEnded() | e.ExerciseClosed():
            _exercise(state, rev)
            _surveys(state, rev)
            _clocked(state, rev)
        case e.JoinsLocked():
            _exercise(state, rev)
        case (
            e.ExerciseHalted()
            | e.HaltLifted()
            | e.ClockStarted()
            | e.ClockPaused()
            | e.ClockResumed()
            | e.RateChanged()
            | e.ClockJumped()
        ):
            _exercise(state, rev)
            _clocked(state, rev)
        case e.JumpUndone():
            _exercise(state, rev)
            _clocked(state, rev)
            for play in state.plays.values():
                for delivery in open_asks(play):
                    _decision(state, play, delivery.team, rev)
        case e.InjectWithdrawn(inject, teams):
            _withdrawn(state, state.plays[inject], teams, rev)
            _dependents(state, inject, rev)
            _exercise(state, rev, [CONTROL])
        case e.InjectDelivered(inject, team):
            _inject(state, state.plays[inject], rev)
            _decision(state, state.plays[inject], team, rev)
            _dependents(state, inject, rev)
        case e.SeatJoined(seat) | e.SeatRenamed(seat) | e.SeatWatching(seat) | e.SeatRemoved(seat):
            _seat(state, seat, rev)
        case e.SeatMoved(seat, from_team):
            if from_team != state.seats[seat].team:
                index.touch(team_scope(from_team), ("seat", seat), rev, gone=True)
                _team(state, from_team, rev)
            _seat(state, seat, rev)
        case e.InjectReleased(inject) | e.InjectRecalled(inject) | e.InjectRevised(inject):
            play = state.plays[inject]
            _inject(state, play, rev)
            for team in play.deliveries:
                _decision(state, play, team, rev)
            _dependents(state, inject, rev)
            _exercise(state, rev, [CONTROL])
        case e.InjectExtended(inject, teams) | e.InjectClosed(inject, teams):
            play = state.plays[inject]
            _inject(state, play, rev)
            for team in teams:
                _decision(state, play, team, rev)
            _dependents(state, inject, rev)
        case (
            e.InjectPassedOver(inject)
            | e.InjectHeld(inject)
            | e.InjectSkipped(inject)
            | e.InjectRestored(inject)
            | e.InjectComposed(inject)
        ):
            index.touch(CONTROL, ("inject", inject), rev)
            _dependents(state, inject, rev)
            _exercise(state, rev, [CONTROL])
        case e.InjectRevealed(inject) | e.InjectHidden(inject):
            _standing(state, state.plays[inject], rev)
        case e.InjectRead(inject):
            index.touch(CONTROL, ("inject", inject), rev)
        case e.ResponseSubmitted(inject, seat, team):
            play = state.plays[inject]
            _all(state, [CONTROL, seat_scope(seat)], ("answer", f"{inject}:{seat}"), rev)
            _standing(state, play, rev)
            _decision(state, play, team, rev)
            _dependents(state, inject, rev)
        case e.ResponseLate(inject, seat):
            _all(state, [CONTROL, seat_scope(seat)], ("answer", f"{inject}:{seat}"), rev)
        case e.DecisionVoted(inject, _, team) | e.LockPassed(inject, team):
            _decision(state, state.plays[inject], team, rev)
            index.touch(CONTROL, ("inject", inject), rev)
        case e.DecisionLocked(inject, _, team):
            _decision(state, state.plays[inject], team, rev)
            _standing(state, state.plays[inject], rev)
            _dependents(state, inject, rev)
        case e.NudgeSent(seats):
            scopes = [CONTROL, *(seat_scope(seat) for seat in seats)]
            _all(state, scopes, ("message", remark_id(recorded)), rev)
        case e.MessageSent(_, to_team, to_seat):
            scopes = [CONTROL]
            if to_seat is not None:
                scopes.append(seat_scope(to_seat))
            elif to_team is not None:
                scopes.append(team_scope(to_team))
            else:
                scopes.extend(team_scope(each.id) for each in state.teams)
                scopes.extend(
                    seat_scope(each.id) for each in state.seats.values() if each.kind == "actor"
                )
            _all(state, scopes, ("message", remark_id(recorded)), rev)
        case e.PauseRequested():
            index.touch(CONTROL, ("message", remark_id(recorded)), rev)
        case e.NoteAdded():
            index.touch(CONTROL, ("note", remark_id(recorded)), rev)
        case e.FlagAdded():
            index.touch(CONTROL, ("flag", remark_id(recorded)), rev)
        case e.RatingSet():
            index.touch(CONTROL, ("rating", rating_id(recorded.actor, event)), rev)
        case e.SurveySubmitted(survey, seat):
            index.touch(seat_scope(seat), ("survey_answer", f"{survey}:{seat}"), rev)
            index.touch(CONTROL, ("survey", survey), rev)
        case _:
            assert_never(event)


def remark_id(recorded: e.Recorded) -> str:
    """The id of the message, note or flag this event made."""
    return f"{recorded.event.kind[0]}{recorded.seq}"


def rating_id(rater: str, event: e.RatingSet) -> str:
    """The id of the rating this event made: each evaluator has their own."""
    return f"{event.objective}:{event.team or 'all'}:{rater}"


def public(state: State, play: Play) -> bool:
    """Whether the display may show the inject: it went openly to every team, or a facilitator has
    revealed what the teams that got it answered."""
    shown = play.revealed_at is not None and play.recalled_at is None
    everywhere = all(team.id in play.deliveries for team in state.teams)
    return open_to_teams(play) and (everywhere or shown)


def open_to_teams(play: Play) -> bool:
    """Whether it has gone out, to nobody but whole teams."""
    return bool(play.deliveries) and all(each.seats is None for each in play.deliveries.values())


def _all(state: State, scopes: Iterable[Scope], key: Key, rev: int) -> None:
    for scope in scopes:
        state.index.touch(scope, key, rev)


def _exercise(state: State, rev: int, scopes: Iterable[Scope] | None = None) -> None:
    if scopes is None:
        scopes = [CONTROL, DISPLAY, *(team_scope(team.id) for team in state.teams)]
    _all(state, scopes, ("exercise", state.header.id), rev)


def _surveys(state: State, rev: int) -> None:
    scopes = [CONTROL, *(team_scope(team.id) for team in state.teams)]
    for survey in state.header.scenario.surveys:
        _all(state, scopes, ("survey", survey.id), rev)


def _clocked(state: State, rev: int) -> None:
    """Due moments, and the closing moments of what is open, hang on the clock."""
    for play in state.plays.values():
        if open_asks(play):
            _inject(state, play, rev)
        else:
            state.index.touch(CONTROL, ("inject", play.inject.id), rev)


def _inject(state: State, play: Play, rev: int) -> None:
    key: Key = ("inject", play.inject.id)
    for team, delivery in play.deliveries.items():
        if delivery.seats is None:
            state.index.touch(team_scope(team), key, rev)
        else:
            _all(state, map(seat_scope, delivery.seats), key, rev)
    _standing(state, play, rev)


def _standing(state: State, play: Play, rev: int) -> None:
    """How the teams stand with it, for those who watch all of them."""
    key: Key = ("inject", play.inject.id)
    state.index.touch(CONTROL, key, rev)
    if public(state, play):
        state.index.touch(DISPLAY, key, rev)
    else:
        state.index.leave(DISPLAY, key, rev)


def _decision(state: State, play: Play, team: str, rev: int) -> None:
    if not play.team_scope:
        return
    delivery = play.deliveries[team]
    key: Key = ("decision", f"{play.inject.id}:{team}")
    if delivery.seats is None:
        state.index.touch(team_scope(team), key, rev)
    else:
        _all(state, map(seat_scope, delivery.seats), key, rev)
    state.index.touch(CONTROL, key, rev)


def _withdrawn(state: State, play: Play, teams: Iterable[str], rev: int) -> None:
    """Whoever had it, and what was said about it, holds it no longer."""
    inject = play.inject.id
    for team in teams:
        decision: Key = ("decision", f"{inject}:{team}")
        state.index.leave(CONTROL, decision, rev)
        state.index.leave(team_scope(team), ("inject", inject), rev)
        state.index.leave(team_scope(team), decision, rev)
        for seat in state.seats.values():
            if team not in {seat.team, *seat.former}:
                continue
            for key in (("inject", inject), decision):
                state.index.leave(seat_scope(seat.id), key, rev)
            change = state.index.touch if latest(play, seat.id) else state.index.leave
            for scope in (CONTROL, seat_scope(seat.id)):
                if state.index.holds(scope, ("answer", f"{inject}:{seat.id}")):
                    change(scope, ("answer", f"{inject}:{seat.id}"), rev)
    state.index.leave(DISPLAY, ("inject", inject), rev)
    _inject(state, play, rev)


def _dependents(state: State, inject: str, rev: int) -> None:
    """The forecast of branches that ask about this inject; and whether one of them comes next."""
    for other in state.dependents.get(inject, ()):
        state.index.touch(CONTROL, ("inject", other), rev)
        _exercise(state, rev, [CONTROL])


def _team(state: State, team: str, rev: int) -> None:
    _all(state, [CONTROL, DISPLAY, team_scope(team)], ("team", team), rev)
    for play in state.plays.values():
        if team in play.deliveries:
            _decision(state, play, team, rev)
            _standing(state, play, rev)
            _dependents(state, play.inject.id, rev)


def _seat(state: State, seat_id: str, rev: int) -> None:
    seat = state.seats[seat_id]
    state.index.touch(CONTROL, ("seat", seat_id), rev)
    _exercise(state, rev, [CONTROL, DISPLAY])
    for play in state.plays.values():
        if play.inject.to.kind == "seat" and seat_id in play.inject.to.ids:
            _inject(state, play, rev)  # its name stands there, and its team gets it
    if seat.team is None:
        state.index.touch(seat_scope(seat_id), ("seat", seat_id), rev)
        return
    for survey in state.header.scenario.surveys:
        state.index.touch(CONTROL, ("survey", survey.id), rev)
    state.index.touch(team_scope(seat.team), ("seat", seat_id), rev)
    _team(state, seat.team, rev)
