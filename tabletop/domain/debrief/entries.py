"""Each event as an entry of the timeline."""

from __future__ import annotations

from typing import assert_never

from tabletop.domain import events as e
from tabletop.domain.debrief.control_lines import exercise_line, inject_line
from tabletop.domain.debrief.line import Line, Telling
from tabletop.domain.debrief.rows import CONTROL_LANE, Entry
from tabletop.domain.debrief.table_lines import answer_line, around_line, seat_line


def entry(recorded: e.Recorded, telling: Telling) -> Entry:
    """The event in words, told with the state right after it."""
    line = _line(recorded, telling)
    play = telling.state.plays.get(line.inject or "")
    ask = play.inject.ask if play else None
    options = [option for option in (ask.options if ask else ()) if option.id in line.options]
    return Entry(
        seq=recorded.seq,
        at=recorded.at,
        clock_ms=recorded.clock_ms,
        kind=line.kind,
        event=recorded.event.kind,
        lane=line.teams[0] if len(line.teams) == 1 else CONTROL_LANE,
        teams=line.teams,
        actor="" if line.anonymous else recorded.actor,
        actor_name=telling.person(None if line.anonymous else recorded.actor),
        title=line.title,
        text=line.text,
        seat=line.seat,
        seat_name=telling.person(line.seat) if line.seat else "",
        inject=line.inject,
        inject_title=play.inject.title if play else "",
        answer=line.answer,
        options=line.options,
        effects=telling.effects(options),
        tags=telling.labels(options),
        confidence=line.confidence,
        took_ms=line.took_ms,
        late=line.late,
    )


def _line(recorded: e.Recorded, telling: Telling) -> Line:
    event = recorded.event
    match event:
        case (
            e.ExerciseOpened()
            | e.JoinsLocked()
            | e.ExerciseEnded()
            | e.ExerciseClosed()
            | e.ExerciseHalted()
            | e.HaltLifted()
            | e.ClockStarted()
            | e.ClockPaused()
            | e.ClockResumed()
            | e.RateChanged()
            | e.ClockJumped()
            | e.JumpUndone()
        ):
            return exercise_line(event)
        case e.SeatJoined() | e.SeatRenamed() | e.SeatMoved() | e.SeatWatching() | e.SeatRemoved():
            return seat_line(event, telling)
        case (
            e.InjectReleased()
            | e.InjectDelivered()
            | e.InjectWithdrawn()
            | e.InjectPassedOver()
            | e.InjectHeld()
            | e.InjectSkipped()
            | e.InjectRestored()
            | e.InjectRecalled()
            | e.InjectRevised()
            | e.InjectExtended()
            | e.InjectClosed()
            | e.InjectComposed()
            | e.InjectRevealed()
            | e.InjectHidden()
        ):
            return inject_line(event, telling)
        case e.ResponseSubmitted() | e.ResponseLate() | e.DecisionLocked():
            return answer_line(event, telling, recorded.clock_ms)
        case (
            e.InjectRead()
            | e.DecisionVoted()
            | e.LockPassed()
            | e.NudgeSent()
            | e.MessageSent()
            | e.PauseRequested()
            | e.NoteAdded()
            | e.FlagAdded()
            | e.RatingSet()
            | e.SurveySubmitted()
        ):
            return around_line(event, telling)
        case _:
            assert_never(event)
