"""Deciding: what a command causes, given all that has happened. Pure; nothing is changed here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from tabletop.domain import commands as c
from tabletop.domain.decide import answers, around, clock, compose, exercise, injects, people
from tabletop.domain.decide.decision import Context, Decision
from tabletop.domain.errors import Refusal
from tabletop.domain.state import State

DECIDERS: Final[Mapping[type[c.Command], Callable[[Context, Any], Decision]]] = {
    c.Open: exercise.open_lobby,
    c.LockJoins: exercise.lock_joins,
    c.End: exercise.end,
    c.CloseExercise: exercise.close,
    c.Halt: exercise.halt,
    c.ResumeAfterHalt: exercise.resume_after_halt,
    c.Start: clock.start,
    c.Pause: clock.pause,
    c.Resume: clock.resume,
    c.SetRate: clock.rate,
    c.Jump: clock.jump,
    c.PreviewJump: clock.preview_jump,
    c.UndoJump: clock.undo_jump,
    c.RestartPause: clock.restart_pause,
    c.Release: injects.release,
    c.Hold: injects.hold,
    c.Skip: injects.skip,
    c.Restore: injects.restore,
    c.Recall: injects.recall,
    c.Revise: injects.revise,
    c.Extend: injects.extend,
    c.CloseInject: injects.close,
    c.Compose: compose.compose,
    c.Reveal: injects.reveal,
    c.Hide: injects.hide,
    c.Read: answers.read,
    c.Submit: answers.submit,
    c.Draft: answers.draft,
    c.Propose: answers.submit,
    c.Vote: answers.vote,
    c.Lock: answers.lock,
    c.PassLock: answers.pass_lock,
    c.Join: people.join,
    c.Rename: people.rename,
    c.Move: people.move,
    c.Watch: people.watch,
    c.Remove: people.remove,
    c.Nudge: around.nudge,
    c.Message: around.message,
    c.RequestPause: around.request_pause,
    c.AddNote: around.note,
    c.AddFlag: around.flag,
    c.SetRating: around.rating,
    c.SubmitSurvey: people.submit_survey,
}
"""One decider a command. A test holds this table against `commands.COMMANDS`."""

STOPPED: Final = (
    "This is a real emergency: the exercise has stopped until a facilitator resumes it."
)
AFTER_HALT: Final = frozenset(
    {
        c.Halt,
        c.ResumeAfterHalt,
        c.End,
        c.Join,
        c.AddNote,
        c.AddFlag,
        c.Rename,
        c.Remove,
        c.Watch,
        c.Message,
    }
)
"""What can still be said while the exercise is stopped; a second screen may be brought in, too."""

ON_THE_RECORD: Final = frozenset({c.AddNote, c.AddFlag, c.SetRating, c.Join})
"""What can still be said about a closed exercise; an evaluator may come to read it."""


def decide(state: State, seat_id: str | None, command: c.AnyCommand, now: int) -> Decision:
    """What `command`, said by `seat_id` (None: the system) at `now`, causes.

    Raises Refusal with why not: `unauthenticated` for a seat that is not in, `forbidden` for one
    that may not say it, else whatever the command's own decider finds.
    """
    seat = None
    if seat_id is not None:
        seat = state.seats.get(seat_id)
        if seat is None or seat.removed:
            raise Refusal("unauthenticated", "You are not in this exercise any more.")
        if seat.kind not in command.by:
            raise Refusal("forbidden", "That is not yours to say here.")
    if state.status == "halted" and type(command) not in AFTER_HALT:
        raise Refusal("paused", STOPPED)
    if state.status == "closed" and type(command) not in ON_THE_RECORD:
        raise Refusal("closed", "This exercise is closed.")
    return DECIDERS[type(command)](Context(state, seat, now), command)


__all__ = ["DECIDERS", "Context", "Decision", "decide"]
