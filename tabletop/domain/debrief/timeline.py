"""The debrief's own data: one fold over the log, from which page, print and exports are drawn."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import replace
from typing import Final

from tabletop.domain import events as e
from tabletop.domain.debrief.entries import entry
from tabletop.domain.debrief.facts import facts, ratings
from tabletop.domain.debrief.heat import heat_row
from tabletop.domain.debrief.line import Telling
from tabletop.domain.debrief.questions import questions
from tabletop.domain.debrief.rows import CONTROL_LANE, Entry, Lane, Reading, Timeline
from tabletop.domain.debrief.scoring import path
from tabletop.domain.debrief.surveys import surveys
from tabletop.domain.documents.people import initials
from tabletop.domain.evolve import evolve
from tabletop.domain.scenario import Scenario, Team
from tabletop.domain.state import Header, LastJump, State

_TURNS: Final = (
    e.ClockStarted,
    e.ClockPaused,
    e.ClockResumed,
    e.RateChanged,
    e.ClockJumped,
    e.JumpUndone,
    e.ExerciseHalted,
    e.ExerciseEnded,
)
"""After these the exercise clock runs differently."""


def timeline(
    scenario: Scenario,
    teams: Sequence[Team],
    events: Iterable[e.Recorded],
    names: Mapping[str, str],
    *,
    discreet: bool = False,
) -> Timeline:
    """Everything the debrief shows, also of an exercise that is still running.

    `teams` are the exercise's own (parallel mode makes them at creation); `names` maps seat ids
    to what people go by, and may leave out who was erased. `discreet` is for what leaves the room:
    participants have pseudonyms, and words are told only of those who let us quote them.
    """
    state = State.new(Header("", scenario.title, "", "", "", 0, scenario, tuple(teams)))
    called = dict(names)
    telling = Telling(state, called, {tag.id: tag.label for tag in scenario.tags}, discreet)
    met: Counter[str] = Counter()
    recorded: list[e.Recorded] = []
    entries: list[Entry] = []
    readings: list[Reading] = []
    for each in events:
        jump = state.jump
        evolve(state, each)
        recorded.append(each)
        if (
            discreet
            and isinstance(each.event, e.SeatJoined)
            and each.event.seat_kind == "participant"
        ):
            group = telling.team(each.event.team) if each.event.team else "Participant"
            met[group] += 1
            called[each.event.seat] = f"{group} {met[group]}"
        entries.append(entry(each, telling))
        readings.extend(_readings(state, each))
        if isinstance(each.event, e.JumpUndone) and jump is not None:
            _take_back(jump, recorded, entries, telling)
            to_ms = each.event.to_ms
            readings = [reading for reading in readings if reading.clock_ms <= to_ms]
    if state.clock.running:
        readings.append(Reading(state.at, state.clock.elapsed(state.at)))
    asks = questions(telling)
    return Timeline(
        lanes=_lanes(state),
        readings=tuple(dict.fromkeys(readings)),
        entries=tuple(entries),
        questions=asks,
        heat=tuple(heat_row(team, asks) for team in _peopled(state)),
        paths=tuple(path(team, asks) for team in _peopled(state)),
        surveys=surveys(state),
        ratings=ratings(telling),
        facts=facts(state, recorded, asks),
        head=state.seq,
    )


def _readings(state: State, recorded: e.Recorded) -> Iterator[Reading]:
    """Where the clock stood before and after an event that did something to it."""
    if state.clock.status != "stopped" and isinstance(recorded.event, _TURNS):
        yield Reading(recorded.at, recorded.clock_ms)
        yield Reading(recorded.at, state.clock.elapsed(recorded.at))


def _take_back(
    jump: LastJump, recorded: Sequence[e.Recorded], entries: list[Entry], telling: Telling
) -> None:
    """Tell what happened between a jump and its undoing as if the clock had run on evenly."""
    by_ms = jump.to_ms - jump.from_ms
    since = [place for place, each in enumerate(recorded) if each.seq >= jump.seq]
    gone = {
        (event.inject, team)
        for place in since
        if isinstance(event := recorded[place].event, e.InjectWithdrawn)
        for team in event.teams
    }
    telling.withdrawn.update(gone)
    for place in since:
        told, event = entries[place], recorded[place].event
        since_ms = told.clock_ms if told.seq == jump.seq else told.clock_ms - by_ms
        undone = _undone(event, told, telling.state, gone)
        entries[place] = replace(told, clock_ms=max(0, since_ms), undone=undone)
        if undone:
            telling.undone.add(told.seq)


def _undone(event: e.AnyEvent, told: Entry, state: State, gone: Set[tuple[str, str]]) -> bool:
    """Whether the jump did it, or it was about what the jump had sent, closed or passed over."""
    match event:
        case e.ClockJumped() | e.InjectPassedOver():
            return True
        case e.InjectSkipped(_, by_jump):
            return by_jump
        case e.InjectClosed() | e.ResponseLate():
            return all(_open_again(state, event.inject, team) for team in told.teams)
        case (
            e.InjectReleased()
            | e.InjectDelivered()
            | e.InjectExtended()
            | e.InjectRevealed()
            | e.InjectHidden()
            | e.InjectRead()
            | e.ResponseSubmitted()
            | e.DecisionVoted()
            | e.DecisionLocked()
            | e.LockPassed()
        ):
            if told.teams:
                return all((event.inject, team) in gone for team in told.teams)
            nowhere = not state.plays[event.inject].deliveries
            return nowhere and any(inject == event.inject for inject, _ in gone)
        case _:
            return False


def _open_again(state: State, inject: str, team: str) -> bool:
    delivery = state.plays[inject].deliveries.get(team)
    return delivery is None or delivery.open


def _peopled(state: State) -> list[str]:
    """The teams somebody ever sat in; tables are often set up for more people than come."""
    seated = {team for seat in state.seats.values() for team in (seat.team, *seat.former)}
    return [team.id for team in state.teams if team.id in seated]


def _lanes(state: State) -> tuple[Lane, ...]:
    marks = initials(state)
    control = Lane(
        CONTROL_LANE,
        "Control",
        "",
        0,
        sum(
            seat.kind in {"facilitator", "evaluator"} and not seat.removed
            for seat in state.seats.values()
        ),
    )
    return (
        control,
        *(
            Lane(team.id, team.name, marks[team.id], order % 8 + 1, len(state.members[team.id]))
            for order, team in enumerate(state.teams)
        ),
    )
