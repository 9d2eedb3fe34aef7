"""Give-aways: a best option that can be told by its length or its place, without reading it."""

from __future__ import annotations

from typing import Final

from tabletop.domain.scenario import Ask
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft
from tabletop.scenarios.tree import Path

ENOUGH: Final = 3
"""Fewer decisions than this show no pattern."""

TOO_OFTEN: Final = 0.6


def check(draft: Draft, faults: Faults) -> None:
    """Looks at all decisions with one option that de-escalates."""
    decisions: list[tuple[str, Path, Ask, int]] = []
    for inject, place in draft.rows():
        best = _best(inject.ask) if inject.ask else None
        if inject.ask and best is not None:
            decisions.append((inject.id, place, inject.ask, best))
    if len(decisions) < ENOUGH:
        return
    path = (*decisions[0][1], "ask", "options")
    longest = [inject_id for inject_id, _, ask, best in decisions if _is_longest(ask, best)]
    if len(longest) >= TOO_OFTEN * len(decisions):
        faults.warning(
            path,
            f"the best option is the longest in {len(longest)} of {len(decisions)} decisions"
            f" ({', '.join(longest)}): people learn to pick the long one",
        )
    for position in sorted({best for *_, best in decisions}):
        there = [inject_id for inject_id, *_, best in decisions if best == position]
        if len(there) >= TOO_OFTEN * len(decisions):
            faults.warning(
                path,
                f"the best option stands in place {position + 1} in {len(there)} of"
                f" {len(decisions)} decisions ({', '.join(there)}): move it around",
            )


def _best(ask: Ask) -> int | None:
    """The place of the one option that de-escalates; None if there is none, or more than one."""
    if ask.kind != "choice":
        return None
    found = [n for n, option in enumerate(ask.options) if option.effect == "de_escalating"]
    return found[0] if len(found) == 1 else None


def _is_longest(ask: Ask, best: int) -> bool:
    lengths = [len(option.text) for option in ask.options]
    return lengths[best] == max(lengths) and lengths.count(lengths[best]) == 1
