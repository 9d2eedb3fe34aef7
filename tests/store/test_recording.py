"""What is recorded together is there together, or not at all. Logs: tests/store/test_log.py."""

import pytest
from sqlalchemy import Engine

from tabletop.store.errors import CodeTaken, HeadMoved, NameTaken
from tabletop.store.seats import Seats
from tabletop.store.stores import Stores
from tests.store.rows import (
    NOW,
    batch,
    create,
    database_text,
    head,
    header,
    rename,
    seat,
    sit,
)


def names(seats: Seats) -> list[str]:
    return [found.name for found in seats.of_exercise("harbour")]


def test_an_exercise_its_seat_and_its_first_event_are_one(stores: Stores) -> None:
    with stores.recorder.recording() as recording:
        recording.add_exercise(header("quay"))
        recording.add_seat(seat("s1", "Ada", exercise_id="quay"), "token")
        recording.append_all([batch("quay", 0)])
        recording.commit()
    assert head(stores, "quay") == 1
    assert stores.seats.by_token("token") == seat("s1", "Ada", exercise_id="quay")


def test_what_is_left_without_a_commit_never_was(stores: Stores) -> None:
    with stores.recorder.recording() as recording:
        recording.add_seat(seat("s1", "Grace"), "token")
        recording.append_all([batch("harbour", 0)])
    assert (head(stores, "harbour"), names(stores.seats)) == (0, [])
    sit(stores, seat("s2", "Grace"))


def test_a_head_that_moved_takes_the_seat_along(stores: Stores) -> None:
    with stores.recorder.recording() as recording:
        recording.add_seat(seat("s1", "Grace"), "token")
        with pytest.raises(HeadMoved):
            recording.append_all([batch("harbour", 7)])
    assert names(stores.seats) == []


def test_a_name_that_is_taken_takes_nothing_else_along(stores: Stores) -> None:
    sit(stores, seat("s1", "Grace"))
    with stores.recorder.recording() as recording:
        with pytest.raises(NameTaken):
            recording.add_seat(seat("s2", "grace"), "token")
        recording.add_seat(seat("s3", "Alan"), "another")
        with pytest.raises(NameTaken):
            recording.rename_seat("s3", "GRACE")
        with pytest.raises(LookupError):
            recording.rename_seat("s9", "Ida")
        recording.append_all([batch("harbour", 0)])
        recording.commit()
    assert names(stores.seats) == ["Grace", "Alan"]
    assert head(stores, "harbour") == 1


@pytest.mark.parametrize("taken", [{"code": "HARBOUR"}, {"join_token": "join-harbour"}])
def test_a_code_belongs_to_one_exercise(stores: Stores, taken: dict[str, str]) -> None:
    with pytest.raises(CodeTaken):
        create(stores, header("other", **taken))
    assert stores.exercises.get("other") is None


@pytest.mark.parametrize("same", ["Grace", "GRACE", " grace ", "Ｇｒａｃｅ"])  # noqa: RUF001
def test_a_name_belongs_to_one_seat_of_an_exercise(stores: Stores, same: str) -> None:
    sit(stores, seat("s1", "Grace"))
    with pytest.raises(NameTaken):
        sit(stores, seat("s2", same))
    sit(stores, seat("s3", same, exercise_id="mill"))
    assert names(stores.seats) == ["Grace"]


def test_some_names_are_not_held_against_others(stores: Stores) -> None:
    for seat_id in ("d1", "d2"):
        sit(stores, seat(seat_id, "Display", kind="display"), unique_name=False)
    rename(stores, "d2", "Wall")
    rename(stores, "d1", "Wall")
    sit(stores, seat("s1", "Wall"))


def test_renaming(stores: Stores) -> None:
    sit(stores, seat("s1", "Grace"))
    sit(stores, seat("s2", "Alan", created_at=NOW + 1))
    with pytest.raises(NameTaken):
        rename(stores, "s2", "grace")
    rename(stores, "s1", "GRACE")
    rename(stores, "s1", "Hopper")
    rename(stores, "s2", "Grace")
    assert names(stores.seats) == ["Hopper", "Grace"]


def test_a_token_is_long_its_own_and_not_kept(engine: Engine, stores: Stores) -> None:
    tokens = [sit(stores, seat("s1", "Grace")), sit(stores, seat("s2", "Alan"))]
    assert tokens[0] != tokens[1]
    assert min(map(len, tokens)) >= 43  # 256 bits in base64
    stored = database_text(engine)
    assert not [token for token in tokens if token in stored]


def test_a_token_opens_one_seat(stores: Stores) -> None:
    with stores.recorder.recording() as recording:
        recording.add_seat(seat("s1", "Grace"), "token")
        with pytest.raises(NameTaken):
            recording.add_seat(seat("s2", "Alan"), "token")
