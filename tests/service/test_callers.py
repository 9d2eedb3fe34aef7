"""Who a token or a browser's cookies stand for; the rest is seen through HTTP and the socket."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tabletop.domain.errors import Refusal
from tabletop.service.callers import Proof, cookie_name
from tests.edge import Edge, running


@pytest.fixture
def edge(tmp_path: Path) -> Iterator[Edge]:
    with running(tmp_path) as started:
        yield started


def test_cookie_names_are_bound_to_the_host_under_tls() -> None:
    assert cookie_name("session", secure=False) == "session"
    assert cookie_name("seat", "x1", secure=False) == "seat-x1"
    assert cookie_name("display", "x1", secure=True) == "__Host-display-x1"


def test_under_tls_a_cookie_any_neighbour_could_set_does_not_count(edge: Edge) -> None:
    made = edge.lobby(edge.user("Ada"))["exercise"]
    token = edge.join(made["code"], "Mia")["seat"]["token"]
    callers, plain = edge.here.callers, f"seat-{made['id']}"
    assert callers.holds(Proof(cookies={plain: token}), made["id"], "participant")
    assert not callers.holds(Proof(cookies={plain: token}, secure=True), made["id"], "participant")
    bound = Proof(cookies={f"__Host-{plain}": token}, secure=True)
    assert callers.holds(bound, made["id"], "participant")


def test_with_a_token_the_cookies_do_not_count(edge: Edge) -> None:
    made = edge.lobby(edge.user("Ada"))["exercise"]
    token = edge.join(made["code"], "Mia")["seat"]["token"]
    proof = Proof("nonsense", {f"seat-{made['id']}": token})
    with pytest.raises(Refusal) as refused:
        edge.here.callers.seat(proof, made["id"])
    assert refused.value.code == "unauthenticated"


def test_a_seat_is_its_users_only_while_that_user_is_signed_in(edge: Edge) -> None:
    token = edge.user("Ada")
    made = edge.create(token)
    callers, exercise = edge.here.callers, made["exercise"]["id"]
    by_user, by_seat = Proof(token), Proof(made["seat"]["token"])
    caller = callers.seat(by_user, exercise)
    assert caller == callers.seat(by_seat, exercise)
    assert callers.by_user(by_user, caller)
    assert not callers.by_user(by_seat, caller)
    edge.users.revoke(token, edge.now)
    assert not callers.by_user(by_user, caller)
