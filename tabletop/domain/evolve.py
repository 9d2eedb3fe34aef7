"""The fold: what each event does to the state. Total, and the only writer of `State`.

It trusts the log: whether an event was allowed was decided before it was recorded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import assert_never

from tabletop.domain import events as e
from tabletop.domain import plain, visibility
from tabletop.domain.reach import pending
from tabletop.domain.state import Delivery, LastJump, Notice, Play, Response, Seat, State

HALT_TEXT = "This is a real-world emergency. The exercise has stopped."
RESTART_TEXT = "The server was restarted. The exercise clock is paused where it stood."


def evolve(state: State, recorded: e.Recorded) -> State:
    """Fold one more event in, and note who sees the change. Returns the same, changed state."""
    state.seq, state.at = recorded.seq, recorded.at
    _apply(state, recorded)
    visibility.touch(state, recorded)
    return state


def _apply(state: State, recorded: e.Recorded) -> None:  # noqa: PLR0915  # a table: one arm an event
    at, event = recorded.at, recorded.event
    match event:
        case e.ExerciseOpened():
            state.status = "lobby"
        case e.JoinsLocked(locked):
            state.joins_locked = locked
        case e.ExerciseEnded(elapsed_ms):
            state.status, state.notice, state.jump = "hotwash", None, None
            state.clock = state.clock.end(elapsed_ms, at)
        case e.ExerciseClosed():
            state.status = "closed"
        case e.ExerciseHalted(elapsed_ms):
            state.before_halt, state.status = state.status, "halted"
            state.notice = Notice("halted", HALT_TEXT)
            if state.clock.running:
                state.clock = state.clock.pause(elapsed_ms, at)
        case e.HaltLifted():
            was = state.before_halt
            state.status = "paused" if was == "running" else was
            state.notice = None
        case e.ClockStarted() | e.ClockResumed():
            state.status, state.notice = "running", None
            state.clock = state.clock.start(at)
        case e.ClockPaused(elapsed_ms, reason):
            state.status = "paused"
            state.notice = Notice("restart", RESTART_TEXT) if reason == "restart" else None
            state.clock = state.clock.pause(elapsed_ms, at)
        case e.RateChanged(rate, elapsed_ms):
            state.clock = state.clock.set_rate(rate, elapsed_ms, at)
        case e.ClockJumped(from_ms, to_ms):
            state.clock = state.clock.jump(to_ms, at)
            state.jump = LastJump(from_ms, to_ms, at)
            for play in state.plays.values():
                play.skipped_by_jump = False
        case e.JumpUndone(to_ms):
            state.clock = state.clock.jump(to_ms, at)
            _undo_jump(state, to_ms)
        case e.SeatJoined() | e.SeatRenamed() | e.SeatMoved() | e.SeatWatching() | e.SeatRemoved():
            _seat(state, event, recorded)
        case e.InjectReleased():
            _release(state, event, recorded)
        case e.InjectPassedOver(inject, teams):
            play = state.plays[inject]
            play.passed |= dict.fromkeys(teams, at)
            play.firings += 1
        case e.InjectHeld(inject):
            state.plays[inject].plan = "held"
        case e.InjectSkipped(inject, by_jump):
            play = state.plays[inject]
            play.plan, play.skipped_by_jump = "skipped", by_jump
        case e.InjectRestored(inject):
            play = state.plays[inject]
            play.plan, play.skipped_by_jump = "scheduled", False
        case e.InjectRecalled(inject, reason):
            play = state.plays[inject]
            play.recalled_at, play.reason = at, reason
        case e.InjectRevised():
            _revise(state.plays[event.inject], event)
        case e.InjectExtended(inject, teams, closes_ms):
            for team in teams:
                state.plays[inject].deliveries[team].closes_ms = closes_ms
        case e.InjectClosed(inject, teams, reason):
            for team in teams:
                delivery = state.plays[inject].deliveries[team]
                delivery.closed_at, delivery.close_reason = at, reason
                delivery.closings += 1
        case e.InjectComposed(inject, definition):
            written = plain.inject_from_plain(dict(definition))
            state.plays[inject] = Play(written, composed=True, plan="held")
        case e.InjectRevealed(inject):
            state.plays[inject].revealed = True
        case e.InjectRead(inject, seat):
            state.plays[inject].read.setdefault(seat, at)
        case e.ResponseSubmitted():
            play = state.plays[event.inject]
            play.answers.pop(event.seat, None)
            play.answers[event.seat] = _response(recorded, event)
            play.read.setdefault(event.seat, at)
        case e.ResponseLate():
            state.plays[event.inject].late[event.seat] = _response(recorded, event)
        case e.DecisionVoted(inject, seat, team, proposal):
            voted = state.plays[inject].deliveries[team].voted
            voted.pop(seat, None)
            if proposal is not None:
                voted[seat] = proposal
        case e.DecisionLocked():
            delivery = state.plays[event.inject].deliveries[event.team]
            delivery.locked = _response(recorded, event)
        case e.LockPassed(inject, team, seat):
            state.plays[inject].deliveries[team].holder = seat
        case e.SurveySubmitted(survey, seat):
            state.surveys[survey][seat] = recorded
        case e.RatingSet(objective, _, team):
            state.ratings[f"{objective}:{team or 'all'}"] = recorded
        case e.NudgeSent() | e.MessageSent() | e.PauseRequested() | e.NoteAdded() | e.FlagAdded():
            state.remarks[visibility.remark_id(recorded)] = recorded
        case _:
            assert_never(event)


def _seat(
    state: State,
    event: e.SeatJoined | e.SeatRenamed | e.SeatMoved | e.SeatWatching | e.SeatRemoved,
    recorded: e.Recorded,
) -> None:
    match event:
        case e.SeatJoined(seat, kind, team, role, watching, consent):
            joined = Seat(seat, kind, team, role, watching, consent, recorded.at, recorded.seq)
            state.seats[seat] = joined
            if kind == "participant" and team is not None:
                state.members[team][seat] = joined
        case e.SeatMoved(seat, from_team, team, role):
            moved = state.seats[seat]
            if team != from_team:
                state.members[from_team].pop(seat)
                state.members[team][seat] = moved
                moved.seated, moved.former = recorded.seq, (*moved.former, from_team)
            moved.team, moved.role = team, role
        case e.SeatWatching(seat, watching):
            state.seats[seat].watching = watching
        case e.SeatRemoved(seat):
            removed = state.seats[seat]
            removed.removed = True
            state.members.get(removed.team or "", {}).pop(seat, None)
        case e.SeatRenamed():
            pass  # the name is in the seats table; the event only says that it changed
        case _:
            assert_never(event)


def _release(state: State, event: e.InjectReleased, recorded: e.Recorded) -> None:
    play = state.plays[event.inject]
    if play.order == 0:
        state.released += 1
        play.order = state.released
    play.firings += 1
    for team in event.teams:
        seats = event.seats
        if seats is not None:
            seats = tuple(seat for seat in seats if state.seats[seat].team == team)
        play.deliveries[team] = Delivery(
            team,
            seats,
            recorded.at,
            recorded.clock_ms,
            event.closes_ms,
            trigger=event.trigger,
        )
    if not pending(state, play):
        play.plan, play.skipped_by_jump = "scheduled", False
    if event.trigger != "jump":
        state.jump = None


def _undo_jump(state: State, to_ms: int) -> None:
    """What the jump did is undone; what the clock did beyond `to_ms` by itself is ahead again."""
    jumped_at = state.jump.at if state.jump else 0
    state.jump = None
    for play in state.plays.values():
        if play.skipped_by_jump:
            play.plan, play.skipped_by_jump = "scheduled", False
        ahead = play.inject.offset_ms > to_ms
        play.passed = {
            team: at for team, at in play.passed.items() if not ahead and at != jumped_at
        }
        if play.recalled_at is not None:
            continue
        for delivery in play.deliveries.values():
            ahead = delivery.closes_ms is not None and delivery.closes_ms > to_ms
            if ahead and delivery.close_reason in {"deadline", "jump"}:
                delivery.closed_at = delivery.close_reason = None


def _revise(play: Play, event: e.InjectRevised) -> None:
    inject = play.inject
    ask = inject.ask
    if ask is not None and event.prompt is not None:
        ask = replace(ask, prompt=event.prompt)
    play.inject = replace(
        inject,
        title=inject.title if event.title is None else event.title,
        body=inject.body if event.body is None else event.body,
        ask=ask,
    )
    play.version += 1


def _response(
    recorded: e.Recorded, event: e.ResponseSubmitted | e.ResponseLate | e.DecisionLocked
) -> Response:
    return Response(
        event.seat,
        event.team,
        event.answer,
        event.rationale,
        event.confidence,
        recorded.at,
        recorded.clock_ms,
    )
