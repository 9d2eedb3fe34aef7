"""The lock files install on any later day: pip never needs to look for what they don't name."""

from __future__ import annotations

import re
from collections import defaultdict
from importlib.metadata import requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[1]
LOCKS = ("requirements.txt", "requirements-dev.txt")


def _lines(lock: str) -> list[str]:
    """One for each requirement, its hashes behind it."""
    text = re.sub(r"\\\n\s*", "", (ROOT / lock).read_text())
    return [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]


def _pinned(lock: str) -> list[Requirement]:
    return [Requirement(line.partition(" --hash")[0]) for line in _lines(lock)]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_one_version_with_its_hashes(lock: str) -> None:
    for line in _lines(lock):
        pin = Requirement(line.partition(" --hash")[0])
        assert [each.operator for each in pin.specifier] == ["=="], line
        assert "--hash=sha256:" in line


@pytest.mark.parametrize("lock", LOCKS)
def test_no_registry_is_named(lock: str) -> None:
    assert "://" not in (ROOT / lock).read_text()


@pytest.mark.parametrize("lock", LOCKS)
def test_extras_that_something_asks_for_are_pinned_as_such(lock: str) -> None:
    """pip 23 takes `name[extra]` for a requirement of its own: pinned as `name` alone, the newest
    release is found, and refused for having no hash."""
    extras: dict[str, set[str]] = defaultdict(set)
    for pin in _pinned(lock):
        extras[canonicalize_name(pin.name)] |= pin.extras

    for pin in _pinned(lock):
        for needed in map(Requirement, requires(pin.name) or ()):
            if needed.marker and not any(
                needed.marker.evaluate({"extra": extra}) for extra in ("", *pin.extras)
            ):
                continue
            name = canonicalize_name(needed.name)
            assert needed.extras <= extras[name], f"{pin.name} needs {needed}"
