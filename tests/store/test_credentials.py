"""Tokens can be told apart and taken back by whoever does not have them."""

from tabletop.store.credentials import Credential
from tabletop.store.stores import Stores
from tests.store.rows import NOW


def test_good_tokens_are_listed_and_a_revoked_one_is_worthless(stores: Stores) -> None:
    users, credentials = stores.users, stores.credentials
    token = users.issue("api", "ada", "load driver", NOW, None)
    users.issue("api", "ada", "expired", NOW, 1_000)
    users.issue("session", "ada", "browser", NOW, None)

    (listed,) = credentials.good("api", NOW + 5_000)
    assert listed == Credential(listed.id, "Ada", "load driver", NOW)

    assert credentials.revoke(listed.id, NOW)
    assert not credentials.revoke(listed.id, NOW)
    assert not credentials.revoke("nothing", NOW)
    assert listed not in credentials.good("api", NOW)
    assert users.resolve("api", token, NOW) is None


def test_the_oldest_come_first(stores: Stores) -> None:
    for age in (3, 1, 2):
        stores.users.issue("api", "ada", str(age), NOW - age, None)
    assert [each.label for each in stores.credentials.good("api", NOW)] == ["3", "2", "1"]
