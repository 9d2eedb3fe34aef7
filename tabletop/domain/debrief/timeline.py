"""The debrief's own data: one fold over the log, from which page, print and exports are drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
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
from tabletop.domain.reach import asked
from tabletop.domain.scenario import Scenario, Team
from tabletop.domain.state import Header, State

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
) -> Timeline:
    """Everything the debrief shows, also of an exercise that is still running.

    `teams` are the exercise's own (parallel mode makes them at creation); `names` maps seat ids
    to what people go by, and may leave out who was erased. Pass other names for pseudonyms.
    """
    state = State.new(Header("", scenario.title, "", "", "", 0, scenario, tuple(teams)))
    telling = Telling(state, names, {tag.id: tag.label for tag in scenario.tags})
    recorded: list[e.Recorded] = []
    entries: list[Entry] = []
    readings: list[Reading] = []
    expected: dict[tuple[str, str], int] = {}
    for each in events:
        evolve(state, each)
        recorded.append(each)
        entries.append(entry(each, telling))
        readings.extend(_readings(state, each))
        if isinstance(each.event, e.InjectClosed):
            deliveries = state.plays[each.event.inject].deliveries
            for team in each.event.teams:
                expected[each.event.inject, team] = len(asked(state, deliveries[team]))
    if state.clock.running:
        readings.append(Reading(state.at, state.clock.elapsed(state.at)))
    asks = questions(telling, expected)
    return Timeline(
        lanes=_lanes(state),
        readings=tuple(dict.fromkeys(readings)),
        entries=tuple(entries),
        questions=asks,
        heat=tuple(heat_row(team.id, asks) for team in state.teams),
        paths=tuple(path(team.id, asks) for team in state.teams),
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
