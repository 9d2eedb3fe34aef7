"""The format's documentation is true: its example loads, and it names everything."""

from __future__ import annotations

import re
from pathlib import Path
from typing import get_args

import pytest

from tabletop.domain.scenario import AskKind, Channel, Effect, Kind
from tabletop.scenarios import media
from tabletop.scenarios.condition_fields import GROUPS, QUESTIONS
from tabletop.scenarios.loader import load_file

DOC = (Path(__file__).parents[2] / "docs/scenario-format.md").read_text(encoding="utf-8")
FIELDS = """
    format id title summary setting mode duration status review_note content_note language
    objectives roles teams tags surveys helplines injects name fallback at kind channel from to
    seen_by when body media ask expected_action notes file alt prompt scope deadline alone_first
    options min max step label_min label_max unit pick_min pick_max max_length text effect stem
    note items skills escalators label definition source contact role team seat inject pre post
"""


def test_its_example_can_be_played(tmp_path: Path) -> None:
    (example,) = re.findall(r"```yaml\n(.*?)```", DOC, re.DOTALL)
    folder = tmp_path / "power-cut"
    folder.mkdir()
    (folder / "scenario.yaml").write_text(example, encoding="utf-8")
    loaded = load_file(folder / "scenario.yaml")
    assert loaded.faults == ()
    assert loaded.scenario is not None
    assert len(loaded.scenario.injects) == 5


@pytest.mark.parametrize(
    "word",
    [
        *FIELDS.split(),
        *get_args(AskKind),
        *get_args(Kind),
        *get_args(Channel),
        *get_args(Effect),
        *GROUPS,
        *QUESTIONS,
    ],
)
def test_it_names_every_field_and_every_word(word: str) -> None:
    assert re.search(rf"(?<![\w-]){re.escape(word)}(?![\w-])", DOC)


def test_it_names_every_kind_of_file() -> None:
    told = DOC[DOC.index("### Media") : DOC.index("### Surveys")]
    assert {ending.lstrip(".") for ending in media.FORMATS} - {"jpeg"} <= set(
        re.findall(r"\w+", told)
    )


def test_its_links_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", DOC, re.MULTILINE)
    anchors = {title.lower().replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([\w-]+)\)", DOC)) <= anchors
