"""The exercises' headers."""

from sqlalchemy import Engine

from tabletop.store.exercises import Exercises
from tabletop.store.stores import Stores
from tabletop.store.users import User
from tests.store.rows import NOW, append, batch, create, header


def test_an_exercise_is_found_by_id_code_and_join_token(exercises: Exercises) -> None:
    assert exercises.get("harbour") == header("harbour")
    assert exercises.by_code("HARBOUR") == "harbour"
    assert exercises.by_join_token("join-harbour") == "harbour"


def test_what_is_not_there_is_not_found(exercises: Exercises) -> None:
    assert exercises.get("nowhere") is None
    assert exercises.by_code("NOWHERE") is None
    assert exercises.by_join_token("HARBOUR") is None


def test_the_header_knows_the_head(stores: Stores, exercises: Exercises) -> None:
    append(stores, batch("harbour", 0, 3))
    harbour = exercises.get("harbour")
    assert harbour is not None
    assert harbour.head == 3


def test_a_list_has_ones_own_newest_first(stores: Stores, exercises: Exercises) -> None:
    stores.users.add(User("bea", "Bea", NOW))
    create(stores, header("foreign", owner="bea"))
    create(stores, header("newest", created_at=NOW + 1))
    assert [listed.id for listed in exercises.list_for("ada")] == ["newest", "mill", "harbour"]
    assert [listed.id for listed in exercises.list_for("ada", limit=2)] == ["newest", "mill"]
    assert [listed.id for listed in exercises.list_for("bea")] == ["foreign"]


def test_a_listed_exercise_says_what_a_list_shows(exercises: Exercises) -> None:
    listed = exercises.list_for("ada")[-1]
    assert (listed.id, listed.code, listed.title) == ("harbour", "HARBOUR", "Harbour")
    assert (listed.scenario_id, listed.head, listed.created_at) == ("flood", 0, NOW)


def test_running_candidates_are_those_last_known_alive(
    stores: Stores, exercises: Exercises
) -> None:
    create(stores, header("lobby"))
    assert exercises.running_candidates() == {}
    exercises.touch_alive({"mill": NOW + 1, "harbour": NOW + 2})
    assert exercises.running_candidates() == {"harbour": NOW + 2, "mill": NOW + 1}
    exercises.touch_alive({"mill": None, "harbour": NOW + 9})
    assert exercises.running_candidates() == {"harbour": NOW + 9}


def test_touching_none_touches_nothing(exercises: Exercises) -> None:
    exercises.touch_alive({})
    assert exercises.running_candidates() == {}


def test_the_newest_moment_is_that_of_any_log_or_running_clock(
    stores: Stores, exercises: Exercises
) -> None:
    assert exercises.newest_moment() == 0
    append(stores, batch("harbour", 0, 3), batch("mill", 0, 5))
    assert exercises.newest_moment() == NOW + 5
    exercises.touch_alive({"harbour": NOW + 9})
    assert exercises.newest_moment() == NOW + 9


def test_where_nothing_ever_happened_there_is_no_newest_moment(engine: Engine) -> None:
    assert Stores.on(engine).exercises.newest_moment() == 0
