"""What each team made of each ask: read off the folded state, once for every renderer."""

from __future__ import annotations

from statistics import median

from tabletop.domain.debrief.line import Telling
from tabletop.domain.debrief.proposals import proposals
from tabletop.domain.debrief.rows import Decision, Question, Split, Status
from tabletop.domain.debrief.scoring import score, spread
from tabletop.domain.debrief.wording import letter, listed, short
from tabletop.domain.outcomes import chosen, team_answer
from tabletop.domain.reach import asked, target_teams
from tabletop.domain.scenario import Ask
from tabletop.domain.state import Delivery, Play, Response
from tabletop.domain.texts import number


def questions(telling: Telling) -> tuple[Question, ...]:
    """Every inject with an ask, in the order they went out, then in script order."""
    plays = [play for play in telling.state.plays.values() if play.inject.ask is not None]
    plays.sort(key=lambda play: (_moment(play), play.order or len(plays) + 1))
    return tuple(_question(telling, play, play.inject.ask) for play in plays if play.inject.ask)


def _moment(play: Play) -> int:
    released = _first_release(play)
    return play.inject.offset_ms if released is None else released


def _first_release(play: Play) -> int | None:
    return min((each.released_ms for each in play.deliveries.values()), default=None)


def _question(telling: Telling, play: Play, ask: Ask) -> Question:
    inject = play.inject
    meant = {*target_teams(telling.state, inject), *play.deliveries}
    decisions = tuple(
        _decision(telling, play, ask, team.id) for team in telling.state.teams if team.id in meant
    )
    deliveries = play.deliveries.values()
    return Question(
        inject=inject.id,
        title=inject.title,
        prompt=ask.prompt,
        kind=ask.kind,
        scope=ask.scope,
        channel=inject.channel,
        sender=inject.sender,
        offset_ms=inject.offset_ms,
        released_ms=_first_release(play),
        allowed_ms=max((_allowed(each) or 0 for each in deliveries), default=0) or ask.deadline_ms,
        expected_action=inject.expected_action,
        objectives=inject.objectives,
        splits=_splits(telling, play, ask, decisions),
        spread=spread(_values(play)) if ask.kind in {"rating", "number"} else None,
        decisions=decisions,
    )


def _allowed(delivery: Delivery) -> int | None:
    if delivery.closes_ms is None:
        return None
    return max(0, delivery.closes_ms - delivery.released_ms)


def _splits(
    telling: Telling, play: Play, ask: Ask, decisions: tuple[Decision, ...]
) -> tuple[Split, ...]:
    if ask.kind not in {"choice", "multi"}:
        return ()
    return tuple(
        Split(
            option=option.id,
            letter=letter(ask, option.id),
            text=option.text,
            effect=option.effect,
            tags=telling.labels([option]),
            teams=tuple(each.team for each in decisions if option.id in each.options),
            people=sum(option.id in chosen(said) for said in _answers(play)),
        )
        for option in ask.options
    )


def _answers(play: Play, team: str | None = None) -> list[Response]:
    """What everybody said, at one table or at all."""
    return [
        said
        for each in play.deliveries.values()
        if team in {None, each.team}
        for said in each.answers.values()
    ]


def _values(play: Play, team: str | None = None) -> list[float]:
    said = _answers(play, team)
    if play.team_scope:
        said = [each.locked for each in play.deliveries.values() if each.locked]
    return [each.answer["value"] for each in said]


