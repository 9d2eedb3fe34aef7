"""Who in a team said what on an ask, as it stood in the end."""

from __future__ import annotations

from collections import Counter

from tabletop.domain.debrief.line import Telling
from tabletop.domain.debrief.rows import Proposal
from tabletop.domain.debrief.wording import in_full
from tabletop.domain.reach import chosen
from tabletop.domain.scenario import Ask
from tabletop.domain.state import Delivery, Play, Response


def proposals(telling: Telling, play: Play, ask: Ask, delivery: Delivery) -> tuple[Proposal, ...]:
    """The team's proposals or answers, oldest first; those after the close last."""
    votes = Counter(delivery.voted.values())

    def row(said: Response, *, late: bool) -> Proposal:
        locked = delivery.locked
        return Proposal(
            seat=said.seat,
            seat_name=telling.person(said.seat),
            answer=in_full(ask, said.answer),
            options=chosen(said),
            rationale=said.rationale,
            confidence=said.confidence,
            at=said.at,
            clock_ms=said.clock_ms,
            votes=0 if late else votes[said.seat],
            # Texts differ by a word without anybody disagreeing; who locked has come round.
            dissent=not late
            and locked is not None
            and ask.kind != "text"
            and said.seat != locked.seat
            and said.answer != locked.answer,
            late=late,
        )

    mine = [row(each, late=False) for each in play.answers.values() if each.team == delivery.team]
    after = [row(each, late=True) for each in play.late.values() if each.team == delivery.team]
    return (*mine, *after)
