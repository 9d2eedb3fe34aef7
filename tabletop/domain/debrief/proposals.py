"""Who in a team said what on an ask, as it stood in the end."""

from __future__ import annotations

from collections import Counter

from tabletop.domain.debrief.line import Telling
from tabletop.domain.debrief.rows import Proposal
from tabletop.domain.outcomes import chosen, dissent
from tabletop.domain.scenario import Ask
from tabletop.domain.state import Delivery, Play, Response


def proposals(telling: Telling, play: Play, ask: Ask, delivery: Delivery) -> tuple[Proposal, ...]:
    """The team's proposals or answers, oldest first; those after the close last."""
    behind = Counter(delivery.voted.values())
    others = dissent(play, delivery)

    def row(said: Response, *, late: bool) -> Proposal:
        first = (delivery.alone or {}).get(said.seat)
        return Proposal(
            seat=said.seat,
            seat_name=telling.person(said.seat),
            answer=telling.answer(ask, said.seat, said.answer),
            options=chosen(said),
            alone="" if first is None else telling.answer(ask, said.seat, first.answer),
            alone_options=() if first is None else chosen(first),
            rationale=telling.words(said.seat, said.rationale),
            confidence=said.confidence,
            at=said.at,
            clock_ms=said.clock_ms,
            votes=0 if late else behind[said.seat],
            dissent=not late and said.seat in others,
            late=late,
        )

    counted = [row(each, late=False) for each in delivery.answers.values()]
    return (*counted, *(row(each, late=True) for each in telling.late(delivery)))
