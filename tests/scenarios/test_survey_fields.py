"""Questions before and after, as written."""

from __future__ import annotations

import pytest

from tests.scenarios.good import Desk, assert_fault

FORM = "    - id: sure\n"
ITEM = "        - id: fire\n          prompt: put out a fire\n"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (FORM, FORM + "      min: 9\n      max: 3\n", "pre[sure].min", "is not below 3"),
        (FORM, FORM + "      kind: x\n", "pre[sure].kind", "no such field"),
        (FORM, "    - suer\n" + FORM, "pre[1]", "there is no shared survey 'suer'"),
        (FORM, "    - []\n" + FORM, "pre[1]", "is a shared survey's name, or has fields"),
        (ITEM, "        - fire\n", "pre[sure].items[1]", "fields of its own: id and prompt"),
        (ITEM, "", "pre[sure].items", "is empty"),
        (ITEM, ITEM + ITEM, "pre[sure].items[fire].id", "is taken already"),
        (
            ITEM,
            ITEM + "          kind: choice\n",
            "pre[sure].items[fire].kind",
            "known are rating, text",
        ),
        ("put out a fire", "", "pre[sure].items[fire].prompt", "is empty"),
        ("  pre:\n", "  before:\n", "before", "known are pre, post"),
    ],
)
def test_each_fault_names_its_field(
    load: Desk, old: str, new: str, field: str, message: str
) -> None:
    assert_fault(load((old, new)), f"surveys.{field}", message)


def test_the_same_form_may_come_before_and_after_to_be_compared(load: Desk) -> None:
    form = FORM + "      title: How sure are you?\n      items:\n" + ITEM
    scenario = load((form, form + "  post:\n" + form)).scenario
    assert scenario is not None
    assert [(survey.id, survey.scale) for survey in scenario.surveys] == [
        ("pre-sure", "sure"),
        ("post-sure", "sure"),
    ]


def test_a_form_s_bounds_and_labels_are_those_of_its_items_unless_they_say_otherwise(
    load: Desk,
) -> None:
    bounds = "      min: 1\n      max: 5\n      label_min: no\n      label_max: yes\n"
    own = ITEM + "          max: 7\n          label_max: very\n"
    other = "        - id: more\n          prompt: more\n"
    scenario = load((FORM, FORM + bounds), (ITEM, own + other)).scenario
    assert scenario is not None
    assert [
        (item.minimum, item.maximum, item.label_min, item.label_max)
        for item in scenario.surveys[0].items
    ] == [(1, 7, "no", "very"), (1, 5, "no", "yes")]
