"""Starting, stopping, pacing and moving the exercise clock."""

from __future__ import annotations

from tabletop.domain import commands as c
from tabletop.domain import events as e
from tabletop.domain.decide.decision import Context, Decision, events, require
from tabletop.domain.decide.injects import judged
from tabletop.domain.errors import Refusal
from tabletop.domain.events import Json
from tabletop.domain.reach import open_asks, pending
from tabletop.domain.state import Play, State


def start(context: Context, _: c.Start) -> Decision:
    """STARTEX."""
    status = context.state.status
    require(status != "draft", "Open the lobby first.")
    require(status == "lobby", "The exercise has started already.")
    return events(e.ClockStarted())


def pause(context: Context, _: c.Pause) -> Decision:
    """Stop the clock where it reads now."""
    require(context.state.status == "running", "The clock is not running.")
    return events(e.ClockPaused(context.elapsed_ms))


def resume(context: Context, _: c.Resume) -> Decision:
    """Let it go on."""
    require(context.state.status == "paused", "The clock is not paused.")
    return events(e.ClockResumed())


def rate(context: Context, command: c.SetRate) -> Decision:
    """Another pace from now on."""
    require(
        context.state.status in {"draft", "lobby", "running", "paused"}, "The exercise has ended."
    )
    return events(e.RateChanged(command.rate, context.elapsed_ms))


def restart_pause(context: Context, command: c.RestartPause) -> Decision:
    """Stand where the clock was last known to run."""
    require(context.state.status == "running", "The clock is not running.")
    return events(e.ClockPaused(command.elapsed_ms, "restart"))


def preview_jump(context: Context, command: c.PreviewJump) -> Decision:
    """What a jump to `to_ms` would meet, in script order."""
    _check(context, command.to_ms)
    return Decision(
        result={
            "from_ms": context.elapsed_ms,
            "to_ms": command.to_ms,
            "injects": [
                {
                    "id": play.inject.id,
                    "title": play.inject.title,
                    "offset_ms": play.inject.offset_ms,
                    "fate": fate,
                }
                for play, fate in _met(context.state, command.to_ms)
            ],
        }
    )


def jump(context: Context, command: c.Jump) -> Decision:
    """Set the clock forward: what is released, skipped and closed on the way is decided here."""
    state = context.state
    _check(context, command.to_ms)
    passes = {play.inject.id for play, fate in _met(state, command.to_ms) if fate == "passes"}
    strange = sorted(set(command.injects) - passes)
    if strange:
        raise Refusal(
            "invalid",
            "The jump does not pass every inject you named. Look at the preview again.",
            {f"data.injects.{inject}": ["Not passed by this jump."] for inject in strange},
        )
    happened: list[e.AnyEvent] = [e.ClockJumped(context.elapsed_ms, command.to_ms)]
    for play, fate in _met(state, command.to_ms):
        if fate == "passes" and command.injects.get(play.inject.id) != "release":
            happened.append(e.InjectSkipped(play.inject.id, by_jump=True))
        elif fate == "passes":
            # A branch on an answer that is still to come goes out, or not, when that is there.
            happened.extend(judged(state, play, command.to_ms, "jump"))
        elif fate == "closes":
            closing = tuple(
                delivery.team
                for delivery in open_asks(play)
                if delivery.closes_ms is not None and delivery.closes_ms <= command.to_ms
            )
            happened.append(e.InjectClosed(play.inject.id, closing, "jump"))
    return events(*happened)


def undo_jump(context: Context, _: c.UndoJump) -> Decision:
    """Take the last jump back; what it sent out waits for its time again."""
    state = context.state
    last = state.jump
    if last is None:
        raise Refusal("conflict", "There is no jump to take back.")
    withdrawn: list[e.AnyEvent] = []
    for play in state.plays.values():
        deliveries = play.deliveries.values() if play.recalled_at is None else ()
        teams = tuple(
            each.team for each in deliveries if each.trigger == "jump" and each.since > last.seq
        )
        if teams:
            withdrawn.append(e.InjectWithdrawn(play.inject.id, teams))
    to_ms = max(0, context.elapsed_ms - (last.to_ms - last.from_ms))
    return events(*withdrawn, e.JumpUndone(to_ms))


def _check(context: Context, to_ms: int) -> None:
    require(context.state.live, "The clock can be set forward once the exercise has started.")
    if to_ms <= context.elapsed_ms:
        raise Refusal(
            "invalid",
            "The clock can only be set forward.",
            {"data.to_ms": ["Must be later than the clock reads now."]},
        )


def _met(state: State, to_ms: int) -> list[tuple[Play, Json]]:
    """What a jump to `to_ms` meets, in script order, with its fate."""
    found: list[tuple[Play, Json]] = []
    for play in state.plays.values():
        closing = [
            delivery
            for delivery in open_asks(play)
            if delivery.closes_ms is not None and delivery.closes_ms <= to_ms
        ]
        if closing:
            found.append((play, "closes"))
        if not play.composed and pending(state, play) and play.inject.offset_ms <= to_ms:
            found.append((play, "passes" if play.plan == "scheduled" else play.plan))
    return sorted(found, key=lambda met: met[0].inject.offset_ms)
