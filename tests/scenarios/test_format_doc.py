"""The format's documentation is true: its example loads, and it names everything."""

from __future__ import annotations

import re
import string
from contextlib import suppress
from pathlib import Path
from typing import get_args

import pytest

from tabletop import assets
from tabletop.domain.ask_rules import MAX_ANSWER, MAX_OPTIONS, MAX_STEPS
from tabletop.domain.scenario import AskKind, Channel, Effect, Kind
from tabletop.scenarios import limits, media
from tabletop.scenarios.condition_fields import GROUPS, QUESTIONS
from tabletop.scenarios.durations import parse_duration
from tabletop.scenarios.loader import load_file
from tabletop.scenarios.shared import load_shared
from tabletop.scenarios.source import Unreadable, parse
from tabletop.scenarios.tree import Fields, Text
from tests.scenarios.test_source import spelled

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


def section(title: str) -> str:
    """The text under a heading, up to the next one."""
    return re.split(r"^#+ ", DOC.partition(f"# {title}\n")[2], maxsplit=1, flags=re.MULTILINE)[0]


def rows(text: str) -> list[list[str]]:
    """The cells of the tables in a text, without heads and rulers."""
    lines = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return [cells for cells in lines if cells[0].startswith("`")]


def test_it_has_the_limits_of_every_text() -> None:
    table = section("Limits").replace("an objective", "`objective`")
    told = {
        name: int(number.replace(",", ""))
        for names, number in rows(table)
        for name in re.findall(r"`(\w+)`", names)
    }
    assert told == dict(limits.LONGEST)


def test_it_has_the_limits_of_lists_and_files() -> None:
    told = section("Limits").replace("\n", " ")
    for words in (
        f"{limits.MAX_BYTES // 1024**2} MB, {limits.MAX_NODES:,} values, {limits.MAX_DEPTH} levels",
        f"A list: {limits.MANY} entries; `injects` {limits.MOST['injects']}, `skills` and"
        f" `escalators` {limits.MOST['skills']}, `options` {MAX_OPTIONS}.",
        f"A rating: {MAX_STEPS} steps. A text answer: {MAX_ANSWER:,} characters.",
    ):
        assert words in told
    assert limits.MOST == {"injects": 500, "skills": 200, "escalators": 200}


def test_it_lists_what_is_shared() -> None:
    shared = load_shared(assets.folder("injects") / "_shared")
    told = dict(row for row in rows(section("What is shared")) if len(row) == 2)
    forms = {
        form.id: f"{form.title}: {len(form.items)} question{'' if len(form.items) == 1 else 's'}"
        for form in shared.surveys.values()
    }
    names = {f"`{name}`": words for name, words in forms.items()}
    assert told == names | {f"`{tag.id}`": tag.label for tag in shared.tags.values()}


def can_begin_a_text(character: str) -> bool:
    try:
        tree = parse(f"title: {character}x y\n".encode())
    except Unreadable:
        return False
    assert isinstance(tree, Fields)
    value = tree.entries["title"]
    return isinstance(value, Text) and value.value == f"{character}x y"


def test_it_says_which_texts_need_quotes() -> None:
    (told,) = re.findall(r"begins with\n +one of ``(.+?)``", DOC)
    assert {each for each in string.punctuation if not can_begin_a_text(each)} == set(told.split())
    for text in ("a: b", "a #b", "a:", "- a", "? a"):
        with suppress(Unreadable):
            tree = parse(f"title: {text}\n".encode())
            assert isinstance(tree, Fields)
            assert spelled(tree) != {"title": text}


@pytest.mark.parametrize("text", re.findall(r"`([\d:. a-z]+)`", section("Times")))
def test_its_times_can_be_read(text: str) -> None:
    assert parse_duration(text) >= 0


def test_it_names_every_kind_of_file() -> None:
    told = section("Media").replace("\n", " ")
    for size in media.MAX_BYTES.values():
        assert f"up to {size // media.MEGABYTE} MB" in told
    assert {ending.lstrip(".") for ending in media.FORMATS} - {"jpeg"} <= set(
        re.findall(r"\w+", told)
    )


def test_its_links_lead_somewhere() -> None:
    titles = re.findall(r"^#+ (.+)$", DOC, re.MULTILINE)
    anchors = {title.lower().replace(" ", "-") for title in titles}
    assert set(re.findall(r"\]\(#([\w-]+)\)", DOC)) <= anchors
