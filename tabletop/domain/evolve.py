"""The fold: what each event does to the state. Total, and the only writer of `State`.

It trusts the log: whether an event was allowed was decided before it was recorded.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final, TypeAlias, assert_never

from tabletop.domain import events as e
from tabletop.domain import plain, visibility
from tabletop.domain.outcomes import agree
from tabletop.domain.reach import asked, pending
from tabletop.domain.state import Delivery, LastJump, Notice, Play, Response, Seat, State

HALT_TEXT = "This is a real-world emergency. The exercise has stopped."
RESTART_TEXT = "The server was away. The exercise clock is paused where it stood."


HANDS_ON_THE_CLOCK: Final = (
    e.ClockStarted,
    e.ClockPaused,
    e.ClockResumed,
    e.RateChanged,
    e.ClockJumped,
    e.JumpUndone,
    e.ExerciseHalted,
    e.HaltLifted,
)


def evolve(state: State, recorded: e.Recorded) -> State:
    """Fold one more event in, and note who sees the change. Returns the same, changed state."""
    state.seq, state.at = recorded.seq, recorded.at
    _apply(state, recorded)
    if isinstance(recorded.event, HANDS_ON_THE_CLOCK):
        state.clock_by = recorded.actor
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
            state.jump = LastJump(from_ms, to_ms, recorded.seq)
            for play in state.plays.values():
                play.skipped_by_jump = False
        case e.JumpUndone(to_ms):
            state.clock = state.clock.jump(to_ms, at)
            _undo_jump(state, to_ms)
        case e.SeatJoined() | e.SeatRenamed() | e.SeatMoved() | e.SeatWatching() | e.SeatRemoved():
            _seat(state, event, recorded.at, recorded.seq)
            # Who was waited for may be gone.
            for play in state.plays.values():
                for delivery in play.deliveries.values():
                    _show_together(state, play, delivery)
        case e.InjectReleased():
            _release(state, event, recorded)
        case e.InjectDelivered(inject, team, seats):
            delivery = state.plays[inject].deliveries[team]
            delivery.seats = (*(delivery.seats or ()), *seats)
        case e.InjectWithdrawn(inject, teams):
            _withdraw(state, state.plays[inject], teams)
        case e.InjectPassedOver(inject, teams):
            play = state.plays[inject]
            play.passed |= dict.fromkeys(teams, recorded.seq)
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
            play.recalled_at, play.recalled_ms, play.reason = at, recorded.clock_ms, reason
        case e.InjectRevised():
            _revise(state.plays[event.inject], event)
        case e.InjectExtended(inject, teams, closes_ms):
            for team in teams:
                delivery = state.plays[inject].deliveries[team]
                delivery.closes_ms = closes_ms
                _reopen(delivery)
        case e.InjectClosed(inject, teams, reason):
            for team in teams:
                delivery = state.plays[inject].deliveries[team]
                delivery.closed_at, delivery.closed_ms = at, recorded.clock_ms
                delivery.close_reason = reason
                delivery.expected = len(asked(state, delivery))
                delivery.closings += 1
        case e.InjectComposed(inject, definition):
            written = plain.inject_from_plain(dict(definition))
            state.plays[inject] = Play(written, composed=True, plan="held")
        case e.InjectRevealed(inject):
            state.plays[inject].revealed_at = at
        case e.InjectHidden(inject):
            state.plays[inject].revealed_at = None
        case e.InjectRead(inject, seat):
            state.plays[inject].read.add(seat)
        case e.ResponseSubmitted():
            _answer(state, state.plays[event.inject], _response(recorded, event))
        case e.ResponseLate():
            delivery = state.plays[event.inject].deliveries[event.team]
            delivery.late[event.seat] = _response(recorded, event)
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
        case e.RatingSet():
            state.ratings[visibility.rating_id(recorded.actor, event)] = recorded
        case e.NudgeSent() | e.MessageSent() | e.PauseRequested() | e.NoteAdded() | e.FlagAdded():
            state.remarks[visibility.remark_id(recorded)] = recorded
        case _:
            assert_never(event)


SeatEvent: TypeAlias = e.SeatJoined | e.SeatRenamed | e.SeatMoved | e.SeatWatching | e.SeatRemoved


def seating(state: State, event: SeatEvent, at: int) -> State:
    """Who would sit where after this event. Only seats and members may be looked at: the rest is
    shared with `state`, which stays as it is."""
    ahead = replace(
        state,
        seats={seat: replace(each) for seat, each in state.seats.items()},
        members={},
    )
    ahead.members = {
        team: {seat: ahead.seats[seat] for seat in members}
        for team, members in state.members.items()
    }
    _seat(ahead, event, at, state.seq + 1)
    return ahead


def _seat(state: State, event: SeatEvent, at: int, seq: int) -> None:
    match event:
        case e.SeatJoined(seat, kind, team, role, watching, consent):
            joined = Seat(seat, kind, team, role, watching, consent, at, seq)
            state.seats[seat] = joined
            if kind == "participant" and team is not None:
                state.members[team][seat] = joined
        case e.SeatMoved(seat, from_team, team, role):
            moved = state.seats[seat]
            if team != from_team:
                state.members[from_team].pop(seat)
                state.members[team][seat] = moved
                moved.seated, moved.former = seq, (*moved.former, from_team)
            moved.team, moved.role = team, role
        case e.SeatWatching(seat, watching):
            state.seats[seat].watching = watching
        case e.SeatRemoved(seat):
            removed = state.seats[seat]
            removed.removed = True
            state.members.get(removed.team or "", {}).pop(seat, None)
        case e.SeatRenamed():
            return  # the name is in the seats table; the event only says that it changed
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
            recorded.seq,
            recorded.at,
            recorded.clock_ms,
            event.closes_ms,
            event.trigger,
        )
    if not pending(state, play):
        play.plan, play.skipped_by_jump = "scheduled", False
    if event.trigger != "jump":
        state.jump = None


def _withdraw(state: State, play: Play, teams: tuple[str, ...]) -> None:
    for team in teams:
        del play.deliveries[team]
    play.read = {seat for seat in play.read if state.seats[seat].team not in teams}
    if not play.deliveries:
        play.order, play.revealed_at = 0, None


def _undo_jump(state: State, to_ms: int) -> None:
    """What the jump did is undone; what the clock did beyond `to_ms` by itself is ahead again."""
    jumped = state.jump.seq if state.jump else 0
    state.jump = None
    for play in state.plays.values():
        if play.skipped_by_jump:
            play.plan, play.skipped_by_jump = "scheduled", False
        ahead = play.inject.offset_ms > to_ms
        play.passed = {team: seq for team, seq in play.passed.items() if seq < jumped and not ahead}
        if play.recalled_at is not None:
            continue
        for delivery in play.deliveries.values():
            ahead = delivery.closes_ms is not None and delivery.closes_ms > to_ms
            if ahead and delivery.close_reason in {"deadline", "jump"}:
                _reopen(delivery)


def _reopen(delivery: Delivery) -> None:
    delivery.closed_at = delivery.closed_ms = delivery.close_reason = delivery.expected = None


def _answer(state: State, play: Play, said: Response) -> None:
    """The newest stands last. Who stood behind something else than is said now, does no longer;
    who says it stands by it, and behind nobody else's."""
    delivery = play.deliveries[said.team]
    before = delivery.answers.pop(said.seat, None)
    delivery.answers[said.seat] = said
    play.read.add(said.seat)
    delivery.voted.pop(said.seat, None)
    if before is not None and not agree(before, said):
        voted = delivery.voted.items()
        delivery.voted = {voter: seat for voter, seat in voted if seat != said.seat}
    _show_together(state, play, delivery)


def _show_together(state: State, play: Play, delivery: Delivery) -> None:
    """Alone first, then together: once everybody has proposed, all see everything, for good."""
    ask = play.inject.ask
    if ask is None or not ask.alone_first or delivery.alone is not None or not delivery.open:
        return
    members = asked(state, delivery)
    if members and all(seat.id in delivery.answers for seat in members):
        delivery.alone = dict(delivery.answers)


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
        recorded.seq,
    )
