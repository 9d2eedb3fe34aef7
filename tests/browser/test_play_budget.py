"""What a phone has to download, compressed, for a person to play."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

STATIC = Path(__file__).parent.parent.parent / "static"
KB = 1_000
IMPORT = re.compile(r'^(?:import|export) [^"]*?from "([^"]+)"', re.MULTILINE)


def modules(entry: str) -> set[Path]:
    """The module and everything it imports before it can run."""
    found: set[Path] = set()
    todo = [(STATIC / "js" / entry).resolve()]
    while todo:
        here = todo.pop()
        if here not in found:
            found.add(here)
            imports = IMPORT.findall(here.read_text(encoding="utf-8"))
            todo.extend((here.parent / name).resolve() for name in imports)
    return found


def weight(files: set[Path]) -> int:
    """Compressed bytes, each file for itself as a server sends them."""
    return sum(len(gzip.compress(file.read_bytes(), 9)) for file in files)


def test_playing_takes_40_kb_of_javascript_vendored_libraries_included() -> None:
    theme = {STATIC / "js" / "core" / "theme.js"}
    assert weight(modules("play/main.js") | theme) <= 40 * KB


def test_with_lobby_settings_surveys_and_look_back_it_is_50_kb() -> None:
    assert weight(modules("play/main.js") | modules("play/calm.js")) <= 50 * KB


def test_the_look_takes_12_kb() -> None:
    sheets = {STATIC / "css" / f"{name}.css" for name in ("tokens", "components", "play")}
    assert weight(sheets) <= 12 * KB
