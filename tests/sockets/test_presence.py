"""Who is there: live, away, gone (P10)."""

from tabletop.sockets.presence import GONE_AFTER_S, Presence


def test_a_seat_is_live_while_one_of_its_pages_is_looked_at() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "phone")
    presence.arrived("x", "mia", "laptop")
    presence.hid("x", "mia", "phone", True)
    assert presence.all("x", 0) == {"mia": "live"}
    presence.hid("x", "mia", "laptop", True)
    assert presence.all("x", 0) == {"mia": "away"}
    presence.hid("x", "mia", "phone", False)
    assert presence.all("x", 0) == {"mia": "live"}


def test_a_seat_is_gone_some_time_after_its_last_socket() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "phone")
    presence.arrived("x", "mia", "laptop")
    presence.left("x", "mia", "phone", 0)
    assert presence.all("x", GONE_AFTER_S * 2) == {"mia": "live"}
    presence.left("x", "mia", "laptop", 100)
    assert presence.all("x", 100 + GONE_AFTER_S - 0.1) == {"mia": "live"}
    assert presence.all("x", 100 + GONE_AFTER_S) == {"mia": "gone"}
    assert presence.present("x", 100 + GONE_AFTER_S) == set()
    presence.arrived("x", "mia", "phone again")
    assert presence.present("x", 100 + GONE_AFTER_S) == {"mia"}


def test_a_reload_goes_unnoticed() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "before")
    assert presence.news("x", 0) == {"mia": "live"}
    presence.left("x", "mia", "before", 1)
    presence.arrived("x", "mia", "after")
    assert presence.news("x", 1 + GONE_AFTER_S) == {}


def test_a_hidden_page_that_is_closed_stays_away_until_it_is_gone() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "phone")
    presence.hid("x", "mia", "phone", True)
    assert presence.news("x", 0) == {"mia": "away"}
    presence.left("x", "mia", "phone", 1)
    assert presence.news("x", 2) == {}
    assert presence.news("x", 1 + GONE_AFTER_S) == {"mia": "gone"}


def test_news_are_told_once_and_exercises_know_nothing_of_each_other() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "a")
    presence.arrived("y", "tom", "b")
    assert presence.news("x", 0) == {"mia": "live"}
    assert presence.news("x", 0) == {}
    assert presence.all("y", 0) == {"tom": "live"}
    assert presence.all("z", 0) == {}


def test_a_line_that_was_silent_counts_from_the_last_sign_of_life() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "phone")
    presence.left("x", "mia", "phone", 100 - GONE_AFTER_S)
    assert presence.all("x", 100) == {"mia": "gone"}


def test_the_screen_that_was_heard_of_last_counts() -> None:
    presence = Presence()
    presence.arrived("x", "mia", "phone")
    presence.arrived("x", "mia", "laptop")
    presence.left("x", "mia", "phone", 100)
    presence.left("x", "mia", "laptop", 80)
    assert presence.all("x", 99 + GONE_AFTER_S) == {"mia": "live"}
    assert presence.all("x", 100 + GONE_AFTER_S) == {"mia": "gone"}


def test_who_only_has_http_is_there_for_as_long_after_each_request() -> None:
    presence = Presence()
    presence.seen("x", "mia", 100)
    assert presence.news("x", 100) == {"mia": "live"}
    presence.seen("x", "mia", 110)
    assert presence.present("x", 109 + GONE_AFTER_S) == {"mia"}
    assert presence.news("x", 110 + GONE_AFTER_S) == {"mia": "gone"}


def test_what_nobody_knows_changes_nothing() -> None:
    presence = Presence()
    presence.left("x", "mia", "phone", 0)
    presence.hid("x", "mia", "phone", True)
    assert presence.all("x", 0) == {}
