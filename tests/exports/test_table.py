"""The timeline as CSV, which a spreadsheet opens but never runs (A40)."""

from __future__ import annotations

import csv
from dataclasses import replace
from io import StringIO

import pytest

from tabletop.domain.debrief.filters import Filter, filtered
from tabletop.domain.debrief.rows import Timeline
from tabletop.exports.rows import About
from tabletop.exports.table import COLUMNS, cell, to_csv
from tests.data.debrief import debrief
from tests.data.transcript import evening
from tests.golden import golden

ABOUT = About("night", "The Oversold Night")


def read(text: str) -> list[dict[str, str]]:
    assert text.startswith("\ufeff"), "Excel reads UTF-8 only with this in front"
    return list(csv.DictReader(StringIO(text[1:], newline="")))


def with_title(title: str) -> Timeline:
    """An evening of one entry, which says this."""
    whole = debrief(evening())
    return replace(whole, entries=(replace(whole.entries[0], title=title),))


def test_the_whole_evening_as_csv() -> None:
    golden("evening.csv", to_csv(debrief(evening()), ABOUT))


def test_every_row_says_what_it_is_of() -> None:
    rows = read(to_csv(debrief(evening()), ABOUT))
    assert tuple(rows[0]) == COLUMNS
    assert {row["mark"] for row in rows} == {"EXERCISE"}
    assert {row["exercise"] for row in rows} == {"The Oversold Night"}


def test_the_rows_are_those_the_filter_shows() -> None:
    shown = filtered(debrief(evening()), Filter(frozenset({"decision"}), frozenset({"t2"})))
    rows = read(to_csv(shown, ABOUT))
    assert [int(row["seq"]) for row in rows] == [entry.seq for entry in shown.entries]
    assert {row["lane"] for row in rows} == {"Linden"}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff20"])
def test_a40_text_that_begins_like_a_formula_is_text(start: str) -> None:
    attack = f'{start}HYPERLINK("http://evil.example")'
    (row,) = read(to_csv(with_title(attack), ABOUT))
    assert row["title"] == f"'{attack}"
    (row,) = read(to_csv(with_title("fine"), replace(ABOUT, title=attack)))
    assert row["exercise"] == f"'{attack}"


def test_a40_an_answer_of_the_evening_is_defused() -> None:
    rows = read(to_csv(debrief(evening()), ABOUT))
    (row,) = [row for row in rows if "We did all we could" in row["answer"]]
    assert row["answer"] == "'=We did all we could; see our terms."


def test_quotes_commas_and_lines_stay_in_their_cell() -> None:
    words = 'She said: "no, never"\nand left; twice'
    (row,) = read(to_csv(with_title(words), ABOUT))
    assert row["title"] == words


def test_values() -> None:
    assert [cell(None), cell(True), cell(False), cell(-3)] == ["", "yes", "", -3]
    assert cell(["-a", "b"]) == "'-a; b"
