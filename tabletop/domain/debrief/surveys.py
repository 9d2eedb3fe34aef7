"""Surveys before and after, as plain counts and medians.

Only those who agreed to analysis count. Fewer than five people are never broken down. Nobody's
own answers come out, except texts whose authors let us quote them, without their names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from tabletop.domain.debrief.rows import ItemSummary, Spread, SurveySummary
from tabletop.domain.events import Json, SurveySubmitted
from tabletop.domain.scenario import Item, Survey
from tabletop.domain.scoring import spread
from tabletop.domain.state import State

FEWEST: Final = 5
"""Groups smaller than this are not broken down."""

Answers = Mapping[str, Mapping[str, Json]]
"""By seat, then by item."""


def surveys(state: State) -> tuple[SurveySummary, ...]:
    """One summary a survey; two of one scale, before and after, make one together."""
    return tuple(_summary(state, before, after) for before, after in _paired(state))


def _paired(state: State) -> Iterator[tuple[Survey | None, Survey | None]]:
    left = list(state.header.scenario.surveys)
    while left:
        survey = left.pop(0)
        twin = next(
            (
                each
                for each in left
                if survey.scale == each.scale != "" and survey.when != each.when
            ),
            None,
        )
        if twin is not None:
            left.remove(twin)
        pre, post = (survey, twin) if survey.when == "pre" else (twin, survey)
        yield pre, post


def _summary(state: State, before: Survey | None, after: Survey | None) -> SurveySummary:
    told = after or before
    if told is None:
        raise LookupError("a summary needs a survey")
    was, left_out_before = _answers(state, before)
    now, left_out_after = _answers(state, after)
    return SurveySummary(
        title=told.title,
        stem=told.stem,
        note=told.note,
        before=len(was) if before else None,
        after=len(now) if after else None,
        left_out=len(left_out_before | left_out_after),
        items=tuple(
            _item(state, item, was if before else None, now if after else None)
            for item in told.items
        ),
    )


def _answers(state: State, survey: Survey | None) -> tuple[Answers, set[str]]:
    agreed: dict[str, Mapping[str, Json]] = {}
    left_out: set[str] = set()
    for seat, recorded in state.surveys.get(survey.id if survey else "", {}).items():
        if not isinstance(recorded.event, SurveySubmitted):
            continue
        if "analysis" in state.seats[seat].consent:
            agreed[seat] = recorded.event.answers
        else:
            left_out.add(seat)
    return agreed, left_out


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
        before=None if before is None else spread(was.values(), FEWEST),
        after=None if after is None else spread(now.values(), FEWEST),
        paired=len(both),
        up=sum(x < y for x, y in both) if enough else None,
        same=sum(x == y for x, y in both) if enough else None,
        down=sum(x > y for x, y in both) if enough else None,
    )


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
