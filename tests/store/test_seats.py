"""Seats: names, tokens, and forgetting a person."""

from dataclasses import asdict, replace
from typing import Any

import pytest
from sqlalchemy import Engine, inspect, text

from tabletop.store.errors import NameTaken
from tabletop.store.seats import Seat, Seats, name_key
from tests.store.rows import NOW


def seat(seat_id: str, name: str, **changes: Any) -> Seat:
    values: dict[str, Any] = {"exercise_id": "harbour", "kind": "participant", "created_at": NOW}
    return Seat(id=seat_id, name=name, **(values | changes))


def database_text(engine: Engine) -> str:
    """Everything the database holds, as one string."""
    tables = [f'SELECT * FROM "{table}"' for table in inspect(engine).get_table_names()]
    with engine.connect() as connection:
        return repr([connection.execute(text(query)).all() for query in tables])


def test_a_seat_is_found_by_id_and_by_its_token(seats: Seats) -> None:
    grace = seat("s1", "Grace", consent=("analysis", "quotes"))
    token = seats.add(grace)
    assert seats.get("s1") == grace
    assert seats.by_token(token) == grace


def test_what_is_not_there_is_not_found(seats: Seats) -> None:
    seats.add(seat("s1", "Grace"))
    assert seats.get("s2") is None
    assert seats.by_token("") is None
    assert seats.by_token("s1") is None


def test_a_token_is_long_its_own_and_not_kept(engine: Engine, seats: Seats) -> None:
    tokens = [seats.add(seat("s1", "Grace")), seats.add(seat("s2", "Alan"))]
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 43  # 256 bits in base64
    stored = database_text(engine)
    assert not [token for token in tokens if token in stored]


@pytest.mark.parametrize("same", ["Grace", "GRACE", " grace ", "Ｇｒａｃｅ"])  # noqa: RUF001
def test_a_name_belongs_to_one_seat_of_an_exercise(seats: Seats, same: str) -> None:
    seats.add(seat("s1", "Grace"))
    with pytest.raises(NameTaken):
        seats.add(seat("s2", same))
    assert seats.get("s2") is None
    seats.add(seat("s3", same, exercise_id="mill"))


def test_some_names_are_not_held_against_others(seats: Seats) -> None:
    for seat_id in ("d1", "d2"):
        seats.add(seat(seat_id, "Display", kind="display"), unique_name=False)
    seats.rename("d2", "Wall")
    seats.rename("d1", "Wall")
    seats.add(seat("s1", "Wall"))


def test_names_that_read_the_same_have_one_key() -> None:
    assert name_key("  Ada   Lovelace ") == name_key("ADA LOVELACE")
    assert name_key("Straße") == name_key("STRASSE")
    assert name_key("Ada") != name_key("Ida")


def test_renaming(seats: Seats) -> None:
    seats.add(seat("s1", "Grace"))
    seats.add(seat("s2", "Alan"))
    with pytest.raises(NameTaken):
        seats.rename("s2", "grace")
    seats.rename("s1", "GRACE")
    seats.rename("s1", "Hopper")
    seats.rename("s2", "Grace")
    assert [found.name for found in seats.of_exercise("harbour")] == ["Hopper", "Grace"]


def test_a_new_token_ends_the_old_one(seats: Seats) -> None:
    old = seats.add(seat("s1", "Grace"))
    new = seats.rotate_token("s1")
    assert seats.by_token(old) is None
    assert seats.by_token(new) == seats.get("s1")


def test_an_unknown_seat_is_not_changed_in_silence(seats: Seats) -> None:
    with pytest.raises(LookupError):
        seats.rename("s1", "Grace")
    with pytest.raises(LookupError):
        seats.rotate_token("s1")


def test_a_users_seat_is_the_first_one_taken(seats: Seats) -> None:
    seats.add(seat("z", "Ada", kind="facilitator", user_id="ada"))
    seats.add(seat("a", "Ada's phone", user_id="ada", created_at=NOW + 1))
    found = seats.by_user("harbour", "ada")
    assert found is not None
    assert (found.id, found.kind) == ("z", "facilitator")
    assert seats.by_user("mill", "ada") is None


def test_the_seats_of_an_exercise_come_in_the_order_they_were_taken(seats: Seats) -> None:
    for n, seat_id in enumerate(["z", "m", "a"]):
        seats.add(seat(seat_id, seat_id, created_at=NOW + n))
    seats.add(seat("other", "Other", exercise_id="mill"))
    assert [found.id for found in seats.of_exercise("harbour")] == ["z", "m", "a"]
    assert seats.of_exercise("nowhere") == []


def test_an_erased_person_is_nowhere_in_the_database(engine: Engine, seats: Seats) -> None:
    grace = seat("s1", "Grace Höpper", user_id="ada", consent=("quotes",))
    token = seats.add(grace)
    seats.erase("s1", NOW + 5)
    stored = database_text(engine).casefold()
    assert "höpper" not in stored
    assert seats.by_token(token) is None
    assert seats.by_user("harbour", "ada") is None
    emptied = replace(grace, name="", user_id=None, consent=(), erased_at=NOW + 5)
    assert asdict(seats.of_exercise("harbour")[0]) == asdict(emptied)


def test_an_erased_seat_stays_empty_and_its_name_is_free(seats: Seats) -> None:
    seats.add(seat("s1", "Grace"))
    seats.erase("s1", NOW + 5)
    seats.erase("s1", NOW + 9)
    with pytest.raises(LookupError):
        seats.rename("s1", "Grace")
    with pytest.raises(LookupError):
        seats.rotate_token("s1")
    seats.add(seat("s2", "Grace"))
    assert [(found.name, found.erased_at) for found in seats.of_exercise("harbour")] == [
        ("", NOW + 5),
        ("Grace", None),
    ]
