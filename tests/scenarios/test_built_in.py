"""The five scenarios that come with Tabletop, and what they share."""

from __future__ import annotations

import json

import pytest

from tabletop import assets
from tabletop.domain.plain import scenario_from_plain, scenario_to_plain
from tabletop.scenarios.library import Library
from tabletop.scenarios.shared import load_shared
from tests.golden import golden

FIVE = ("four-hours", "night-shift-offline", "oversold-night", "the-restructure", "third-period")


@pytest.fixture(scope="module")
def built_in() -> Library:
    return Library(assets.folder("injects"))


def test_the_five_are_there_without_fault_or_doubt(built_in: Library) -> None:
    assert built_in.faults == ()
    assert {scenario.id for scenario in built_in.all(include_drafts=True)} == set(FIVE)


@pytest.mark.parametrize("scenario_id", FIVE)
def test_what_an_exercise_gets_is_what_somebody_looked_at(
    built_in: Library, scenario_id: str
) -> None:
    """Every word, time, recipient, effect and condition, as `tests/golden/scenarios` has them."""
    scenario = built_in.get(scenario_id)
    assert scenario is not None
    plain = scenario_to_plain(scenario)
    golden(f"scenarios/{scenario_id}.json", json.dumps(plain, indent=1, ensure_ascii=False) + "\n")
    assert scenario_from_plain(plain) == scenario


def test_every_table_decides_together_and_every_ask_closes(built_in: Library) -> None:
    for scenario in built_in.all(include_drafts=True):
        assert scenario.content_note
        assert "Not reviewed by a subject expert" in scenario.review_note
        assert scenario.helplines
        assert [survey.id for survey in scenario.surveys] == [
            "pre-house-self-efficacy",
            "pre-stress-now",
            "post-house-self-efficacy",
            "post-stress-now",
            "post-feedback",
        ]
        for inject in scenario.injects:
            assert inject.ask is not None
            assert inject.ask.deadline_ms is not None
            assert inject.ask.scope == ("team" if inject.ask.kind in {"choice", "text"} else "seat")


def test_the_restructure_is_a_draft_that_needs_clinical_review(built_in: Library) -> None:
    scenario = built_in.get("the-restructure")
    assert scenario is not None
    assert scenario.status == "draft"
    assert scenario.review_note.startswith("Draft, needs clinical review")
    assert all(each.id != scenario.id for each in built_in.all())


def test_one_crisis_has_four_teams_and_the_tables_one(built_in: Library) -> None:
    modes = {each.id: (each.mode, len(each.teams)) for each in built_in.all(include_drafts=True)}
    assert modes.pop("night-shift-offline") == ("functional", 4)
    assert set(modes.values()) == {("parallel", 1)}


def test_what_they_share_keeps_its_sources_and_says_what_it_is_not() -> None:
    shared = load_shared(assets.folder("injects") / "_shared")
    skills = [tag for tag in shared.tags.values() if tag.kind == "skill"]
    assert len(skills) == 32
    assert all(tag.source and tag.definition for tag in skills)
    assert sum(tag.kind == "escalator" for tag in shared.tags.values()) == 18
    assert "not validated" in shared.surveys["house-self-efficacy"].title
    assert len(shared.surveys["house-self-efficacy"].items) == 10
    assert [item.kind for item in shared.surveys["feedback"].items] == ["rating"] * 9 + ["text"] * 4


def test_the_picture_of_the_hotel_s_board_can_be_shown(built_in: Library) -> None:
    scenario = built_in.get("oversold-night")
    assert scenario is not None
    (picture,) = scenario.injects[0].media
    assert picture.alt
    assert built_in.media_path(scenario.id, picture.file) is not None
