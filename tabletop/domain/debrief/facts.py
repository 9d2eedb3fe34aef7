"""The exercise in numbers, and the objectives as they were rated."""

from __future__ import annotations

from collections.abc import Sequence

from tabletop.domain import events as e
from tabletop.domain.debrief.line import Telling
from tabletop.domain.debrief.rows import Facts, Question, RatingRow
from tabletop.domain.debrief.scoring import spread
from tabletop.domain.state import State


def facts(state: State, recorded: Sequence[e.Recorded], questions: Sequence[Question]) -> Facts:
    """Counts over the whole exercise. Of recalled asks and empty tables nothing is expected."""
    started = next((each.at for each in recorded if isinstance(each.event, e.ClockStarted)), None)
    ended = next((each.at for each in recorded if isinstance(each.event, e.ExerciseEnded)), None)
    pauses = _pauses(recorded)
    plays = state.plays.values()
    sent = [
        each
        for question in questions
        for each in question.decisions
        if each.released_at is not None and each.status not in {"recalled", "nobody"}
    ]
    team_scope = {question.inject for question in questions if question.scope == "team"}
    together = [each for each in sent if each.inject in team_scope]
    alone = [each for each in sent if each.inject not in team_scope]
    return Facts(
        status=state.status,
        started_at=started,
        ended_at=ended,
        played_ms=state.clock.elapsed(state.at),
        pauses=len(pauses),
        paused_ms=sum(pauses),
        people=sum(seat.kind == "participant" for seat in state.seats.values()),
        injects=sum(bool(play.deliveries) for play in plays),
        skipped=sum(play.plan == "skipped" for play in plays),
        recalled=sum(play.recalled_at is not None for play in plays),
        answers=sum(each.answered for each in alone),
        expected=sum(each.expected for each in alone),
        late=sum(proposal.late for each in sent for proposal in each.proposals),
        decided=sum(each.status == "locked" for each in together),
        decisions=len(together),
        missed=sum(each.status in {"missed", "late"} for each in together),
        took=spread(each.took_ms for each in together if each.took_ms is not None),
        remarks=sum(isinstance(each.event, e.NoteAdded | e.FlagAdded) for each in recorded),
    )


def _pauses(recorded: Sequence[e.Recorded]) -> list[int]:
    """How long each pause of the play took, in wall milliseconds; one that goes on, until now.

    A real emergency stops more than the play: before STARTEX and after ENDEX it is no pause.
    """
    spans: list[int] = []
    since: int | None = None
    playing = False
    for each in recorded:
        match each.event:
            case e.ClockStarted():
                playing = True
            case e.ClockPaused() | e.ExerciseHalted() if playing and since is None:
                since = each.at
            case e.ClockResumed() | e.ExerciseEnded():
                if since is not None:
                    spans.append(each.at - since)
                since = None
                playing = isinstance(each.event, e.ClockResumed)
            case _:
                pass
    if since is not None:
        spans.append(recorded[-1].at - since)
    return spans


def ratings(telling: Telling) -> tuple[RatingRow, ...]:
    """The last rating of each objective and team, in order of the objectives."""
    state = telling.state
    texts = {objective.id: objective.text for objective in state.header.scenario.objectives}
    order = {objective: number for number, objective in enumerate(texts)}
    teams = {team.id: number for number, team in enumerate(state.teams, start=1)}
    rows = [
        RatingRow(
            objective=each.event.objective,
            objective_text=texts.get(each.event.objective, ""),
            team=each.event.team,
            rating=each.event.rating,
            text=each.event.text,
            by_name=telling.person(each.actor),
        )
        for each in state.ratings.values()
        if isinstance(each.event, e.RatingSet)
    ]
    rows.sort(key=lambda row: (order.get(row.objective, len(order)), teams.get(row.team or "", 0)))
    return tuple(rows)
