"""Where the branches lead: injects nobody can ever get, and answers nothing comes of.

Every way a team's answers can go is walked through, for the few injects a branch depends on. A
script whose branches are too many for that is left alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from itertools import combinations, islice
from typing import Final, TypeAlias

from tabletop.domain.conditions import Outcome, holds, mentions
from tabletop.domain.scenario import Ask, Inject
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults, listed
from tabletop.scenarios.scenario_fields import Draft

Way: TypeAlias = Mapping[str, Outcome]
"""One way things can go: what became of each inject that matters."""

MAX_WAYS: Final = 5_000
MAX_STEPS: Final = 500_000
"""So much is walked through for one script, in all: about half a second."""

MAX_SUBSETS: Final = 6
"""Of a multi with more options than this, only single picks and all together are walked through."""

UNSENT: Final = Outcome()
SILENT: Final = Outcome("asked")


class _TooMuch(Exception):
    """There are more ways, or more steps to walk, than anybody waits for."""


def check(draft: Draft, faults: Faults) -> None:
    """Expects conditions that are sound."""
    script = _Script({inject.id: inject for inject, _ in draft.rows()})
    for inject, place in draft.rows():
        for message in (*script.undecided(inject), *script.unreachable(inject)):
            faults.warning((*place, "when"), message)
        branches = script.branches[inject.id]
        if inject.ask is not None and branches:
            others = listed([branch.id for branch in branches])
            if inject.ask.options and not faults.written((*place, "ask", "scope")):
                faults.warning(
                    (*place, "ask", "scope"),
                    f"is missing, though {others} depends on the team's answer: write team (one of"
                    " them locks it) or seat (what most of them chose)",
                )
            for message in script.open_ends(inject, inject.ask, branches, others):
                faults.warning((*place, "ask"), message)


class _Script:
    """The injects and how they hang together. Walking through the ways costs steps; when they are
    used up, the rest is left alone."""

    def __init__(self, injects: Mapping[str, Inject]) -> None:
        self.injects = injects
        self.asks_about: dict[str, tuple[str, ...]] = {}
        self.branches: dict[str, list[Inject]] = {inject_id: [] for inject_id in injects}
        """The injects whose condition asks about this one."""
        self._length: dict[str, int] = {}
        self._walked: dict[frozenset[str], Sequence[Way]] = {}
        self._steps = MAX_STEPS
        for inject in injects.values():
            mentioned = list(mentions(inject.when))
            self._length[inject.id] = len(mentioned) + 1
            self.asks_about[inject.id] = tuple(dict.fromkeys(mentioned))
            for other in self.asks_about[inject.id]:
                self.branches[other].append(inject)

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

    def unreachable(self, inject: Inject) -> Iterator[str]:
        """Whether no way leads to the inject."""
        with suppress(_TooMuch):
            ways = self._ways(self.asks_about[inject.id])
            if inject.when is not None and not any(self._taken(inject, ways)):
                yield "can never be true: nobody ever gets this inject"

    def open_ends(
        self, inject: Inject, ask: Ask, branches: Sequence[Inject], others: str
    ) -> Iterator[str]:
        """The answers after which none of the branches is taken, and what to do about each.

        A contingency may well come of some answers only, but silence always needs an arm.
        """
        try:
            ways = self._ways(other for branch in branches for other in self.asks_about[branch.id])
            arms = [self._taken(branch, ways) for branch in branches]
        except _TooMuch:
            return
        followed = {way[inject.id] for way, *taken in zip(ways, *arms, strict=True) if any(taken)}
        open_ = {way[inject.id] for way in ways} - followed
        none_is_sent = f"none of the injects that ask about it ({others}) is sent"
        if SILENT in open_:
            yield (
                f"after no answer {none_is_sent}: add no_response: true to the one it should"
                " lead to"
            )
        if all(branch.kind == "contingency" for branch in branches):
            return
        if loose := [repr(each.id) for each in ask.options if _picked(ask, (each.id,)) in open_]:
            yield (
                f"after option {listed(loose)} {none_is_sent}: name it in one of them, or make them"
                " kind: contingency if it needs none"
            )

    def _taken(self, inject: Inject, ways: Sequence[Way]) -> list[bool]:
        """Whether the inject goes out, each way. Raises _TooMuch."""
        self._spend(self._length[inject.id] * len(ways))
        return [holds(inject.when, way.__getitem__) for way in ways]

    def _spend(self, steps: int) -> None:
        self._steps -= steps
        if self._steps < 0:
            raise _TooMuch

    def _ways(self, wanted: Iterable[str]) -> Sequence[Way]:
        """All ways things can go for these and what they depend on. Raises _TooMuch."""
        needed: dict[str, Inject] = {}
        queue = list(wanted)
        while queue:
            inject_id = queue.pop()
            if inject_id not in needed:
                needed[inject_id] = self.injects[inject_id]
                queue.extend(self.asks_about[inject_id])
        key = frozenset(needed)
        if key not in self._walked:
            self._walked[key] = self._walk(needed)
        return self._walked[key]

    def _walk(self, needed: Mapping[str, Inject]) -> list[Way]:
        found: list[Way] = [{}]
        for inject in sorted(needed.values(), key=lambda inject: inject.offset_ms):
            sent = self._taken(inject, found) if inject.ask else [False] * len(found)
            longer = (
                {**way, inject.id: outcome}
                for way, goes_out in zip(found, sent, strict=True)
                for outcome in (_outcomes(inject.ask) if inject.ask and goes_out else (UNSENT,))
            )
            found = list(islice(longer, MAX_WAYS + 1))
            self._spend(len(found) * len(found[0]))
            if len(found) > MAX_WAYS:
                raise _TooMuch
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
