"""The exercises' headers."""

import pytest

from tabletop.store.errors import CodeTaken
from tabletop.store.exercises import Exercises
from tabletop.store.log import Log
from tabletop.store.users import User, Users
from tests.store.rows import NOW, batch, header


def test_an_exercise_is_found_by_id_code_and_join_token(exercises: Exercises) -> None:
    harbour = header("harbour")
    assert exercises.get("harbour") == harbour
    assert exercises.by_code("HARBOUR") == harbour
    assert exercises.by_join_token("join-harbour") == harbour


def test_what_is_not_there_is_not_found(exercises: Exercises) -> None:
    assert exercises.get("nowhere") is None
    assert exercises.by_code("NOWHERE") is None
    assert exercises.by_join_token("HARBOUR") is None


@pytest.mark.parametrize("taken", [{"code": "HARBOUR"}, {"join_token": "join-harbour"}])
def test_a_code_belongs_to_one_exercise(exercises: Exercises, taken: dict[str, str]) -> None:
    with pytest.raises(CodeTaken):
        exercises.create(header("other", **taken))
    assert exercises.get("other") is None


def test_a_closed_code_opens_nothing_and_is_free_again(exercises: Exercises) -> None:
    exercises.close_code("harbour")
    exercises.close_code("mill")
    assert exercises.by_code("HARBOUR") is None
    exercises.create(header("other", code="HARBOUR"))
    found = exercises.by_code("HARBOUR")
    assert found is not None
    assert found.id == "other"


def test_the_header_knows_the_head(exercises: Exercises, log: Log) -> None:
    log.append_all([batch("harbour", 0, 3)])
    harbour = exercises.get("harbour")
    assert harbour is not None
    assert harbour.head == 3


def test_a_list_has_ones_own_newest_first_in_pages(exercises: Exercises, users: Users) -> None:
    users.add(User("bea", "Bea", NOW))
    exercises.create(header("foreign", owner="bea"))
    exercises.create(header("newest", created_at=NOW + 1))
    first = exercises.list_for("ada", limit=2)
    assert [listed.id for listed in first] == ["newest", "mill"]
    rest = exercises.list_for("ada", limit=2, before="mill")
    assert [listed.id for listed in rest] == ["harbour"]
    assert exercises.list_for("ada", before="harbour") == []
    assert [listed.id for listed in exercises.list_for("bea")] == ["foreign"]


def test_a_listed_exercise_says_what_a_list_shows(exercises: Exercises) -> None:
    listed = exercises.list_for("ada")[-1]
    assert (listed.id, listed.code, listed.title) == ("harbour", "HARBOUR", "Harbour")
    assert (listed.scenario_id, listed.head, listed.created_at) == ("flood", 0, NOW)


def test_running_candidates_are_those_last_known_alive(exercises: Exercises) -> None:
    exercises.create(header("lobby"))
    assert exercises.running_candidates() == {}
    exercises.touch_alive({"mill": NOW + 1, "harbour": NOW + 2})
    assert exercises.running_candidates() == {"harbour": NOW + 2, "mill": NOW + 1}
    exercises.touch_alive({"mill": None, "harbour": NOW + 9})
    assert exercises.running_candidates() == {"harbour": NOW + 9}


def test_touching_none_touches_nothing(exercises: Exercises) -> None:
    exercises.touch_alive({})
    assert exercises.running_candidates() == {}
