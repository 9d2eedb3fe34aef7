"""Questions before and after, as written."""

from __future__ import annotations

import pytest

from tests.scenarios.good import GOOD, Desk, assert_fault

FORM = "    - id: sure\n"
ITEM = "        - id: fire\n          prompt: put out a fire\n"


@pytest.mark.parametrize(
    ("old", "new", "field", "message"),
    [
        (FORM, FORM + "      min: 9\n      max: 3\n", "pre[sure].min", "is not below 3"),
        (FORM, FORM + "      kind: x\n", "pre[sure].kind", "no such field"),
        (FORM, "    - suer\n" + FORM, "pre[1]", "there is no survey 'suer'; did you mean 'sure'?"),
        (FORM, "    - []\n" + FORM, "pre[1]", "is a form's name, or has fields"),
        (ITEM, "        - fire\n", "pre[sure].items[1]", "fields of its own (id and prompt)"),
        (ITEM, "", "pre[sure].items", "is empty"),
        (FORM, FORM + "      max: 101\n", "pre[sure].max", "has 100 steps at most, not 101"),
        (FORM, FORM + "      max: 9999999999\n", "pre[sure].max", "is too large a number"),
        (ITEM, ITEM + "          min: -95\n", "pre[sure].items[fire].min", "has 100 steps at most"),
        (
            ITEM,
            ITEM + "          kind: text\n          max: 5\n",
            "pre[sure].items[fire].max",
            "belongs to rating, not to text",
        ),
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


def test_a_form_may_be_named_where_it_is_asked_again(load: Desk) -> None:
    for pre, post in (("", "  post: [sure]\n"), ("  pre: [sure]\n", "")):
        changed = GOOD.replace("  pre:\n", pre + ("  pre:\n" if post else "  post:\n"), 1)
        loaded = load(text=changed.replace("helplines:", post + "helplines:"))
        assert loaded.faults == ()
        assert loaded.scenario is not None
        assert [(each.id, each.items[0].prompt) for each in loaded.scenario.surveys] == [
            ("pre-sure", "put out a fire"),
            ("post-sure", "put out a fire"),
        ]


@pytest.mark.parametrize("other", ["max: 7", "kind: text", "prompt: light a fire", "id: water"])
def test_what_is_compared_must_be_alike(load: Desk, other: str) -> None:
    form = FORM + "      title: How sure are you?\n      items:\n" + ITEM
    name = other.partition(":")[0]
    kept = [line for line in ITEM.splitlines() if f"{name}:" not in line]
    item = "\n".join(kept).replace("          prompt", "        - prompt", name == "id")
    item += f"\n          {other}\n"
    again = form.replace(ITEM, item)
    loaded = load((form, form + "  post:\n" + again))
    assert_fault(loaded, "surveys.post[sure].items", "write it once and name it the other time")


def test_many_steps_do_not_fit_a_phone(load: Desk) -> None:
    loaded = load((FORM, FORM + "      max: 11\n"))
    assert_fault(loaded, "surveys.pre[sure].max", "makes a scale of 11 steps; 10 fit", "warning")
