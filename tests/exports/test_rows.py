"""The debrief as JSON values, held against the golden file and its documentation."""

from __future__ import annotations

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from tabletop.domain.debrief import rows
from tabletop.domain.debrief.filters import KINDS, Filter, filtered
from tabletop.exports.formats import to_json
from tabletop.exports.rows import About, plain, timeline_object
from tests.data.debrief import debrief
from tests.data.transcript import evening
from tests.golden import golden

DOCUMENTATION = (Path(__file__).parent.parent.parent / "docs" / "debrief.md").read_text("utf-8")
ABOUT = About("night", "The Oversold Night")


def test_the_whole_evening_as_json() -> None:
    golden("evening.json", to_json(debrief(evening()), ABOUT))


def test_a_filter_leaves_out_and_says_so() -> None:
    wanted = Filter(frozenset({"note", "flag"}), frozenset({"t1", "t4"}))
    found = timeline_object(filtered(debrief(evening()), wanted), About("night", "N", wanted))
    assert found["filter"] == {"kinds": ["flag", "note"], "teams": ["t1", "t4"], "hidden": 220}
    assert [entry["text"] for entry in found["entries"]] == [
        "Quay is without its lead",
        "Harbour repeats the need back.",
    ]
    assert found["mark"] == "EXERCISE"


def test_moments_are_iso_and_nothing_else_is() -> None:
    found = plain(rows.Decision("one", "a", "locked", released_at=1_773_344_034_000, took_ms=5))
    assert (found["released_at"], found["took_ms"]) == ("2026-03-12T19:33:54.000Z", 5)
    assert found["decided_at"] is None


def test_it_is_json_all_through() -> None:
    found = timeline_object(debrief(evening()), ABOUT)
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize(
    "row",
    [
        rows.Lane,
        rows.Reading,
        rows.Entry,
        rows.Question,
        rows.Split,
        rows.Spread,
        rows.Decision,
        rows.Proposal,
        rows.HeatRow,
        rows.HeatCell,
        rows.Path,
        rows.Step,
        rows.SurveySummary,
        rows.ItemSummary,
        rows.RatingRow,
        rows.Facts,
    ],
)
def test_every_field_is_documented(row: type) -> None:
    section = re.search(rf"^### {row.__name__}\b.*?(?=^##|\Z)", DOCUMENTATION, re.M | re.S)
    assert section is not None, f"docs/debrief.md has no section on {row.__name__}"
    listed = set(re.findall(r"`(\w+)`", section[0]))
    missing = {field.name for field in fields(row)} - listed
    assert not missing


def test_every_kind_and_status_is_documented() -> None:
    listed = set(re.findall(r"`(\w+)`", DOCUMENTATION))
    assert listed.issuperset(KINDS)
    assert listed.issuperset(rows.Status.__args__)  # type: ignore[attr-defined]
