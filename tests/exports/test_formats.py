"""What there is to take away, and what it is called (A41)."""

from __future__ import annotations

import pytest

from tabletop.exports.formats import FORMATS, file_name
from tabletop.exports.rows import About


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("The Oversold Night", "EXERCISE-The-Oversold-Night.csv"),
        ("Nacht\r\nSet-Cookie: x=1", "EXERCISE-Nacht-Set-Cookie-x-1.csv"),
        ("../../etc/passwd", "EXERCISE-etc-passwd.csv"),
        ('"; filename="evil.exe', "EXERCISE-filename-evil-exe.csv"),
        ("Überbuchte Nächte, 夜", "EXERCISE-Überbuchte-Nächte-夜.csv"),
        ("…", "EXERCISE.csv"),
    ],
)
def test_a41_a_title_makes_a_harmless_name(title: str, name: str) -> None:
    assert file_name(About("night", title), "csv") == name


def test_a_long_title_makes_a_short_name() -> None:
    name = file_name(About("night", "word " * 40), "json")
    assert len(name) <= 85
    assert name.startswith("EXERCISE-word-word-")
    assert name.endswith(".json")


def test_the_formats() -> None:
    assert set(FORMATS) == {"json", "csv"}
    assert {each.mimetype for each in FORMATS.values()} == {"application/json", "text/csv"}
