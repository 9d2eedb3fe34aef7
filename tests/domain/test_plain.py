"""Scenarios to JSON and back, exactly."""

from __future__ import annotations

import json
from typing import Any, get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain import plain
from tabletop.domain.scenario import (
    AllOf,
    AnyOf,
    Ask,
    AskKind,
    Channel,
    Condition,
    Effect,
    EffectIn,
    Helpline,
    Inject,
    Item,
    Kind,
    Media,
    NoResponse,
    Not,
    Objective,
    Option,
    OptionIn,
    Role,
    Scenario,
    Survey,
    Tag,
    Target,
    Team,
)

words = st.text(max_size=12)
ids = st.text("abcXYZ-_1", min_size=1, max_size=6)
some_ids = st.lists(ids, max_size=3).map(tuple)
numbers = st.none() | st.floats(allow_nan=False, allow_infinity=False) | st.integers(-9, 9)
counts = st.none() | st.integers(0, 9)
milliseconds = st.integers(0, 10**9)
effects = st.sampled_from(get_args(Effect))


def many(strategy: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(strategy, max_size=2).map(tuple)


conditions: st.SearchStrategy[Condition] = st.recursive(
    st.builds(EffectIn, ids, many(effects))
    | st.builds(OptionIn, ids, some_ids)
    | st.builds(NoResponse, ids),
    lambda inner: (
        st.builds(AnyOf, many(inner)) | st.builds(AllOf, many(inner)) | st.builds(Not, inner)
    ),
    max_leaves=5,
)
options = st.builds(Option, ids, words, st.none() | effects, some_ids)
asks = st.builds(
    Ask,
    kind=st.sampled_from(get_args(AskKind)),
    prompt=words,
    scope=st.sampled_from(["seat", "team"]),
    deadline_ms=st.none() | milliseconds,
    options=many(options),
    minimum=numbers,
    maximum=numbers,
    step=numbers,
    label_min=words,
    unit=words,
    pick_min=counts,
    max_length=counts,
    alone_first=st.booleans(),
)
targets = st.builds(Target, st.sampled_from(["all", "team", "role", "seat"]), some_ids, some_ids)
media = st.builds(Media, words, st.sampled_from(["image", "audio", "video"]), words)
injects = st.builds(
    Inject,
    id=ids,
    title=words,
    offset_ms=milliseconds,
    kind=st.sampled_from(get_args(Kind)),
    channel=st.sampled_from(get_args(Channel)),
    sender=words,
    to=targets,
    seen_by=st.sampled_from(["team", "only"]),
    body=words,
    media=many(media),
    ask=st.none() | asks,
    objectives=some_ids,
    when=st.none() | conditions,
)
items = st.builds(Item, ids, words, st.sampled_from(["rating", "text"]), st.integers(0, 1))
surveys = st.builds(Survey, ids, st.sampled_from(["pre", "post"]), words, items=many(items))
scenarios = st.builds(
    Scenario,
    id=ids,
    title=words,
    summary=words,
    mode=st.sampled_from(["parallel", "functional"]),
    duration_ms=milliseconds,
    status=st.sampled_from(["ready", "draft"]),
    objectives=many(st.builds(Objective, ids, words)),
    roles=many(st.builds(Role, ids, words)),
    teams=many(st.builds(Team, ids, words, some_ids)),
    injects=many(injects),
    surveys=many(surveys),
    helplines=many(st.builds(Helpline, words, words, words)),
    tags=many(st.builds(Tag, ids, words, st.sampled_from(["skill", "escalator"]), words)),
)


@given(scenarios)
def test_a_scenario_survives_json(scenario: Scenario) -> None:
    text = json.dumps(plain.scenario_to_plain(scenario), allow_nan=False)
    assert plain.scenario_from_plain(json.loads(text)) == scenario


@given(injects)
def test_an_inject_survives_json(inject: Inject) -> None:
    assert plain.inject_from_plain(json.loads(json.dumps(plain.inject_to_plain(inject)))) == inject


@given(asks)
def test_an_ask_survives_json(ask: Ask) -> None:
    assert plain.ask_from_plain(json.loads(json.dumps(plain.ask_to_plain(ask)))) == ask


def test_conditions_look_as_they_do_in_a_file() -> None:
    condition = AnyOf(
        (
            NoResponse("A"),
            Not(AllOf((EffectIn("B", ("neutral",)), OptionIn("C", ("x",))))),
        )
    )
    assert plain.condition_to_plain(condition) == {
        "any": [
            {"inject": "A", "no_response": True},
            {
                "not": {
                    "all": [
                        {"inject": "B", "effect_in": ["neutral"]},
                        {"inject": "C", "option_in": ["x"]},
                    ]
                }
            },
        ]
    }


def test_what_is_missing_takes_its_default() -> None:
    assert plain.inject_from_plain({"id": "A", "title": "Ring", "offset_ms": 5}) == Inject(
        "A", "Ring", 5
    )


@pytest.mark.parametrize(
    ("data", "field", "message"),
    [
        (None, "", "must be an object"),
        ([], "", "must be an object"),
        ({}, "id", "is missing"),
        ({"id": "A", "title": "T"}, "offset_ms", "is missing"),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "color": 1},
            "color",
            "unknown field",
        ),
        ({"id": 1, "title": "T", "offset_ms": 0}, "id", "must be text"),
        (
            {"id": "A", "title": "T", "offset_ms": 0.5},
            "offset_ms",
            "must be a whole number",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": True},
            "offset_ms",
            "must be a whole number",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "kind": []},
            "kind",
            "must be one of inject",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "media": {}},
            "media",
            "must be a list",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "to": {"kind": "nobody"}},
            "to.kind",
            "must be one of",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "media": [{"file": "a"}]},
            "media.0.kind",
            "is missing",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "when": 1},
            "when",
            "must be an object",
        ),
        (
            {"id": "A", "title": "T", "offset_ms": 0, "when": {"inject": "B"}},
            "when",
            "is no condition",
        ),
        (
            {
                "id": "A",
                "title": "T",
                "offset_ms": 0,
                "when": {"any": [{"inject": "B", "no_response": 0}]},
            },
            "when.any.0",
            "is no condition",
        ),
        (
            {
                "id": "A",
                "title": "T",
                "offset_ms": 0,
                "when": {"inject": "B", "effect_in": ["bad"]},
            },
            "when.effects.0",
            "must be one of",
        ),
    ],
)
def test_what_spells_no_inject_is_refused_with_its_place(
    data: object, field: str, message: str
) -> None:
    with pytest.raises(plain.Malformed) as refused:
        plain.inject_from_plain(data)
    assert refused.value.field == field
    assert message in refused.value.message


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "1", True, []])
def test_a_number_is_a_finite_number(value: object) -> None:
    with pytest.raises(plain.Malformed, match="minimum: must be a number"):
        plain.ask_from_plain({"kind": "number", "prompt": "?", "minimum": value})


def test_conditions_nest_so_deep_and_no_deeper() -> None:
    def nested(depth: int) -> dict[str, Any]:
        return {"not": nested(depth - 1)} if depth else {"inject": "A", "no_response": True}

    plain.condition_from_plain(nested(plain.MAX_DEPTH))
    with pytest.raises(plain.Malformed, match="nest deeper"):
        plain.condition_from_plain(nested(plain.MAX_DEPTH + 1))
