"""From a file to a scenario; from a fault in it to a message its author understands."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import yaml
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    EffectIn,
    Helpline,
    Item,
    Media,
    NoResponse,
    Not,
    OptionIn,
    Survey,
    Tag,
)
from tabletop.scenarios.loader import load_file
from tests.scenarios.good import GOOD, Desk, line_of

KITCHEN_SINK = Path(__file__).parents[1] / "data/scenarios/kitchen-sink/scenario.yaml"


def test_the_good_scenario_has_no_faults(load: Desk) -> None:
    loaded = load()
    assert loaded.faults == ()
    assert loaded.scenario is not None
    assert [inject.id for inject in loaded.scenario.injects] == ["A", "B", "C"]


def test_everything_a_file_can_hold_arrives() -> None:
    loaded = load_file(KITCHEN_SINK)
    assert loaded.faults == ()
    scenario = loaded.scenario
    assert scenario is not None
    rows = {inject.id: inject for inject in scenario.injects}
    asks = {inject.id: inject.ask for inject in scenario.injects if inject.ask}

    assert (scenario.mode, scenario.duration_ms, scenario.language) == (
        "functional",
        1_200_000,
        "en",
    )
    assert {ask.kind for ask in asks.values()} == {
        "ack", "choice", "multi", "text", "rating", "ranking", "number",
    }  # fmt: skip
    assert {ask.scope for ask in asks.values()} == {"seat", "team"}
    assert {inject.kind for inject in rows.values()} == {
        "inject", "contextual", "contingency", "administrative",
    }  # fmt: skip
    assert len({inject.channel for inject in rows.values()}) == 10
    assert asks["K-02"].alone_first
    assert (asks["K-03"].pick_min, asks["K-03"].pick_max) == (1, 2)
    assert (asks["K-04"].minimum, asks["K-04"].maximum, asks["K-04"].label_max) == (
        0,
        10,
        "near panic",
    )
    assert (asks["K-07"].step, asks["K-07"].unit) == (5, "people")
    assert asks["K-08"].max_length == 300
    assert rows["K-02"].to.fallback == ("cook",)
    assert (rows["K-03"].to.kind, rows["K-03"].to.ids) == ("team", ("hall",))
    assert rows["K-05"].seen_by == "only"
    assert rows["K-02"].notes.startswith("Watch who speaks first")
    assert [item for inject in rows.values() for item in inject.media] == [
        Media(
            "plan.png",
            "image",
            "Plan of hall, kitchen and store; a red dot in the store marks the extinguisher.",
        ),
        Media("alarm.mp3", "audio", "A short, quiet alarm tone."),
        Media(
            "door.webm", "video", "A short film of a door; a small light moves from left to right."
        ),
    ]
    assert rows["K-08"].when == AnyOf((EffectIn("K-02", ("escalating",)), NoResponse("K-02")))
    assert rows["K-11"].when == AllOf(
        (OptionIn("K-03", ("hatch", "doors")), Not(NoResponse("K-06")))
    )
    assert scenario.helplines == (
        Helpline("First aid", "The green box by the door", "Plasters, burn gel, a kind word."),
    )
    assert scenario.tags == (
        Tag("calm", "Keep calm", "skill", "Breathe before you speak.", "Somebody's grandmother"),
        Tag("shout", "Shouting", "escalator"),
    )
    assert [(survey.id, survey.when, survey.scale) for survey in scenario.surveys] == [
        ("pre-confidence", "pre", "confidence"),
        ("post-confidence", "post", "confidence"),
        ("post-feedback", "post", "feedback"),
    ]
    assert scenario.surveys[2] == Survey(
        "post-feedback",
        "post",
        "Participant feedback",
        scale="feedback",
        items=(
            Item("useful", "That was useful.", minimum=1, maximum=5),
            Item("words", "In your own words", "text", 1, 5),
        ),
    )


def test_faults_name_file_and_line_and_come_in_file_order(load: Desk, tmp_path: Path) -> None:
    changes = (("prompt: What now?", "question: What?"), ("title: Demo", "title:"))
    faults = load(*changes).faults
    text = GOOD.replace(*changes[0]).replace(*changes[1])
    assert [(fault.file, fault.line) for fault in faults] == [
        (str(tmp_path / "demo/scenario.yaml"), line_of(text, words))
        for words in ("title:", "    ask:", "      question:")
    ]


def test_one_wrong_row_says_nothing_of_others_that_only_follow_from_it(load: Desk) -> None:
    assert [fault.field for fault in load(("at: 1:00", "at: one")).faults] == ["injects[A].at"]


def test_a_file_of_another_name_may_have_any_id(tmp_path: Path) -> None:
    path = tmp_path / "sketch.yaml"
    path.write_text(GOOD)
    assert load_file(path).scenario is not None


def test_a_file_that_is_not_there_or_no_set_of_fields_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "x.yaml"
    assert "cannot be opened" in load_file(path).faults[0].message
    path.write_text("- a\n- b\n")
    assert "must begin with fields" in load_file(path).faults[0].message
    path.write_bytes(b"\n" * 50 * 1024 * 1024)
    assert "larger than 1024 KB" in load_file(path).faults[0].message


WORDS = """
    format id title mode duration injects at to when any all not inject effect_in option_in pre
    no_response ask kind options text prompt teams roles objectives surveys post items tags skills
    media file alt role team seat fallback choice multi ack rating parallel functional A B 1 0:00
    4:00 90s true escalating
"""
words = st.sampled_from(WORDS.split())
anything = st.recursive(
    words | st.text(max_size=5) | st.none() | st.integers() | st.floats(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=6),
    max_leaves=30,
)
fields = st.fixed_dictionaries(
    {"format": st.just(1)},
    optional={
        name: anything | st.lists(st.dictionaries(words, anything, max_size=6), max_size=3)
        for name in yaml.safe_load(GOOD)
        if name != "format"
    },
)


@given(fields)
def test_whatever_stands_in_the_fields_nothing_is_raised(content: object) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
        loaded = load_file(path)
    assert (loaded.scenario is None) == any(fault.level == "error" for fault in loaded.faults)
    assert all(fault.line >= 1 and fault.message for fault in loaded.faults)


@given(st.binary(max_size=200))
def test_bytes_that_are_no_scenario_are_a_fault(raw: bytes) -> None:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "scenario.yaml"
        path.write_bytes(raw)
        loaded = load_file(path)
    assert loaded.scenario is None
    assert loaded.faults
