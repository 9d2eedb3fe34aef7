"""Every event as the database keeps it, and back."""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any, get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain import events as e

texts = st.text(max_size=8)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | texts,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3),
    max_leaves=6,
)
BY_TYPE: dict[Any, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(-(2**53), 2**53),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
}


def strategy(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    if hint in BY_TYPE:
        return BY_TYPE[hint]
    arguments = get_args(hint)
    if getattr(hint, "__origin__", None) is tuple:
        return st.lists(strategy(arguments[0]), max_size=3).map(tuple)
    if type(None) in arguments:
        (inner,) = (each for each in arguments if each is not type(None))
        return st.none() | strategy(inner)
    if arguments and all(isinstance(each, str) for each in arguments):
        return st.sampled_from(arguments)
    return st.dictionaries(texts, values, max_size=3)


def instances(cls: type[e.Event]) -> st.SearchStrategy[Any]:
    """Events of a kind."""
    hints = get_type_hints(cls)
    return st.builds(cls, **{each.name: strategy(hints[each.name]) for each in fields(cls)})


@pytest.mark.parametrize("kind", e.KINDS)
@given(data=st.data())
def test_an_event_comes_back_as_it_was(kind: str, data: st.DataObject) -> None:
    event = data.draw(instances(e.KINDS[kind]))
    stored = json.loads(json.dumps(e.to_data(event), ensure_ascii=False, allow_nan=False))
    assert e.from_data(event.kind, event.version, stored) == event


def test_every_event_has_a_name_of_its_own() -> None:
    assert len(e.KINDS) == len(get_args(e.AnyEvent))
    assert all(kind.count(".") == 1 for kind in e.KINDS)


def test_a_log_from_the_future_is_refused() -> None:
    with pytest.raises(LookupError, match=r"clock\.rewound v1"):
        e.from_data("clock.rewound", 1, {})
    with pytest.raises(LookupError, match=r"clock\.started v2"):
        e.from_data("clock.started", 2, {})


def test_an_event_holds_ids_and_no_names() -> None:
    """So that a person can be erased and the log still holds together."""
    held = {item.name for cls in e.KINDS.values() for item in fields(cls)}
    assert held.isdisjoint({"name", "email", "token", "address"})
