"""From a release to what came of it: the bars in a team's lane."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from tabletop.domain.debrief.rows import Decision, Kind, Question, Status, Timeline
from tabletop.domain.debrief.wording import STATUS, duration, late
from tabletop.exports.charts.scale import Scale

ROW: Final = 28
BOX: Final = 24
CHARACTER: Final = 6.6
"""How wide a character of a 12 px label is, near enough."""

DRAWN: Final[frozenset[Status]] = frozenset(
    {"locked", "answered", "missed", "late", "open", "recalled"}
)

_MARKS: Final = {"text": "T", "read": "✓"}


@dataclass(frozen=True, slots=True)
class Notch:
    """A proposal or an answer on the way."""

    clock_ms: int
    x: float


@dataclass(frozen=True, slots=True)
class Span:
    """One ask at one team. `box` is what is written where it ended, "" where nothing did."""

    inject: str
    team: str
    kind: Kind
    status: Status
    from_ms: int
    to_ms: int
    x: float
    width: float
    row: int
    box: str
    box_width: int
    label: str
    words: str
    notches: tuple[Notch, ...]

    @property
    def label_x(self) -> float:
        """Where the label begins: after the box, or after a bar that ended in nothing."""
        return self.x + self.width + self.box_width / 2 + 6

    @property
    def end(self) -> float:
        """Where the next one may begin."""
        label_end = self.label_x + len(self.label) * CHARACTER
        return max(self.x + self.width, label_end) + 6


def team_spans(timeline: Timeline, team: str, scale: Scale) -> tuple[Span, ...]:
    """The team's bars, in as many rows as it takes for none to cover another."""
    spans: list[Span] = []
    ends: list[float] = []
    for question, decision in _drawn(timeline.questions, team):
        row = next((row for row, end in enumerate(ends) if end <= scale.x(_start(decision))), None)
        if row is None:
            row = len(ends)
            ends.append(0)
        span = _span(question, decision, scale, row)
        ends[row] = span.end
        spans.append(span)
    return tuple(spans)


def _drawn(questions: Iterable[Question], team: str) -> Iterator[tuple[Question, Decision]]:
    found = (
        (question, each)
        for question in questions
        for each in question.decisions
        if each.team == team and each.status in DRAWN and each.released_ms is not None
    )
    yield from sorted(found, key=lambda pair: _start(pair[1]))


def _start(decision: Decision) -> int:
    return decision.released_ms or 0


def _span(question: Question, decision: Decision, scale: Scale, row: int) -> Span:
    start = _start(decision)
    end = decision.decided_ms
    if end is None:
        planned = scale.end_ms if decision.allowed_ms is None else start + decision.allowed_ms
        end = planned if decision.closed_ms is None else min(planned, decision.closed_ms)
    end = max(start, min(end, scale.end_ms))
    box = _box(decision)
    return Span(
        inject=question.inject,
        team=decision.team,
        kind="decision" if question.scope == "team" else "answer",
        status=decision.status,
        from_ms=start,
        to_ms=end,
        x=scale.x(start),
        width=round(scale.x(end) - scale.x(start), 1),
        row=row,
        box=box,
        box_width=max(BOX, round(len(box) * 7.5) + 8) if box else 0,
        label=_label(question, decision),
        words=f"{question.title}: {_words(decision)}",
        notches=tuple(
            Notch(each.clock_ms, scale.x(each.clock_ms))
            for each in decision.proposals
            if not each.late
        ),
    )


def _box(decision: Decision) -> str:
    return _MARKS.get(decision.short, re.sub(" ([+>]) ", r"\1", decision.short))


def _label(question: Question, decision: Decision) -> str:
    match decision.status:
        case "locked" | "answered":
            return "" if decision.took_ms is None else duration(decision.took_ms)
        case "missed" if question.scope == "team":
            return f"No decision, {decision.answered} of {decision.expected} proposed"
        case "missed":
            return "No answer"
        case "late":
            return late(decision.late_ms).capitalize()
        case status:
            return STATUS[status].capitalize()


def _words(decision: Decision) -> str:
    took = "" if decision.took_ms is None else f" after {duration(decision.took_ms)}"
    return f"{STATUS[decision.status]}{took}{': ' if decision.answer else ''}{decision.answer}"
