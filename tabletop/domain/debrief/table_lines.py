"""What people at the tables did, and what was said around the play, in words."""

from __future__ import annotations

from typing import TypeAlias, assert_never

from tabletop.domain import events as e
from tabletop.domain.debrief.line import Line, Telling
from tabletop.domain.debrief.wording import RATINGS, short
from tabletop.domain.outcomes import chosen
from tabletop.domain.state import Response

SeatEvent: TypeAlias = e.SeatJoined | e.SeatRenamed | e.SeatMoved | e.SeatWatching | e.SeatRemoved
AnswerEvent: TypeAlias = e.ResponseSubmitted | e.ResponseLate | e.DecisionLocked
AroundEvent: TypeAlias = (
    e.InjectRead
    | e.DecisionVoted
    | e.LockPassed
    | e.NudgeSent
    | e.MessageSent
    | e.PauseRequested
    | e.NoteAdded
    | e.FlagAdded
    | e.RatingSet
    | e.SurveySubmitted
)


def seat_line(event: SeatEvent, telling: Telling) -> Line:
    """Who came, moved and went."""
    name = telling.person(event.seat)
    seat = telling.state.seats[event.seat]
    match event:
        case e.SeatJoined():
            role = telling.state.header.scenario.role_name(seat.role)
            title = f"{name} joined as {role or seat.kind}"
        case e.SeatRenamed():
            title = f"{name} goes by this name now"
        case e.SeatMoved(_, from_team, team, role):
            if team == from_team:
                title = (
                    f"{name} is {telling.state.header.scenario.role_name(role) or seat.kind} now"
                )
            else:
                title = f"{name} moved from {telling.team(from_team)} to {telling.team(team)}"
        case e.SeatWatching(_, watching):
            title = f"{name} only watches now" if watching else f"{name} takes part again"
        case e.SeatRemoved():
            title = f"{name} was removed"
        case _:
            assert_never(event)
    return Line("people", title, (seat.team,) if seat.team else (), seat=event.seat)


def answer_line(event: AnswerEvent, telling: Telling, clock_ms: int) -> Line:
    """An answer, a proposal or a lock."""
    name, about = telling.person(event.seat), telling.quoted(event.inject)
    ask = telling.ask(event.inject)
    said = "a text" if ask.kind == "text" else short(ask, event.answer)
    late = isinstance(event, e.ResponseLate)
    took: int | None = None
    if isinstance(event, e.DecisionLocked):
        title = f"{name} locked {said} for {telling.team(event.team)} on {about}"
        took = clock_ms - telling.play(event.inject).deliveries[event.team].released_ms
    elif ask.kind == "ack":
        title = f"{name} acknowledged {about}"
    else:
        verb = "proposed" if ask.scope == "team" and not late else "answered"
        title = f"{name} {verb} {said} on {about}"
    return Line(
        "decision" if isinstance(event, e.DecisionLocked) else "answer",
        f"{title}, too late" if late else title,
        (event.team,),
        telling.words(event.seat, event.rationale),
        seat=event.seat,
        inject=event.inject,
        answer=telling.answer(ask, event.seat, event.answer),
        options=chosen(Response(event.seat, event.team, event.answer, "", None, 0, 0)),
        confidence=event.confidence,
        took_ms=took if took is None or took >= 0 else None,
        late=late,
    )


def around_line(event: AroundEvent, telling: Telling) -> Line:
    """Votes, locks that pass on, messages, notes, flags, ratings, surveys."""
    match event:
        case e.InjectRead(inject, seat):
            title = f"{telling.person(seat)} read {telling.quoted(inject)}"
            return Line("read", title, telling.teams_of([seat]), seat=seat, inject=inject)
        case e.DecisionVoted(inject, seat, team, proposal):
            name, about = telling.person(seat), telling.quoted(inject)
            title = f"{name} stands behind {telling.person(proposal)}'s proposal on {about}"
            if proposal is None:
                title = f"{name} took the vote on {about} back"
            return Line("answer", title, (team,), seat=seat, inject=inject)
        case e.LockPassed(inject, team, seat, reason):
            why = ": its holder is gone" if reason == "gone" else ""
            title = f"The lock on {telling.quoted(inject)} went to {telling.person(seat)}{why}"
            return Line("decision", title, (team,), seat=seat, inject=inject)
        case e.NudgeSent(seats, about_inject):
            about = f" about {telling.quoted(about_inject)}" if about_inject else ""
            title = f"Nudged {telling.people(seats)}{about}"
            return Line("message", title, telling.teams_of(seats), inject=about_inject)
        case e.MessageSent(text, to_team, to_seat):
            to = telling.person(to_seat) if to_seat else telling.team(to_team)
            teams = telling.teams_of([to_seat]) if to_seat else (to_team,) if to_team else ()
            return Line("message", f"Message to {to}", teams, text, seat=to_seat)
        case e.PauseRequested():
            return Line("message", "Somebody asked for a pause", anonymous=True)
        case e.NoteAdded(text, about_inject, about_team):
            return Line(
                "note", "Note", (about_team,) if about_team else (), text, None, about_inject
            )
        case e.FlagAdded(text, about_inject, about_team):
            return Line(
                "flag", "Flag", (about_team,) if about_team else (), text, None, about_inject
            )
        case e.RatingSet(objective, rating, about_team, text):
            to = telling.team(about_team) if about_team else "all teams"
            title = f"Rated {_objective(telling, objective)} {rating} for {to}: {RATINGS[rating]}"
            return Line("rating", title, (about_team,) if about_team else (), text)
        case e.SurveySubmitted(survey, seat):
            titles = {each.id: each.title for each in telling.state.header.scenario.surveys}
            title = f"{telling.person(seat)} handed in “{titles.get(survey, survey)}”"
            return Line("survey", title, telling.teams_of([seat]), seat=seat)
        case _:
            assert_never(event)


def _objective(telling: Telling, objective: str) -> str:
    texts = {each.id: each.text for each in telling.state.header.scenario.objectives}
    return f"“{texts.get(objective, objective).rstrip('.')}”"