def _decision(telling: Telling, play: Play, ask: Ask, team: str) -> Decision:
    inject = play.inject.id
    delivery = play.deliveries.get(team)
    if delivery is None:
        return Decision(inject, team, _unsent(telling, play, team))
    rows = proposals(telling, play, ask, delivery)
    answered = len(delivery.answered)
    present = delivery.expected
    if present is None:
        present = len(asked(telling.state, delivery))
    asked_of = max(answered, present)
    status = _status(telling, play, delivery, answered, asked_of)
    said = team_answer(play, delivery) if status in {"locked", "answered"} else None
    options = chosen(said) if said else ()
    picked = [option for option in ask.options if option.id in options]
    decided = delivery.locked if play.team_scope else _last(delivery)
    took = decided.clock_ms - delivery.released_ms if decided and said else None
    if took is not None and took < 0:
        took = None  # the clock was set back in between, after a crash
    allowed = _allowed(delivery)
    return Decision(
        inject=inject,
        team=team,
        status=status,
        released_at=delivery.released_at,
        released_ms=delivery.released_ms,
        allowed_ms=allowed,
        closed_ms=_ended(play, delivery),
        decided_at=decided.at if decided and said else None,
        decided_ms=decided.clock_ms if decided and said else None,
        took_ms=took,
        share=round(100 * took / allowed) if took is not None and allowed else None,
        late_ms=_late(telling, delivery),
        answer=_words(telling, play, ask, said) if said else "",
        short=_short(play, ask, team, said) if said else "",
        options=options,
        effects=telling.effects(picked),
        score=score([option.effect for option in picked if option.effect]),
        rationale=telling.words(said.seat, said.rationale) if said and play.team_scope else "",
        confidence=said.confidence if said and play.team_scope else None,
        decided_by=said.seat if said and play.team_scope else None,
        decided_by_name=telling.person(said.seat) if said and play.team_scope else "",
        expected=asked_of,
        answered=answered,
        proposals=rows,
    )


def _ended(play: Play, delivery: Delivery) -> int | None:
    """When it was closed or recalled, whichever came first."""
    ends = [end for end in (delivery.closed_ms, play.recalled_ms) if end is not None]
    return min(ends, default=None)


def _late(telling: Telling, delivery: Delivery) -> int | None:
    """How long after the close the first late answer came."""
    ends = [end for end in (delivery.closes_ms, delivery.closed_ms) if end is not None]
    late = [said.clock_ms for said in telling.late(delivery)]
    return max(0, min(late) - min(ends)) if late and ends else None


def _unsent(telling: Telling, play: Play, team: str) -> Status:
    if team in play.passed:
        return "passed_over"
    if play.plan == "skipped":
        return "skipped"
    if play.recalled_at is None and telling.state.status not in {"hotwash", "closed"}:
        return "waiting"
    return "withdrawn" if (play.inject.id, team) in telling.withdrawn else "not_sent"


def _status(
    telling: Telling, play: Play, delivery: Delivery, answered: int, expected: int
) -> Status:
    if play.recalled_at is not None:
        return "recalled"
    still_open = delivery.open and telling.state.status not in {"hotwash", "closed"}
    if play.team_scope and delivery.locked:
        return "locked"
    if not play.team_scope and answered and (answered >= expected or not still_open):
        return "answered"
    if still_open:
        return "open"
    if telling.late(delivery):
        return "late"
    return "missed" if expected else "nobody"


def _last(delivery: Delivery) -> Response | None:
    return max(delivery.answers.values(), key=lambda each: each.at, default=None)


def _words(telling: Telling, play: Play, ask: Ask, said: Response) -> str:
    """The team's answer; where everybody answers alone, what came of it."""
    if play.team_scope or ask.kind in {"choice", "multi"}:
        return telling.answer(ask, said.seat, said.answer)
    team = said.team
    if ask.kind in {"rating", "number"}:
        values = spread(_values(play, team))
        if values.n == 1:
            return _short(play, ask, team, said)
        ends = [number(end) for end in (values.minimum, values.maximum) if end is not None]
        return f"middle {_short(play, ask, team, said)}, from {' to '.join(ends)}"
    members = _answers(play, team)
    if ask.kind == "ack":
        return f"{len(members)} acknowledged"
    return listed(f"“{telling.answer(ask, each.seat, each.answer)}”" for each in members)


def _short(play: Play, ask: Ask, team: str, said: Response) -> str:
    if play.team_scope or ask.kind not in {"rating", "number"}:
        return short(ask, said.answer)
    return f"{number(median(_values(play, team)))} {ask.unit}".strip()
