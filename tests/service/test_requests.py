"""Requests as they arrive: of the form, or `invalid` with what is wrong (A14, A25)."""

from __future__ import annotations

from typing import Any

import pytest

from tabletop.domain import commands as c
from tabletop.domain.errors import Refusal
from tabletop.service import requests

GOOD = {"id": "note-0001", "name": "note.add", "data": {"text": "Hm"}}


def deep(levels: int) -> Any:
    """Lists in lists."""
    value: Any = 1
    for _ in range(levels):
        value = [value]
    return value


def test_a_command_is_read() -> None:
    request = requests.read(GOOD)
    assert (request.id, request.command) == ("note-0001", c.AddNote("Hm"))


def test_data_may_be_left_out() -> None:
    assert requests.read({"id": "open-0001", "name": "exercise.open"}).command == c.Open()


def test_the_digest_tells_requests_apart_by_what_they_say() -> None:
    digests = {
        requests.read(GOOD | {"id": "another-1"}).digest,
        requests.read(GOOD).digest,
    }
    assert len(digests) == 1
    assert requests.read(GOOD | {"data": {"text": "Ha"}}).digest not in digests
    assert requests.read(GOOD | {"name": "flag.add"}).digest not in digests


def test_the_system_s_ids_cannot_be_taken_by_a_client() -> None:
    assert requests.system("fire:cs-01:0", c.Release("cs-01")).id == "fire:cs-01:0"
    with pytest.raises(Refusal):
        requests.read(GOOD | {"id": "fire:cs-01:0"})


def test_a_command_may_say_until_when_it_is_meant() -> None:
    assert requests.read(GOOD).expires_at is None
    assert requests.read(GOOD | {"expires_at": None}).expires_at is None
    timed = requests.read(GOOD | {"expires_at": "1970-01-01T00:00:01.250Z"})
    assert timed.expires_at == 1_250
    assert timed.digest == requests.read(GOOD).digest


@pytest.mark.parametrize(
    ("request_", "field"),
    [
        *(
            (GOOD | {"expires_at": text}, "expires_at")
            for text in (
                7,
                "soon",
                "2027-01-15",
                "2027-13-15T08:00:00.000Z",
                "2027-01-15T08:00:00Z",
            )
        ),
        (None, "command"),
        ([], "command"),
        ("note.add", "command"),
        ({}, "id"),
        (GOOD | {"id": 7}, "id"),
        (GOOD | {"id": "short"}, "id"),
        (GOOD | {"id": "x" * 65}, "id"),
        (GOOD | {"id": "with space"}, "id"),
        (GOOD | {"id": "note-0001\n"}, "id"),
        (GOOD | {"name": None}, "name"),
        (GOOD | {"name": "note.burn"}, "name"),
        (GOOD | {"data": None}, "data"),
        (GOOD | {"data": []}, "data"),
        (GOOD | {"data": {}}, "data.text"),
        (GOOD | {"seat": "fay"}, "seat"),
        (GOOD | {"data": {"text": "a\x00"}}, "data.text"),
        (GOOD | {"data": {"text": "\ud800"}}, "data.text"),
        (GOOD | {"data": {"text": float("nan")}}, "data.text"),
        (GOOD | {"data": {"text": [1, 10**400]}}, "data.text.1"),
        (GOOD | {"data": {"text": deep(10_000)}}, "body"),
        (GOOD | {"data": {"text": [0] * 10_001}}, "body"),
        (GOOD | {"data": {"\ud800": 1}}, "data"),
        (GOOD | {"data": {1: 1}}, "data"),
        (GOOD | {"\x00": 1}, "body"),
    ],
)
def test_a_command_that_is_none(request_: Any, field: str) -> None:
    with pytest.raises(Refusal) as caught:
        requests.read(request_)
    assert caught.value.code == "invalid"
    assert list(caught.value.fields) == [field]


@pytest.mark.parametrize("value", [1, 2**53, -(2**53), 1.5, "😀", None, True, deep(18), {"a": [1]}])
def test_json_that_an_honest_client_sends(value: Any) -> None:
    requests.check_json(value)


@pytest.mark.parametrize(
    "value",
    [2**53 + 1, float("inf"), "\x00", "\udfff", deep(20), {"a": {"b": [float("-inf")]}}, {2: 1}],
)
def test_json_that_nobody_sends_by_accident(value: Any) -> None:
    with pytest.raises(Refusal):
        requests.check_json(value)


@pytest.mark.parametrize(
    ("since", "number"), [(None, 0), (0, 0), (7, 7), ("7", 7), (2**53, 2**53), (str(2**53), 2**53)]
)
def test_a_since(since: object, number: int) -> None:
    assert requests.read_since(since) == number


@pytest.mark.parametrize(
    "since", [-1, 2**53 + 1, 1.0, float("nan"), True, "", "-1", "1.0", "٣", "9" * 17, "x", [], {}]
)
def test_a14_a_since_that_is_none(since: object) -> None:
    with pytest.raises(Refusal) as caught:
        requests.read_since(since)
    assert (caught.value.code, list(caught.value.fields)) == ("invalid", ["since"])
