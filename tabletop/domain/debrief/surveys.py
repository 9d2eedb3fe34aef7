"""Surveys before and after, as plain counts and medians.

Only those who agreed to analysis count. Fewer than five people are never broken down. Nobody's
own answers come out, except texts whose authors let us quote them, without their names.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import Final

from tabletop.domain.debrief.rows import ItemSummary, Spread, SurveySummary
from tabletop.domain.events import Json, SurveySubmitted
from tabletop.domain.scenario import Item, Survey
from tabletop.domain.state import State

FEWEST: Final = 5
"""Groups smaller than this are not broken down."""

Answers = Mapping[str, Mapping[str, Json]]
"""By seat, then by item."""


def surveys(state: State) -> tuple[SurveySummary, ...]:
    """One summary a survey; two of one scale, before and after, make one together."""
    return tuple(_summary(state, pair) for pair in _pairs(state.header.scenario.surveys))


def _pairs(written: Iterable[Survey]) -> Iterator[list[Survey]]:
    left = list(written)
    while left:
        survey = left.pop(0)
        twins = [
            each for each in left if survey.scale == each.scale != "" and survey.when != each.when
        ]
        if twins:
            left.remove(twins[0])
        yield sorted([survey, *twins[:1]], key=lambda each: each.when == "post")


def _summary(state: State, pair: Sequence[Survey]) -> SurveySummary:
    before = _answers(state, next((each for each in pair if each.when == "pre"), None))
    after = _answers(state, next((each for each in pair if each.when == "post"), None))
    told = pair[-1]
    items = {item.id: item for each in pair for item in each.items}
    return SurveySummary(
        title=told.title,
        stem=told.stem,
        note=told.note,
        before=None if before is None else len(before),
        after=None if after is None else len(after),
        left_out=len(
            {seat for each in pair for seat in state.surveys.get(each.id, ())} - _agreed(state)
        ),
        items=tuple(_item(state, item, before, after) for item in items.values()),
    )


def _answers(state: State, survey: Survey | None) -> Answers | None:
    if survey is None:
        return None
    agreed = _agreed(state)
    return {
        seat: recorded.event.answers
        for seat, recorded in state.surveys.get(survey.id, {}).items()
        if seat in agreed and isinstance(recorded.event, SurveySubmitted)
    }


def _agreed(state: State) -> set[str]:
    return {seat.id for seat in state.seats.values() if "analysis" in seat.consent}


def _item(state: State, item: Item, before: Answers | None, after: Answers | None) -> ItemSummary:
    was, now = _values(item, before or {}), _values(item, after or {})
    if item.kind == "text":
        return ItemSummary(
            item.id,
            item.prompt,
            item.kind,
            0,
            0,
            "",
            "",
            None if before is None else Spread(len(was)),
            None if after is None else Spread(len(now)),
            quotes=_quotes(state, {**was, **now}),
        )
    both = [(was[seat], now[seat]) for seat in was if seat in now]
    enough = len(both) >= FEWEST
    return ItemSummary(
        id=item.id,
        prompt=item.prompt,
        kind=item.kind,
        minimum=item.minimum,
        maximum=item.maximum,
        label_min=item.label_min,
        label_max=item.label_max,
        before=None if before is None else _middle(was.values()),
        after=None if after is None else _middle(now.values()),
        paired=len(both),
        up=sum(x < y for x, y in both) if enough else None,
        same=sum(x == y for x, y in both) if enough else None,
        down=sum(x > y for x, y in both) if enough else None,
    )


def _middle(values: Collection[float]) -> Spread:
    """How many, and the median; no range, whose ends are single people's answers."""
    return Spread(len(values), median(values) if len(values) >= FEWEST else None)


def _values(item: Item, answers: Answers) -> dict[str, Json]:
    return {
        seat: given[item.id]
        for seat, given in answers.items()
        if given.get(item.id) not in {None, ""}
    }


def _quotes(state: State, texts: Mapping[str, Json]) -> tuple[str, ...]:
    """In alphabetical order, so that the order says nothing about who wrote what."""
    if len(texts) < FEWEST:
        return ()
    return tuple(
        sorted(str(text) for seat, text in texts.items() if "quotes" in state.seats[seat].consent)
    )
