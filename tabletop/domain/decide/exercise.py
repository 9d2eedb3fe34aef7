"""Opening, locking, ending and stopping the exercise."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.decide.decision import Context, Decision, events, require
from tabletop.domain.reach import open_asks
from tabletop.domain.state import State


def open_lobby(context: Context, _: c.Open) -> Decision:
    """Draft → lobby."""
    require(context.state.status == "draft", "The lobby is open already.")
    return events(e.ExerciseOpened())


def lock_joins(context: Context, command: c.LockJoins) -> Decision:
    """Close joining, or open it again."""
    if context.state.joins_locked == command.locked:
        return Decision()
    return events(e.JoinsLocked(command.locked))


def end(context: Context, _: c.End) -> Decision:
    """ENDEX: what is open closes, the hot wash begins. After a real emergency nobody has to
    resume first."""
    state = context.state
    was = state.before_halt if state.status == "halted" else state.status
    require(was in {"running", "paused"}, "Only an exercise that has started can end.")
    return events(*closes_all(state), e.ExerciseEnded(context.elapsed_ms))


def closes_all(state: State) -> list[e.InjectClosed]:
    """Close every open ask because the play is over."""
    return [
        e.InjectClosed(play.inject.id, tuple(each.team for each in deliveries), "ended")
        for play in state.plays.values()
        if (deliveries := open_asks(play))
    ]


def close(context: Context, _: c.CloseExercise) -> Decision:
    """Hot wash → a record; or called off before it began."""
    require(
        context.state.status in {"draft", "lobby", "hotwash"},
        "End the exercise first: the hot wash comes before the close.",
    )
    return events(e.ExerciseClosed())


def halt(context: Context, _: c.Halt) -> Decision:
    """The real-emergency stop, from anywhere."""
    require(context.state.status != "halted", "The exercise has been stopped already.")
    return events(e.ExerciseHalted(context.elapsed_ms))


def resume_after_halt(context: Context, _: c.ResumeAfterHalt) -> Decision:
    """Back to where it was; a running clock comes back paused."""
    require(context.state.status == "halted", "The exercise is not stopped.")
    return events(e.HaltLifted())
