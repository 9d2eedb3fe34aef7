"""What a phone has to download, compressed as the server sends it, for a person to play."""

from __future__ import annotations

import gzip

from tabletop import assets
from tabletop.web.scripts import joined

KB = 1_000
_, PACKS = joined(assets.folder("static"))


def weight(*texts: str) -> int:
    return sum(len(gzip.compress(text.encode(), 6)) for text in texts)


def test_playing_takes_40_kb_of_javascript_vendored_libraries_included() -> None:
    assert weight(*(PACKS[name] for name in ("theme.js", "base.js", "main.js"))) <= 40 * KB


def test_with_lobby_settings_surveys_look_back_and_joining_it_is_50_kb() -> None:
    assert weight(*(text for name, text in PACKS.items() if name.endswith(".js"))) <= 50 * KB


def test_the_look_takes_12_kb() -> None:
    assert weight(PACKS["play.css"]) <= 12 * KB
