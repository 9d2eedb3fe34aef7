"""What happened to the exercise, its clock and its injects, in words."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tabletop.domain import events as e
from tabletop.domain.debrief.line import Line, Telling
from tabletop.domain.debrief.rows import Kind
from tabletop.domain.debrief.wording import reading
from tabletop.domain.state import Play
from tabletop.domain.texts import number

ExerciseEvent: TypeAlias = (
    e.ExerciseOpened
    | e.JoinsLocked
    | e.ExerciseEnded
    | e.ExerciseClosed
    | e.ExerciseHalted
    | e.HaltLifted
    | e.ClockStarted
    | e.ClockPaused
    | e.ClockResumed
    | e.RateChanged
    | e.ClockJumped
    | e.JumpUndone
)
InjectEvent: TypeAlias = (
    e.InjectReleased
    | e.InjectDelivered
    | e.InjectWithdrawn
    | e.InjectPassedOver
    | e.InjectHeld
    | e.InjectSkipped
    | e.InjectRestored
    | e.InjectRecalled
    | e.InjectRevised
    | e.InjectExtended
    | e.InjectClosed
    | e.InjectComposed
    | e.InjectRevealed
    | e.InjectHidden
)


def exercise_line(event: ExerciseEvent) -> Line:
    """The exercise as a whole, and its clock."""
    match event:
        case e.ExerciseOpened():
            title = "Lobby opened"
        case e.JoinsLocked(locked):
            title = "Joining closed" if locked else "Joining opened again"
        case e.ExerciseEnded():
            title = "ENDEX: the play is over, the hot wash begins"
        case e.ExerciseClosed():
            title = "Hot wash over"
        case e.ExerciseHalted():
            title = "Real-world emergency: everything stopped"
        case e.HaltLifted():
            title = "Real-world emergency over; the clock stays paused"
        case e.ClockStarted():
            title = "STARTEX"
        case e.ClockPaused(_, reason):
            title = "Paused: the server was away" if reason == "restart" else "Paused"
        case e.ClockResumed():
            title = "Resumed"
        case e.RateChanged(rate):
            title = f"Clock runs at {number(rate)} times real time"
        case e.ClockJumped(from_ms, to_ms):
            title = f"Clock set forward from {reading(from_ms)} to {reading(to_ms)}"
        case e.JumpUndone(to_ms):
            title = f"Jump taken back to {reading(to_ms)}"
        case _:
            assert_never(event)
    return Line("exercise", title)


_TRIGGER = {"schedule": "", "facilitator": ", by hand", "jump": ", by the jump"}
_CLOSED_BY = {
    "deadline": "",
    "facilitator": ", by hand",
    "jump": ", by the jump",
    "ended": ", by ENDEX",
}


def inject_line(event: InjectEvent, telling: Telling) -> Line:
    """What was done to an inject. One that depends on a condition is a branch."""
    play = telling.play(event.inject)
    title = telling.quoted(event.inject)
    teams = tuple(team.id for team in telling.state.teams if team.id in play.deliveries)
    text = ""
    match event:
        case e.InjectReleased(_, teams, seats, _, trigger):
            to = telling.groups(teams) if seats is None else telling.people(seats)
            words = f"Released {title} to {to}{_TRIGGER[trigger]}"
        case e.InjectDelivered(_, team, late_seats):
            words = f"{title} reached {telling.people(late_seats)} as well"
            teams = (team,)
        case e.InjectWithdrawn(_, teams):
            words = f"Took {title} back from {telling.groups(teams)} with the jump"
        case e.InjectPassedOver(_, teams):
            words = f"{title} not sent to {telling.groups(teams)}: its condition did not hold"
        case e.InjectHeld():
            words, teams = f"Held {title}", ()
        case e.InjectSkipped(_, by_jump):
            words, teams = f"Skipped {title}{', by the jump' if by_jump else ''}", ()
        case e.InjectRestored():
            words, teams = f"Put {title} back on the run sheet", ()
        case e.InjectRecalled(_, text):
            words = f"Recalled {title}"
        case e.InjectRevised():
            words = f"Revised {title}"
        case e.InjectExtended(_, teams, closes_ms):
            words = f"Extended {title} for {telling.groups(teams)}, to {reading(closes_ms)}"
        case e.InjectClosed(_, teams, reason):
            words = f"Closed {title} for {telling.groups(teams)}{_CLOSED_BY[reason]}"
        case e.InjectComposed():
            words, teams = f"Wrote {title} on the spot", ()
        case e.InjectRevealed():
            words, teams = f"Revealed the answers to {title} on the display", ()
        case e.InjectHidden():
            words, teams = f"Hid the answers to {title} on the display", ()
        case _:
            assert_never(event)
    return Line(_kind(event, play), words, teams, text, inject=event.inject)


def _kind(event: InjectEvent, play: Play) -> Kind:
    match event:
        case e.InjectReleased() | e.InjectPassedOver() if play.inject.when is not None:
            return "branch"
        case e.InjectClosed():
            return "closing"
        case _:
            return "inject"
