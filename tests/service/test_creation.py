"""Headers to rows and back, codes, and the tables of a new exercise."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tabletop.domain.errors import Refusal
from tabletop.service import creation
from tests.domain.stage import FLOOD, FUNCTIONS, RANSOM, header


def test_a_header_comes_back_from_its_row() -> None:
    for made in (header(), header(RANSOM, answers_while_paused=False)):
        assert creation.from_row(creation.to_row(made)) == made


def test_an_exercise_nobody_can_join_any_more_has_no_code() -> None:
    row = replace(creation.to_row(header()), code=None)
    assert creation.from_row(row).code == ""


def test_a_code_can_be_read_out_across_a_room() -> None:
    codes = {creation.new_code() for _ in range(200)}
    assert len(codes) == 200
    assert all(len(code) == 8 and set(code) <= set(creation.ALPHABET) for code in codes)
    assert set("0O1IL").isdisjoint(creation.ALPHABET)


@pytest.mark.parametrize("typed", ["ABCD2345", "abcd2345", "abcd-2345", " AB cd 23-45 "])
def test_a_code_as_people_type_it(typed: str) -> None:
    assert creation.typed(typed) == "ABCD2345"
    assert creation.is_typed(typed)


@pytest.mark.parametrize("other", ["", "ABCD234", "ABCD23456", "q1Zs8Tn3kX0w_fV-5hYp2Q"])
def test_what_is_no_typed_code(other: str) -> None:
    assert not creation.is_typed(other)


def test_parallel_mode_has_tables_with_the_script_s_roles() -> None:
    tables = creation.tables(FLOOD, None)
    assert [team.name for team in tables] == list(creation.TABLES)
    assert {team.roles for team in tables} == {("lead", "desk")}
    named = creation.tables(FLOOD, [" North ", "South"])
    assert [(team.id, team.name) for team in named] == [("t1", "North"), ("t2", "South")]
    assert creation.tables(replace(FLOOD, teams=()), ["North"])[0].roles == ()


def test_functional_mode_brings_its_own_teams() -> None:
    assert creation.tables(RANSOM, None) == FUNCTIONS
    with pytest.raises(Refusal) as caught:
        creation.tables(RANSOM, ["North"])
    assert (caught.value.code, list(caught.value.fields)) == ("invalid", ["teams"])


@pytest.mark.parametrize("names", [[], ["A"] * 2, ["Ann", "aNN"], [""], ["x" * 41], ["T"] * 9])
def test_tables_that_nobody_could_tell_apart(names: list[str]) -> None:
    with pytest.raises(Refusal) as caught:
        creation.tables(FLOOD, names)
    assert (caught.value.code, list(caught.value.fields)) == ("invalid", ["teams"])
