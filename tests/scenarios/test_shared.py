"""Tags and surveys that all scenarios of a folder may use."""

from __future__ import annotations

from pathlib import Path

from tabletop import assets
from tabletop.scenarios.loader import load_file
from tabletop.scenarios.shared import load_shared, shared_in
from tests.scenarios.good import GOOD

TAGS = """\
format: 1
skills:
  - {id: calm, label: Calm, source: Me}
escalators:
  - {id: rush, label: R}
"""
FORMS = (
    "format: 1\nsurveys:\n  - id: form\n    title: Form\n    items:\n      - {id: a, prompt: A}\n"
)


def library(folder: Path, tags: str = TAGS, forms: str = FORMS) -> Path:
    shared = folder / "_shared"
    shared.mkdir()
    (shared / "tags.yaml").write_text(tags)
    (shared / "surveys.yaml").write_text(forms)
    return shared


def test_what_stands_there_by_id(tmp_path: Path) -> None:
    shared = load_shared(library(tmp_path))
    assert [(tag.id, tag.kind) for tag in shared.tags.values()] == [
        ("calm", "skill"),
        ("rush", "escalator"),
    ]
    assert [item.prompt for item in shared.surveys["form"].items] == ["A"]
    assert shared.faults == ()


def test_nothing_there_is_nothing_shared(tmp_path: Path) -> None:
    shared = load_shared(tmp_path)
    assert (dict(shared.tags), dict(shared.surveys), shared.faults) == ({}, {}, ())


def test_an_author_s_own_lie_over_the_built_in_ones(tmp_path: Path) -> None:
    built_in = load_shared(assets.folder("injects") / "_shared")
    own = TAGS.replace("id: rush, label: R", "id: blame, label: My own words")
    library(tmp_path, own, FORMS.replace("id: form", "id: feedback"))
    shared = shared_in(tmp_path)
    assert shared.tags["blame"].label == "My own words"
    assert shared.tags["calm"].label == "Calm"
    assert set(shared.tags) == {*built_in.tags, "calm"}
    assert [item.prompt for item in shared.surveys["feedback"].items] == ["A"]
    assert set(shared.surveys) == set(built_in.surveys)


def test_a_file_of_another_name_is_not_shared_and_keeps_nobody_from_playing(
    tmp_path: Path,
) -> None:
    folder = library(tmp_path)
    (folder / "tags.yml").write_text(TAGS)
    (folder / "readme.md").write_text("About these.")
    shared = load_shared(folder)
    assert [(Path(fault.file).name, fault.level) for fault in shared.faults] == [
        ("tags.yml", "warning")
    ]
    assert not shared.broken


def test_a_scenario_uses_them_by_name_and_its_own_come_first(tmp_path: Path) -> None:
    library(tmp_path)
    (tmp_path / "demo").mkdir()
    path = tmp_path / "demo/scenario.yaml"
    text = GOOD.replace("tags: [shout]", "tags: [rush]").replace(
        "  pre:\n", "  post: [form]\n  pre:\n"
    )
    path.write_text(text)
    scenario = load_file(path).scenario
    assert scenario is not None
    assert {tag.id: tag.label for tag in scenario.tags} == {"calm": "Keep calm", "rush": "R"}
    assert [survey.id for survey in scenario.surveys] == ["pre-sure", "post-form"]


def test_a_shared_form_is_asked_once_at_a_time(tmp_path: Path) -> None:
    library(tmp_path)
    (tmp_path / "demo").mkdir()
    path = tmp_path / "demo/scenario.yaml"
    path.write_text(GOOD.replace("  pre:\n", "  post: [form, form]\n  pre:\n"))
    fault = load_file(path).faults[0]
    assert (fault.field, fault.message) == ("surveys.post[2]", "'form' stands here twice")


def test_their_faults_come_with_their_own_file(tmp_path: Path) -> None:
    folder = library(tmp_path, "format: 2\n", "{")
    assert [
        (Path(fault.file).name, fault.field, fault.line) for fault in load_shared(folder).faults
    ] == [("tags.yaml", "format", 1), ("surveys.yaml", "", 1)]
    (folder / "tags.yaml").write_text("a: b: c")
    (folder / "surveys.yaml").write_text(FORMS)
    assert [Path(fault.file).name for fault in load_shared(folder).faults] == ["tags.yaml"]
