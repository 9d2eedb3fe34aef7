"""Answers, times and effects in the words a reader expects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from string import ascii_uppercase
from typing import Final, assert_never

from tabletop.domain.debrief.rows import Status
from tabletop.domain.events import Json
from tabletop.domain.scenario import Ask, Effect
from tabletop.domain.texts import number

STATUS: Final[Mapping[Status, str]] = {
    "locked": "locked",
    "answered": "answered",
    "open": "open",
    "missed": "missed",
    "nobody": "nobody there",
    "late": "late",
    "recalled": "recalled",
    "passed_over": "passed over",
    "skipped": "skipped",
    "waiting": "not yet sent",
    "withdrawn": "withdrawn",
    "not_sent": "not sent",
}

EFFECTS: Final[Mapping[Effect, str]] = {
    "de_escalating": "de-escalating",
    "neutral": "neutral",
    "escalating": "escalating",
}

RATINGS: Final[Mapping[str, str]] = {
    "P": "performed without challenges",
    "S": "performed with some challenges",
    "M": "performed with major challenges",
    "U": "unable to be performed",
}


def letter(ask: Ask, option_id: str) -> str:
    """What the option is called at the table: A, B, C … by its place; its id for an unknown one."""
    ids = [option.id for option in ask.options]
    return ascii_uppercase[ids.index(option_id)] if option_id in ids else option_id


def short(ask: Ask, answer: Mapping[str, Json]) -> str:
    """The answer as it fits into a small box: the letters, the number, or the word "text"."""
    match ask.kind:
        case "choice":
            return letter(ask, str(answer["option"]))
        case "multi":
            return " + ".join(letter(ask, str(option)) for option in answer["options"]) or "none"
        case "ranking":
            return " > ".join(letter(ask, str(option)) for option in answer["order"])
        case "rating":
            return number(answer["value"])
        case "number":
            return f"{number(answer['value'])} {ask.unit}".strip()
        case "text":
            return "text"
        case "ack":
            return "read"
        case _:
            assert_never(ask.kind)


def in_full(ask: Ask, answer: Mapping[str, Json]) -> str:
    """The answer in full words: the options' own, the text as written, a number with its unit."""
    match ask.kind:
        case "choice":
            return _option(ask, str(answer["option"]))
        case "multi":
            return "; ".join(_option(ask, str(option)) for option in answer["options"]) or "None"
        case "ranking":
            return "; ".join(
                f"{place}. {_option(ask, str(option))}"
                for place, option in enumerate(answer["order"], start=1)
            )
        case "text":
            return str(answer["text"])
        case "ack":
            return "Acknowledged"
        case "rating" | "number":
            return short(ask, answer)
        case _:
            assert_never(ask.kind)


def _option(ask: Ask, option_id: str) -> str:
    option = ask.option(option_id)
    return f"{letter(ask, option_id)}: {option.text}" if option else letter(ask, option_id)


def signed(value: int) -> str:
    """A sum with its sign, as print has it: +1, 0, and a true minus."""
    return f"{value:+d}".replace("-", "\N{MINUS SIGN}") if value else "0"


def listed(names: Iterable[str]) -> str:
    """Names in a row: “Harbour, Linden and Mill”; "nobody" for none."""
    *most, last = list(names) or ["nobody"]
    return f"{', '.join(most)} and {last}" if most else last


def reading(clock_ms: int) -> str:
    """A reading of the exercise clock: 04:36, or 1:02:03 from an hour on."""
    hours, rest = divmod(max(0, clock_ms) // 1000, 3600)
    minutes, seconds = divmod(rest, 60)
    if hours:
        return f"{hours}:{minutes:02d}:{seconds:02d}"
    return f"{minutes:02d}:{seconds:02d}"


def late(late_ms: int | None) -> str:
    """How long after the close it came; what is less than a second is told without a number."""
    return f"late by {duration(late_ms)}" if late_ms and late_ms >= 1_000 else "too late"


def duration(span_ms: int) -> str:
    """How long something took: 0:49, 12:05, 1:02:03."""
    text = reading(span_ms)
    return text[1:] if text.startswith("0") else text
