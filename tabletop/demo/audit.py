"""The demo's books against the server's record: what is missing, what is there twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import ceil
from typing import Any, Final, TypeAlias

from tabletop.demo.held import Held
from tabletop.demo.phone import unix_ms
from tabletop.demo.tally import Said, Tally

Entry: TypeAlias = Mapping[str, Any]
"""A row of `GET timeline`."""

ANSWERS: Final = frozenset({"response.submit", "decision.propose"})


@dataclass(frozen=True, slots=True)
class Lateness:
    """By how many ms releases missed the moment they were due; None without releases."""

    p50: float | None
    p99: float | None
    max: float | None


@dataclass(frozen=True, slots=True)
class Audit:
    """`lost`: acknowledged, and not in the record or not in the final documents. `duplicated`:
    in the record more often than it was said."""

    injects_released: int
    release_lateness_ms: Lateness
    lost: int
    duplicated: int


def audit(
    tally: Tally,
    seats: Iterable[str],
    entries: Sequence[Entry],
    final: Held,
    due: Mapping[str, float],
) -> Audit:
    """Hold what the participants in `seats` said against the timeline's entries and a facilitator's
    final documents; and each release against the moment (Unix ms) it was `due`."""
    ours = frozenset(seats)
    said = [each for each in tally.said if each.seat in ours]
    releases = [
        each for each in entries if each["event"] == "inject.released" and each["actor"] == "system"
    ]
    late_by = [
        unix_ms(each["at"]) - due[each["inject"]] for each in releases if each["inject"] in due
    ]
    return Audit(
        injects_released=len(releases),
        release_lateness_ms=lateness(late_by),
        lost=_unrecorded(said, entries) + _undocumented(said, final),
        duplicated=_surplus(said, [each for each in entries if each["actor"] in ours]),
    )


def lateness(late_by: Iterable[float]) -> Lateness:
    """The figures in ms, rounded to tenths."""
    ordered = sorted(round(each, 1) for each in late_by)
    if not ordered:
        return Lateness(None, None, None)
    return Lateness(percentile(ordered, 50), percentile(ordered, 99), ordered[-1])


def percentile(ordered: Sequence[float], percent: float) -> float:
    """The smallest value that at least `percent` of the ordered ones don't exceed."""
    return ordered[max(0, ceil(len(ordered) * percent / 100) - 1)]


def _unrecorded(said: Iterable[Said], entries: Iterable[Entry]) -> int:
    """Accepted commands whose event is not in the log where their ack says it is."""
    recorded = {(each["seq"], each["actor"], each["inject"]) for each in entries}
    return sum(
        each.refused is None
        and each.ack["seq"] is not None
        and (each.ack["seq"], each.seat, each.data.get("inject")) not in recorded
        for each in said
    )


def _undocumented(said: Iterable[Said], final: Held) -> int:
    """Seats whose last accepted answer is not the one that the documents show in the end."""
    answers: dict[tuple[str, str], Any] = {}
    locks: dict[tuple[str, str], Any] = {}
    for each in said:
        if each.refused is None and each.name in ANSWERS:
            answers[each.data["inject"], each.seat] = each.data["answer"]
        elif each.refused is None and each.name == "decision.lock":
            locks[each.data["inject"], each.seat] = each.data["answer"]
    shown = {(each["inject"], each["seat"]): each["answer"] for each in final.all("answer")}
    decided = {}
    for document in final.all("decision"):
        inject = document["inject"]
        decided[inject, document["locked_by"]] = document["answer"]
        shown |= {(inject, each["seat"]): each["answer"] for each in document["proposals"]}
    wrong = [key for key, answer in answers.items() if shown.get(key) != answer]
    wrong += [key for key, answer in locks.items() if decided.get(key) != answer]
    return len(wrong)


def _surplus(said: Iterable[Said], entries: Iterable[Entry]) -> int:
    """Events of ours that no command of ours accounts for."""
    accounted: Counter[object] = Counter(
        each.ack["seq"] for each in said if each.refused is None and each.ack["seq"] is not None
    )
    accounted.update((each.seat, each.data["inject"]) for each in said if each.refused == "late")
    found: Counter[object] = Counter(
        (each["actor"], each["inject"]) if each["event"] == "response.late" else each["seq"]
        for each in entries
    )
    return (found - accounted).total()
