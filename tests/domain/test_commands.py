"""Commands as they come over the wire: read into objects, or refused with the fields."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import fields
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain import commands as c
from tabletop.domain.errors import Refusal
from tests.domain.decide.test_decide import LEAST


def refused(name: str, data: Any) -> Refusal:
    """The refusal of a command that is not of the form."""
    with pytest.raises(Refusal) as caught:
        c.read(name, data)
    assert caught.value.code == "invalid"
    return caught.value


@pytest.mark.parametrize("name", c.COMMANDS)
def test_a_command_is_read_into_a_frozen_object(name: str) -> None:
    command = c.read(name, LEAST.get(name, {}))
    assert type(command) is c.COMMANDS[name]
    assert hash(type(command)) == hash(c.COMMANDS[name])
    for item in fields(command):
        with pytest.raises(AttributeError):
            setattr(command, item.name, None)


@pytest.mark.parametrize("name", c.COMMANDS)
@pytest.mark.parametrize("field", ["actor", "owner", "is_admin", "now"])
def test_a04_a44_unknown_fields_are_refused(name: str, field: str) -> None:
    refusal = refused(name, dict(LEAST.get(name, {})) | {field: "x"})
    assert refusal.fields == {f"data.{field}": ["Unknown field."]}


@pytest.mark.parametrize("name", ["response.submit", "decision.lock", "survey.submit"])
@pytest.mark.parametrize("field", ["team", "role", "seat"])
def test_a04_nobody_says_who_they_are(name: str, field: str) -> None:
    refused(name, dict(LEAST[name]) | {field: "red"})


def test_an_unknown_command_is_refused() -> None:
    refusal = refused("exercise.explode" + "!" * 100, {})
    assert refusal.fields == {"name": ["Unknown command."]}
    assert len(refusal.message) < 120


def test_lists_become_tuples() -> None:
    assert c.read("nudge.send", {"seats": ["ann"]}) == c.Nudge(("ann",))
    assert c.read("inject.release", {"inject": "i", "teams": ["red"]}) == c.Release("i", ("red",))


def test_some_fields_go_by_another_name() -> None:
    assert c.read("seat.rename", {"name": "Ann"}) == c.Rename("Ann")
    assert c.read("inject.compose", {"title": "T", "from": "Me"}) == c.Compose("T", sender="Me")


@pytest.mark.parametrize(
    ("name", "data", "field"),
    [
        ("clock.rate", {}, "data.rate"),
        ("clock.rate", {"rate": "2"}, "data.rate"),
        ("clock.rate", {"rate": True}, "data.rate"),
        ("clock.rate", {"rate": 0.05}, "data.rate"),
        ("clock.jump", {"to_ms": 1.5}, "data.to_ms"),
        ("clock.jump", {"to_ms": "1"}, "data.to_ms"),
        ("clock.jump", {"to_ms": True}, "data.to_ms"),
        ("clock.jump", {"to_ms": 1, "injects": {"a": "burn"}}, "data.injects.a.value"),
        ("clock.jump", {"to_ms": 1, "injects": {"": "skip"}}, "data.injects..key"),
        ("exercise.lock_joins", {"locked": "yes"}, "data.locked"),
        ("exercise.lock_joins", {"locked": None}, "data.locked"),
        ("exercise.lock_joins", {"locked": 1}, "data.locked"),
        ("inject.release", {"inject": ""}, "data.inject"),
        ("inject.release", {"inject": "x" * 65}, "data.inject"),
        ("inject.release", {"inject": "a\x00"}, "data.inject"),
        ("inject.release", {"inject": None}, "data.inject"),
        ("inject.release", {"inject": ["a"]}, "data.inject"),
        ("inject.release", {"inject": "a", "teams": []}, "data.teams"),
        ("inject.release", {"inject": "a", "teams": [1]}, "data.teams.0"),
        ("inject.extend", {"inject": "a", "by_ms": 999}, "data.by_ms"),
        ("inject.revise", {"inject": "a", "title": ""}, "data.title"),
        ("inject.recall", {"inject": "a", "reason": "x" * 501}, "data.reason"),
        ("inject.compose", {"title": "T", "ask": []}, "data.ask"),
        ("response.submit", {"inject": "a", "answer": []}, "data.answer"),
        ("response.submit", {"inject": "a", "answer": {}, "confidence": 101}, "data.confidence"),
        ("response.submit", {"inject": "a", "answer": {}, "confidence": 0.5}, "data.confidence"),
        ("response.submit", {"inject": "a", "answer": {}, "rationale": "\ud800"}, "data.rationale"),
        ("response.submit", {"inject": "a", "answer": {}, "rationale": None}, "data.rationale"),
        (
            "response.submit",
            {"inject": "a", "answer": {}, "rationale": "x" * 4_001},
            "data.rationale",
        ),
        ("decision.vote", {"inject": "a"}, "data.seat"),
        ("nudge.send", {"seats": []}, "data.seats"),
        ("nudge.send", {"seats": ["s"] * 2_001}, "data.seats"),
        ("message.send", {"text": ""}, "data.text"),
        ("message.send", {"text": " \n "}, "data.text"),
        ("rating.set", {"objective": "o", "rating": "A"}, "data.rating"),
        ("survey.submit", {"survey": "s", "answers": {"x" * 65: 1}}, "data.answers"),
        ("seat.rename", {"name": "x" * 10_241}, "data.name"),
        ("note.add", [], "data"),
        ("note.add", "text", "data"),
    ],
)
def test_what_is_wrong_is_named(name: str, data: Any, field: str) -> None:
    found = list(refused(name, data).fields)
    assert any(path.startswith(field) for path in found), found


json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=10),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner),
    max_leaves=10,
)


@given(st.sampled_from(sorted(c.COMMANDS)) | st.text(max_size=20), st.data())
def test_random_json_is_read_or_refused_and_nothing_else(name: str, data: st.DataObject) -> None:
    known = [item.name for item in fields(c.COMMANDS[name])] if name in c.COMMANDS else []
    keys = st.sampled_from([*known, "from", "name", "x"]) | st.text(max_size=4)
    said = data.draw(st.dictionaries(keys, json, max_size=5) | json)
    with suppress(Refusal):
        assert type(c.read(name, said)) is c.COMMANDS[name]
