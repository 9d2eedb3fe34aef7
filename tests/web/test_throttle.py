"""Guessing is slow, joining is not (A26, A27)."""

import pytest

from tabletop.domain.errors import Refusal
from tabletop.web.throttle import MOST_PLACES, Throttle, place
from tests.edge import Edge

START = 1_800_000_000_000


class Clock:
    now = START

    def __call__(self) -> int:
        return self.now


def test_failures_are_counted_for_a_minute() -> None:
    clock = Clock()
    throttle = Throttle(clock, most=3)
    for _ in range(3):
        throttle.check("10.0.0.1")
        throttle.failed("10.0.0.1")
        clock.now += 1_000
    with pytest.raises(Refusal) as refused:
        throttle.check("10.0.0.1")
    assert refused.value.code == "slow_down"
    assert "Wait 57 s" in refused.value.message
    throttle.check("10.0.0.2")
    clock.now = START + 60_000
    throttle.check("10.0.0.1")
    throttle.failed("10.0.0.1")
    with pytest.raises(Refusal):
        throttle.check("10.0.0.1")


def test_a26_an_ipv6_network_is_one_place() -> None:
    assert place("2001:db8:1:2::1") == place("2001:db8:1:2:ffff::9") == "2001:db8:1:2::/64"
    assert place("2001:db8:1:3::1") != place("2001:db8:1:2::1")
    assert place("::ffff:10.0.0.1") == place("10.0.0.1") == "10.0.0.1"
    assert place(None) == ""


def test_it_forgets_the_place_that_was_quiet_longest() -> None:
    clock = Clock()
    throttle = Throttle(clock, most=1)
    throttle.failed("first")
    for number in range(MOST_PLACES):
        throttle.failed(f"place {number}")
    throttle.check("first")
    with pytest.raises(Refusal):
        throttle.check("place 0")


def test_a26_wrong_codes_are_slowed_down_on_every_door(edge: Edge, ada: str) -> None:
    right = edge.lobby(ada)["exercise"]["code"]
    browser = edge.browser()
    for number in range(10):
        assert browser.get(f"/j/WRONG{number:03}").status_code == 404
        assert browser.get(f"/api/v1/join/WRONG{number:03}").status_code == 404
        body = {"code": f"WRONG{number:03}", "name": "Mia"}
        assert browser.post("/api/v1/join", json=body).status_code == 404
    assert browser.get("/j/WRONG999").status_code == 429
    assert browser.get(f"/api/v1/join/{right}").status_code == 429
    assert browser.post("/display", data={"code": right}).status_code == 429
    assert browser.post("/api/v1/join", json={"code": right, "name": "M"}).status_code == 429
    edge.now += 60_000
    assert browser.get(f"/api/v1/join/{right}").status_code == 200


def test_wrong_sign_in_links_are_slowed_down(edge: Edge, ada: str) -> None:
    for number in range(30):
        assert edge.browser().post(f"/sign-in/wrong{number}").status_code == 404
    link = edge.desk.users.issue("link", "user-Ada", "test", edge.now, 600_000)
    assert edge.browser().post(f"/sign-in/{link}").status_code == 429
    edge.now += 60_000
    assert edge.browser().post(f"/sign-in/{link}").status_code == 303


def test_a27_two_hundred_phones_behind_one_address_join(edge: Edge, ada: str) -> None:
    code = edge.lobby(ada)["exercise"]["code"]
    for number in range(200):
        assert edge.browser().get(f"/j/{code}").status_code == 200
        edge.join(code, f"Person {number}")
