"""The scenarios that can be played, the broken ones aside; and the five that are built in."""

from __future__ import annotations

from pathlib import Path

import pytest

from tabletop import assets
from tabletop.domain.plain import scenario_from_plain, scenario_to_plain
from tabletop.domain.scenario import Scenario
from tabletop.scenarios.library import Library
from tabletop.scenarios.shared import load_shared
from tests.scenarios.good import GOOD

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)


def put(folder: Path, name: str, text: str) -> Path:
    home = folder / name
    home.mkdir(parents=True)
    (home / "scenario.yaml").write_text(text, encoding="utf-8")
    return home


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "demo", GOOD)
    put(
        tmp_path,
        "early",
        GOOD.replace("id: demo", "id: early").replace("title: Demo", "title: Ahead"),
    )
    put(tmp_path, "sketch", GOOD.replace("id: demo", "id: sketch\nstatus: draft"))
    put(tmp_path, "broken", GOOD.replace("id: demo", "id: broken").replace("30 min", "soon"))
    put(tmp_path, "worse", "{")
    (tmp_path / "notes.txt").write_text("not a scenario")
    return tmp_path


def test_drafts_are_listed_only_when_asked_for_and_broken_ones_never(folder: Path) -> None:
    library = Library(folder)
    assert [scenario.id for scenario in library.all()] == ["early", "demo"]
    assert {scenario.id for scenario in library.all(include_drafts=True)} == {
        "early",
        "demo",
        "sketch",
    }
    assert library.get("sketch") is not None
    assert library.get("broken") is None
    assert library.get("nothing") is None
    assert {Path(fault.file).parent.name for fault in library.faults} == {"broken", "worse"}


def test_an_empty_folder_is_an_empty_library(tmp_path: Path) -> None:
    library = Library(tmp_path / "nowhere")
    assert (library.all(), library.faults) == ((), ())


def test_media_of_known_scenarios_only_and_no_other_files(folder: Path) -> None:
    for name in ("demo", "broken"):
        (folder / name / "plan.png").write_bytes(PNG)
    library = Library(folder)
    assert library.media_path("demo", "plan.png") == (folder / "demo/plan.png").resolve()
    assert library.media_path("broken", "plan.png") is None
    assert library.media_path("..", "plan.png") is None
    for file in ("scenario.yaml", "../broken/plan.png", "missing.png", "%2e%2e/broken/plan.png"):
        assert library.media_path("demo", file) is None


def test_shared_files_are_said_to_be_broken_once_and_nothing_is_played_with_half_of_them(
    folder: Path,
) -> None:
    (folder / "_shared").mkdir()
    (folder / "_shared/tags.yaml").write_text("format: 1\nskills:\n  - label: x\n")
    library = Library(folder)
    assert library.all(include_drafts=True) == ()
    assert [(Path(fault.file).name, fault.field) for fault in library.faults] == [
        ("tags.yaml", "skills[1].id")
    ]


# What is built in


@pytest.fixture(scope="module")
def built_in() -> Library:
    return Library(assets.folder("injects"))


def words(scenario: Scenario) -> int:
    """The characters of everything people read in the script."""
    return sum(
        len(inject.title) + len(inject.body) + len(inject.expected_action)
        + (len(inject.ask.prompt) + sum(len(option.text) for option in inject.ask.options)
           if inject.ask else 0)
        for inject in scenario.injects
    )  # fmt: skip


def test_the_five_are_there_without_fault_or_doubt(built_in: Library) -> None:
    assert built_in.faults == ()
    assert {scenario.id for scenario in built_in.all()} == {
        "four-hours", "night-shift-offline", "oversold-night", "third-period",
    }  # fmt: skip
    assert sum(len(scenario.injects) for scenario in built_in.all(include_drafts=True)) == 61


@pytest.mark.parametrize(
    ("scenario_id", "numbers"),
    [
        ("oversold-night", (11, 20, 3, 4456)),
        ("four-hours", (12, 23, 3, 4486)),
        ("third-period", (12, 21, 3, 4171)),
        ("the-restructure", (12, 22, 3, 4190)),
        ("night-shift-offline", (14, 34, 3, 5590)),
    ],
)
def test_nothing_of_their_wording_is_lost(
    built_in: Library, scenario_id: str, numbers: tuple[int, int, int, int]
) -> None:
    """Injects, options, branches and characters, as the authors handed them in."""
    scenario = built_in.get(scenario_id)
    assert scenario is not None
    asks = [inject.ask for inject in scenario.injects if inject.ask]
    assert numbers == (
        len(scenario.injects),
        sum(len(ask.options) for ask in asks),
        sum(inject.when is not None for inject in scenario.injects),
        words(scenario),
    )


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
        assert scenario_from_plain(scenario_to_plain(scenario)) == scenario


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
