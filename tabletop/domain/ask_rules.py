"""What makes an ask sensible, whether it comes from a scenario file or is written on the spot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final, TypeAlias

from tabletop.domain.scenario import Ask, AskKind

Complaint: TypeAlias = tuple[str, str]
"""A field's path in the ask ("options.0.text") and what is wrong there, for its author."""

ID: Final = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}", re.IGNORECASE | re.ASCII)
"""How ids look, here and everywhere else in a scenario."""

ID_RULE: Final = "may hold plain letters, digits, - and _ only, 64 at most"
"""The same in words."""

MAX_PROMPT: Final = 500
MAX_OPTION: Final = 1_000
MAX_OPTIONS: Final = 20
MAX_ANSWER: Final = 4_000
MAX_STEPS: Final = 100
MAX_DEADLINE_MS: Final = 24 * 60 * 60 * 1000

BELONGS: Final[Mapping[str, frozenset[AskKind]]] = {
    "options": frozenset({"choice", "multi", "ranking"}),
    "minimum": frozenset({"rating", "number"}),
    "maximum": frozenset({"rating", "number"}),
    "step": frozenset({"rating", "number"}),
    "label_min": frozenset({"rating"}),
    "label_max": frozenset({"rating"}),
    "unit": frozenset({"number"}),
    "pick_min": frozenset({"multi"}),
    "pick_max": frozenset({"multi"}),
    "max_length": frozenset({"text"}),
}
"""The fields that only some kinds of ask have."""


def complaints(ask: Ask) -> Iterator[Complaint]:
    """Everything that keeps this ask from being answered as it stands; nothing if it is fine."""
    if not ask.prompt.strip():
        yield "prompt", "is empty: say what you want from people"
    elif len(ask.prompt) > MAX_PROMPT:
        yield "prompt", f"is longer than {MAX_PROMPT} characters"
    if ask.deadline_ms is not None and not 0 < ask.deadline_ms <= MAX_DEADLINE_MS:
        yield "deadline_ms", "must be longer than nothing and at most a day"
    if ask.alone_first and ask.scope != "team":
        yield (
            "alone_first",
            "only means something where the team answers together (scope: team)",
        )
    for name, kinds in BELONGS.items():
        if ask.kind not in kinds and getattr(ask, name) not in (None, "", ()):
            yield name, f"belongs to {_listed(kinds)}, not to {ask.kind}"
    if ask.kind in BELONGS["options"]:
        yield from _options(ask)
    if ask.kind == "multi":
        yield from _picks(ask)
    if ask.kind in BELONGS["minimum"]:
        yield from _range(ask)
    if ask.max_length is not None and not 1 <= ask.max_length <= MAX_ANSWER:
        yield "max_length", f"must be between 1 and {MAX_ANSWER}"


def _listed(kinds: frozenset[AskKind]) -> str:
    return " and ".join(sorted(kinds))


def _options(ask: Ask) -> Iterator[Complaint]:
    if len(ask.options) < 2:
        yield "options", f"a {ask.kind} needs at least two options"
    if len(ask.options) > MAX_OPTIONS:
        yield "options", f"there are more than {MAX_OPTIONS}"
    seen: dict[str, str] = {}
    for number, option in enumerate(ask.options):
        at = f"options.{number}"
        twin = seen.get(option.id.casefold())
        if not ID.fullmatch(option.id):
            yield f"{at}.id", ID_RULE
        elif twin == option.id:
            yield f"{at}.id", f"there are two options {option.id!r}"
        elif twin is not None:
            yield f"{at}.id", f"{option.id!r} differs from {twin!r} in capitals alone"
        seen.setdefault(option.id.casefold(), option.id)
        if not option.text.strip():
            yield f"{at}.text", "is empty"
        elif len(option.text) > MAX_OPTION:
            yield f"{at}.text", f"is longer than {MAX_OPTION} characters"


def _picks(ask: Ask) -> Iterator[Complaint]:
    most = len(ask.options)
    low = 1 if ask.pick_min is None else ask.pick_min
    high = most if ask.pick_max is None else ask.pick_max
    if not 0 <= low <= most:
        yield "pick_min", f"must be between 0 and the number of options, {most}"
    elif not 1 <= high <= most:
        yield "pick_max", f"must be between 1 and the number of options, {most}"
    elif low > high:
        yield "pick_min", f"is more than the most that may be picked, {high}"


def _range(ask: Ask) -> Iterator[Complaint]:
    if ask.kind == "rating":
        for name, value in (("minimum", ask.minimum), ("maximum", ask.maximum)):
            if value is None:
                yield name, "a rating needs its lowest and its highest value"
    if ask.step is not None and ask.step <= 0:
        yield "step", "must be more than 0"
        return
    if ask.minimum is None or ask.maximum is None:
        return
    if ask.minimum >= ask.maximum:
        yield (
            "minimum",
            f"the lowest value ({ask.minimum:g}) is not below the highest ({ask.maximum:g})",
        )
    elif ask.kind == "rating":
        steps = (ask.maximum - ask.minimum) / (ask.step or 1)
        if steps > MAX_STEPS:
            yield "maximum", f"a rating has {MAX_STEPS} steps at most"
        elif steps < 1:
            yield "step", "is wider than the whole scale: there would be one point only"
