"""Times as people write them: "4:00", "1:05:00", "90 s", "2 min", "1 h 30 min"."""

from __future__ import annotations

import re
from typing import Final

MAX_MS: Final = 7 * 24 * 60 * 60 * 1000
"""Nothing in an exercise lasts longer than a week."""

UNITS_MS: Final = {
    "ms": 1,
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1_000),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60_000),
    **dict.fromkeys(("h", "hour", "hours"), 3_600_000),
}

CLOCK: Final = re.compile(r"(?:(\d{1,3}):(?=\d\d:))?(\d{1,4}):(\d\d)", re.ASCII)
BARE: Final = re.compile(r"(\d{1,9})\d*(?:\.(\d{1,3})\d*)?", re.ASCII)
PART: Final = re.compile(r"(\d{1,9}(?:\.\d{1,3})?)\s*([a-z]+)\s*", re.ASCII)


def parse_duration(text: str) -> int:
    """Milliseconds. Raises ValueError with advice for the author."""
    words = text.strip().lower()
    if words == "0":
        return 0
    if clock := CLOCK.fullmatch(words):
        found = _on_the_clock(*clock.groups())
    elif bare := BARE.fullmatch(words):
        raise ValueError(_what_unit(*bare.groups()))
    else:
        found = _in_words(words)
    if found > MAX_MS:
        raise ValueError("is longer than a week")
    return found


def _what_unit(whole: str, decimals: str | None) -> str:
    number = whole if decimals is None else f"{whole}.{decimals}"
    choice = f"{number} min or {number} s"
    if decimals is None or len(decimals) == 2:
        choice = f"{whole}:{decimals or '00'}, {choice}"
    return f"{number} of what? Write {choice}"


def _on_the_clock(hours: str | None, minutes: str, seconds: str) -> int:
    if int(seconds) >= 60 or (hours is not None and int(minutes) >= 60):
        raise ValueError("a minute has 60 seconds and an hour 60 minutes; write 1:30 for 90 s")
    return ((int(hours or 0) * 60 + int(minutes)) * 60 + int(seconds)) * 1000


def _in_words(words: str) -> int:
    total, end = 0.0, 0
    for part in PART.finditer(words):
        number, unit = part.groups()
        if part.start() != end or unit not in UNITS_MS:
            break
        total += float(number) * UNITS_MS[unit]
        end = part.end()
    if not words or end != len(words):
        raise ValueError("is no time; write it like 4:00, 1:05:00, 90 s or 2 min")
    return round(total)


def format_duration(ms: int) -> str:
    """The duration as a clock shows it: "4:00", "1:05:00"."""
    minutes, seconds = divmod(ms // 1000, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes}:{seconds:02}"
