"""Team by inject, with the share of the allowed time as warmth."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from tabletop.domain.debrief.rows import Decision, HeatCell, HeatRow, Question
from tabletop.domain.debrief.wording import STATUS, late

LEVELS: Final = (50, 70, 88)
"""From which share of the allowed time, in per cent, a cell is one level warmer."""


def heat_row(team: str, questions: Sequence[Question]) -> HeatRow:
    """One team's cells, a column each question."""
    return HeatRow(team, tuple(_cell(question, team) for question in questions))


def _cell(question: Question, team: str) -> HeatCell | None:
    decision = question.of(team)
    if decision is None:
        return None
    share = decision.share
    return HeatCell(
        inject=question.inject,
        status=decision.status,
        took_ms=decision.took_ms,
        share=share,
        level=None if share is None else sum(share >= level for level in LEVELS),
        words=_words(question, decision),
    )


def _words(question: Question, decision: Decision) -> str:
    of = f"{decision.answered} of {decision.expected}"
    match decision.status:
        case "locked":
            comma = "," if question.kind in {"text", "ack"} else ""
            return f"locked{comma} {decision.short}"
        case "answered":
            return of
        case "missed" | "open":
            return f"{of} {'proposed' if question.scope == 'team' else 'answered'}"
        case "late":
            return late(decision.late_ms).removeprefix("late ")
        case status:
            return STATUS[status]
