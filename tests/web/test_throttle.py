"""Guessing is slow, joining is not (A26, A27)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from tabletop.domain.errors import Refusal
from tabletop.web.services import EXTENSION
from tabletop.web.throttle import AT_ONCE, Throttle, place
from tests.edge import Edge


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def throttled(edge: Edge, clock: Clock) -> Callable[[int], Edge]:
    """The edge with a throttle whose clock stands still, and which takes so many failures."""

    def throttled(at_once: int) -> Edge:
        kept = edge.tabletop.flask.extensions
        kept[EXTENSION] = replace(kept[EXTENSION], guesses=Throttle(clock, at_once))
        return edge

    return throttled


def test_failures_are_counted_by_place_and_forgiven_one_a_second(clock: Clock) -> None:
    throttle = Throttle(clock, at_once=3)
    for _ in range(3):
        throttle.check("10.0.0.1")
        throttle.failed("10.0.0.1")
    with pytest.raises(Refusal) as refused:
        throttle.check("10.0.0.1")
    assert refused.value.code == "slow_down"
    throttle.check("10.0.0.2")
    clock.now += 1
    throttle.check("10.0.0.1")
    throttle.failed("10.0.0.1")
    with pytest.raises(Refusal):
        throttle.check("10.0.0.1")


def test_a26_an_ipv6_network_is_one_place() -> None:
    assert place("2001:db8:1:2::1") == place("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert place("2001:db8:1:3::1") != place("2001:db8:1:2::1")
    assert place("::ffff:10.0.0.1") == place("10.0.0.1") == "10.0.0.1"
    assert place(None) == ""


def test_a26_wrong_codes_are_slowed_down_on_every_door(
    throttled: Callable[[int], Edge], clock: Clock, ada: str
) -> None:
    edge = throttled(31)
    right = edge.lobby(ada)["exercise"]["code"]
    browser = edge.browser()
    for number in range(10):
        assert browser.get(f"/j/WRONG{number:03}").status_code == 404
        assert browser.get(f"/api/v1/join/WRONG{number:03}").status_code == 404
        body = {"code": f"WRONG{number:03}", "name": "Mia"}
        assert browser.post("/api/v1/join", json=body).status_code == 404
    assert browser.post("/display", data={"code": "WRONG999"}).status_code == 404
    assert browser.get("/j/WRONG999").status_code == 429
    assert browser.get(f"/api/v1/join/{right}").status_code == 429
    assert browser.post("/display", data={"code": right}).status_code == 429
    assert browser.post("/api/v1/join", json={"code": right, "name": "M"}).status_code == 429
    clock.now += 1
    assert browser.get(f"/api/v1/join/{right}").status_code == 200


def test_what_nobody_can_guess_waits_for_nobody(throttled: Callable[[int], Edge], ada: str) -> None:
    edge = throttled(1)
    token = edge.lobby(ada)["exercise"]["join_url"].rpartition("/")[2]
    link = edge.users.issue("link", "user-Ada", "test", edge.now, 600_000)
    assert edge.browser().get("/j/WRONG999").status_code == 404
    assert edge.browser().get("/j/WRONG999").status_code == 429

    assert edge.browser().get(f"/j/{token}").status_code == 200
    edge.join(token, "Mia")
    assert edge.browser().get("/j/not-a-qr-code-s-token").status_code == 404
    assert edge.browser().post("/sign-in/not-a-link-s-token").status_code == 404
    assert edge.browser().post(f"/sign-in/{link}").status_code == 303


def test_a27_two_hundred_phones_behind_one_address_join(edge: Edge, ada: str) -> None:
    code = edge.lobby(ada)["exercise"]["code"]
    for number in range(200):
        assert edge.browser().get(f"/j/{code}").status_code == 200
        edge.join(code, f"Person {number}")


def test_a27_they_join_though_each_of_them_mistypes_twice(
    throttled: Callable[[int], Edge], ada: str
) -> None:
    edge = throttled(AT_ONCE)
    code = edge.lobby(ada)["exercise"]["code"]
    wrong = "WRONGONE" if code != "WRONGONE" else "WRONGTWO"
    for _ in range(2 * 199):
        assert edge.browser().get(f"/api/v1/join/{wrong}").status_code == 404
    edge.join(code, "Person 200")
