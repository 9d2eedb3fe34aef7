"""Leaving things out, and saying so: what is shown is what is exported."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, get_args

from tabletop.domain.debrief.rows import CONTROL_LANE, Entry, Kind, Timeline
from tabletop.domain.errors import Refusal

KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
"""Every kind of entry, in the order the filters show them."""


@dataclass(frozen=True, slots=True)
class Filter:
    """Kinds and lanes to keep; an empty set keeps all of them."""

    kinds: frozenset[str] = frozenset()
    lanes: frozenset[str] = frozenset()

    def keeps(self, entry: Entry) -> bool:
        """Whether the entry is of a chosen kind and concerns a chosen lane.

        A release to all teams concerns each of them as well as control.
        """
        return self.covers(entry.kind, entry.lanes)

    def covers(self, kind: Kind, lanes: Iterable[str]) -> bool:
        """Whether something of this kind in these lanes is kept."""
        if self.kinds and kind not in self.kinds:
            return False
        return not self.lanes or not self.lanes.isdisjoint(lanes)


def chosen_filter(timeline: Timeline, kinds: Iterable[str], lanes: Iterable[str]) -> Filter:
    """The filter a request asks for. Raises Refusal (`invalid`) for a kind or team there is not."""
    wanted = Filter(frozenset(kinds), frozenset(lanes))
    fields: dict[str, list[str]] = {}
    if unknown := wanted.kinds.difference(KINDS):
        fields["kind"] = [f"there is no kind {name!r}" for name in sorted(unknown)]
    if unknown := wanted.lanes.difference(lane.id for lane in timeline.lanes):
        fields["team"] = [f"there is no team {name!r}" for name in sorted(unknown)]
    if fields:
        raise Refusal("invalid", "That filter names something this exercise has not.", fields)
    return wanted


def filtered(timeline: Timeline, wanted: Filter) -> Timeline:
    """The timeline with only what the filter keeps; `hidden` counts the entries it left out.

    What a section is made of decides whether it stays: questions, heat and paths go with "decision"
    or "answer" and by team, ratings with "rating", surveys (of everybody) with "survey".
    """

    def of_kind(kind: Kind) -> bool:
        return not wanted.kinds or kind in wanted.kinds

    def of_team(team: str | None) -> bool:
        return not wanted.lanes or (team or CONTROL_LANE) in wanted.lanes

    entries = tuple(entry for entry in timeline.entries if wanted.keeps(entry))
    decided = of_kind("decision") or of_kind("answer")
    questions = tuple(
        replace(
            question,
            splits=tuple(
                replace(split, teams=tuple(filter(of_team, split.teams)))
                for split in question.splits
            ),
            decisions=tuple(each for each in question.decisions if of_team(each.team)),
        )
        for question in timeline.questions
        if decided
    )
    return replace(
        timeline,
        entries=entries,
        hidden=len(timeline.entries) - len(entries),
        questions=questions,
        heat=tuple(row for row in timeline.heat if decided and of_team(row.team)),
        paths=tuple(each for each in timeline.paths if decided and of_team(each.team)),
        ratings=tuple(row for row in timeline.ratings if of_kind("rating") and of_team(row.team)),
        surveys=timeline.surveys if of_kind("survey") and not wanted.lanes else (),
    )
