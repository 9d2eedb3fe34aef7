"""A desk to change a scenario at, and to see what is said of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop.scenarios.loader import Loaded, load_file
from tests.scenarios.good import GOOD, Desk


@pytest.fixture
def load(tmp_path: Path) -> Desk:
    """`load((old, new), …)`: the good scenario with some of its words changed; `text=` another one;
    `files=` what else lies in its folder."""

    def change_and_load(
        *changes: tuple[str, str], text: str = GOOD, files: dict[str, bytes] | None = None
    ) -> Loaded:
        for old, new in changes:
            assert text.count(old) >= 1, f"{old!r} is not in the scenario"
            text = text.replace(old, new, 1)
        folder = tmp_path / "demo"
        folder.mkdir(exist_ok=True)
        for name, content in (files or {}).items():
            (folder / name).write_bytes(content)
        path = folder / "scenario.yaml"
        path.write_text(text, encoding="utf-8")
        return load_file(path)

    return change_and_load
