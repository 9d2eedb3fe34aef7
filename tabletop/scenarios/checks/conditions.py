"""Conditions must ask about something that was asked before, and could have been answered so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from graphlib import CycleError, TopologicalSorter
from typing import TypeAlias, assert_never

from tabletop.domain.conditions import mentions
from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Condition,
    EffectIn,
    Inject,
    NoResponse,
    Not,
    OptionIn,
)
from tabletop.scenarios.durations import format_duration
from tabletop.scenarios.faults import Faults
from tabletop.scenarios.scenario_fields import Draft
from tabletop.scenarios.tree import Path

Leaf: TypeAlias = EffectIn | OptionIn | NoResponse
Complaint: TypeAlias = tuple[str, str]
"""A field of the condition and what is wrong there."""


def check(draft: Draft, faults: Faults) -> bool:
    """Whether all conditions are sound, so that the branches they make can be looked at."""
    known = {inject.id for inject in draft.scenario.injects}
    rows = {inject.id: (inject, place) for inject, place in draft.rows()}
    ring = _ring(rows)
    if ring:
        told = " → ".join([*ring, ring[0]])
        faults.error((*rows[ring[0]][1], "when"), f"these wait for each other: {told}")
    sound = not ring and len(rows) == len(draft.places)
    for inject, place in rows.values():
        for leaf, path in _leaves(inject.when, (*place, "when")):
            if leaf.inject not in known:
                faults.unknown((*path, "inject"), "inject", leaf.inject, known)
                sound = False
            elif leaf.inject in rows:
                other, there = rows[leaf.inject]
                complaints = [*_of_order(inject, other)]
                if faults.broken((*there, "ask")):
                    sound = False  # what can be answered there is to be mended first
                elif other.id != inject.id:
                    complaints += _of_answers(leaf, other, faults)
                for field, message in complaints:
                    faults.error((*path, field), message)
                    sound = False
    return sound


def _ring(rows: Mapping[str, tuple[Inject, Path]]) -> list[str]:
    """Injects that depend on each other in a ring; none if there is no such ring."""
    graph = {
        inject_id: [
            other for other in mentions(inject.when) if other in rows and other != inject_id
        ]
        for inject_id, (inject, _) in rows.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        ring: list[str] = error.args[1][:-1]
        first = min(range(len(ring)), key=lambda n: list(rows).index(ring[n]))
        return [*ring[first:], *ring[:first]]
    return []


def _leaves(condition: Condition | None, path: Path) -> Iterator[tuple[Leaf, Path]]:
    match condition:
        case None:
            return
        case EffectIn() | OptionIn() | NoResponse():
            yield condition, path
        case AnyOf(parts):
            for number, part in enumerate(parts):
                yield from _leaves(part, (*path, "any", number))
        case AllOf(parts):
            for number, part in enumerate(parts):
                yield from _leaves(part, (*path, "all", number))
        case Not(part):
            yield from _leaves(part, (*path, "not"))
        case _:
            assert_never(condition)


def _of_order(inject: Inject, other: Inject) -> Iterator[Complaint]:
    if other.id == inject.id:
        yield "inject", "an inject cannot depend on its own answers"
    elif other.offset_ms >= inject.offset_ms:
        yield (
            "inject",
            f"{other.id} goes out at {format_duration(other.offset_ms)}, not before {inject.id} at"
            f" {format_duration(inject.offset_ms)}: there is no answer to look at yet",
        )


def _of_answers(leaf: Leaf, other: Inject, faults: Faults) -> Iterator[Complaint]:
    ask = other.ask
    if ask is None:
        yield "inject", f"{other.id} asks for nothing, so it has no answers"
        return
    match leaf:
        case NoResponse():
            pass
        case EffectIn() | OptionIn() if ask.kind not in {"choice", "multi"}:
            field = "effect_in" if isinstance(leaf, EffectIn) else "option_in"
            yield field, f"nobody picks an option of {other.id}: its kind is {ask.kind}"
        case EffectIn(_, effects):
            present = {option.effect for option in ask.options}
            for effect in effects:
                if effect not in present:
                    yield "effect_in", f"no option of {other.id} is {effect}"
        case OptionIn(_, options):
            known = [option.id for option in ask.options]
            for option in options:
                if option not in known:
                    hint = faults.hint(option, known)
                    yield "option_in", f"{other.id} has no option {option!r}{hint}"
