"""Where the branches lead: injects nobody can ever get, and answers nothing comes of.

Every way a team's answers can go is walked through, for the few injects a branch depends on. A
script whose branches are too many for that is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations, islice
from typing import Final, TypeAlias

from tabletop.domain.conditions import Outcome, holds, mentions
from tabletop.domain.scenario import Ask, Inject
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft

Way: TypeAlias = Mapping[str, Outcome]
"""One way things can go: what became of each inject that matters."""

MAX_WAYS: Final = 5_000
MAX_SUBSETS: Final = 6
"""Of a multi with more options than this, only single picks and all together are walked through."""

UNSENT: Final = Outcome()
SILENT: Final = Outcome("asked")


def check(draft: Draft, faults: Faults) -> None:
    """Expects conditions that are sound."""
    script = _Script({inject.id: inject for inject, _ in draft.rows()})
    for inject, place in draft.rows():
        if inject.when is not None:
            ways = script.ways(script.asks_about[inject.id])
            if ways is not None and not any(holds(inject.when, way.__getitem__) for way in ways):
                faults.warning((*place, "when"), "can never be true: nobody ever gets this inject")
            for message in script.undecided(inject):
                faults.warning((*place, "when"), message)
        if inject.ask is not None:
            branches = [script.injects[other] for other in script.branches_of(inject.id)]
            if open_ends := script.open_ends(inject, inject.ask, branches):
                others = ", ".join(branch.id for branch in branches)
                faults.warning(
                    (*place, "ask"),
                    f"nothing follows {' or '.join(open_ends)} (only on other answers: {others})",
                )


class _Script:
    """The injects and how they hang together."""

    def __init__(self, injects: Mapping[str, Inject]) -> None:
        self.injects = injects
        self.asks_about = {
            inject.id: tuple(dict.fromkeys(mentions(inject.when))) for inject in injects.values()
        }

    def branches_of(self, inject_id: str) -> Iterator[str]:
        """The injects whose condition asks about this one."""
        return (other for other, asked in self.asks_about.items() if inject_id in asked)

    def undecided(self, inject: Inject) -> Iterator[str]:
        """What may still be answered when the inject's condition is looked at."""
        now = format_duration(inject.offset_ms)
        for other in map(self.injects.__getitem__, self.asks_about[inject.id]):
            wait = other.ask.deadline_ms if other.ask else None
            if wait is None:
                yield f"{other.id} has no deadline: who has not answered by {now} counts as silent"
            elif other.offset_ms + wait > inject.offset_ms:
                closes = format_duration(other.offset_ms + wait)
                yield f"{other.id} is open until {closes}, but this is decided at {now}"

    def open_ends(self, inject: Inject, ask: Ask, branches: list[Inject]) -> list[str]:
        """The answers after which none of the branches is taken.

        A contingency may well come of some answers only, but silence always needs an arm.
        """
        asked_about = (other for branch in branches for other in self.asks_about[branch.id])
        ways = self.ways(asked_about) if branches else None
        if ways is None:
            return []
        wanted = {SILENT: "no answer"}
        if ask.options and any(branch.kind != "contingency" for branch in branches):
            wanted |= {_picked(ask, (each.id,)): f"option {each.id!r}" for each in ask.options}
        possible = {way[inject.id] for way in ways}
        followed = {
            way[inject.id]
            for way in ways
            if any(holds(branch.when, way.__getitem__) for branch in branches)
        }
        return [name for outcome, name in wanted.items() if outcome in possible - followed]

    def ways(self, wanted: Iterable[str]) -> list[Way] | None:
        """All ways things can go for these and what they depend on; None if there are too many."""
        needed: dict[str, Inject] = {}
        queue = list(wanted)
        while queue:
            inject_id = queue.pop()
            if inject_id not in needed:
                needed[inject_id] = self.injects[inject_id]
                queue.extend(self.asks_about[inject_id])
        found: list[Way] = [{}]
        for inject in sorted(needed.values(), key=lambda inject: inject.offset_ms):
            longer = (
                {**way, inject.id: outcome}
                for way in found
                for outcome in (
                    _outcomes(inject.ask)
                    if inject.ask and holds(inject.when, way.__getitem__)
                    else (UNSENT,)
                )
            )
            found = list(islice(longer, MAX_WAYS + 1))
            if len(found) > MAX_WAYS:
                return None
        return found


def _outcomes(ask: Ask) -> Iterator[Outcome]:
    yield SILENT
    options = [option.id for option in ask.options]
    match ask.kind:
        case "choice":
            yield from (_picked(ask, (option,)) for option in options)
        case "multi":
            least, most = ask.pick_min or 0, ask.pick_max or len(options)
            sizes = range(len(options) + 1) if len(options) <= MAX_SUBSETS else (1, len(options))
            for size in sizes:
                if least <= size <= most or len(options) > MAX_SUBSETS:
                    yield from (_picked(ask, each) for each in combinations(options, size))
        case _:
            yield Outcome("asked", answered=True)


def _picked(ask: Ask, options: Iterable[str]) -> Outcome:
    picked = frozenset(options)
    effects = (option.effect for option in ask.options if option.id in picked)
    return Outcome("asked", True, picked, frozenset(effect for effect in effects if effect))
