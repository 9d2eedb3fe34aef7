"""Accounts, and what they sign in with."""

import threading

import pytest
from sqlalchemy import Engine, select

from tabletop.store.errors import NameTaken
from tabletop.store.stores import Stores
from tabletop.store.tables import credential
from tabletop.store.users import CredentialKind, User, Users
from tests.store.rows import NOW

HOUR_MS = 3_600_000


def test_accounts_are_found(users: Users) -> None:
    ada = User("ada", "Ada", NOW)
    assert users.get("ada") == ada
    assert users.by_name("Ada") == ada
    assert users.get("Ada") is None
    assert users.by_name("Bea") is None


def test_the_first_is_the_oldest(users: Users) -> None:
    users.add(User("zoe", "Zoe", NOW - 1))
    users.add(User("bea", "Bea", NOW))
    assert users.first() == User("zoe", "Zoe", NOW - 1)
    assert [user.id for user in users.list()] == ["zoe", "ada", "bea"]


def test_an_empty_database_has_no_first(engine: Engine) -> None:
    users = Stores.on(engine).users
    assert users.first() is None
    assert users.list() == []


def test_a_name_belongs_to_one_account(users: Users) -> None:
    with pytest.raises(NameTaken):
        users.add(User("ada2", "Ada", NOW))


@pytest.mark.parametrize("kind", ["session", "api"])
def test_a_token_stands_for_its_user(users: Users, kind: CredentialKind) -> None:
    token = users.issue(kind, "ada", "laptop", NOW, HOUR_MS)
    assert users.resolve(kind, token, NOW + HOUR_MS - 1) == "ada"
    assert users.resolve(kind, token + "x", NOW) is None


def test_a_token_ends(users: Users) -> None:
    token = users.issue("session", "ada", "laptop", NOW, HOUR_MS)
    assert users.resolve("session", token, NOW + HOUR_MS) is None
    endless = users.issue("api", "ada", "script", NOW, None)
    assert users.resolve("api", endless, NOW + 10_000 * HOUR_MS) == "ada"


def test_one_kind_of_token_is_no_other(users: Users) -> None:
    api = users.issue("api", "ada", "script", NOW, None)
    link = users.issue("link", "ada", "first sign-in", NOW, HOUR_MS)
    assert users.resolve("session", api, NOW) is None
    assert users.resolve("session", link, NOW) is None
    assert users.redeem_link(api, NOW) is None
    assert users.resolve("api", api, NOW) == "ada"


def test_signing_out_ends_one_token(users: Users) -> None:
    laptop = users.issue("session", "ada", "laptop", NOW, HOUR_MS)
    phone = users.issue("session", "ada", "phone", NOW, HOUR_MS)
    assert users.revoke(laptop, NOW + 1)
    assert not users.revoke(laptop, NOW + 2)
    assert users.resolve("session", laptop, NOW + 1) is None
    assert users.resolve("session", phone, NOW + 1) == "ada"


def test_revoking_all_ends_every_token_of_the_user(users: Users) -> None:
    users.add(User("bea", "Bea", NOW))
    session = users.issue("session", "ada", "laptop", NOW, None)
    api = users.issue("api", "ada", "script", NOW, None)
    link = users.issue("link", "ada", "mail", NOW, None)
    other = users.issue("session", "bea", "laptop", NOW, None)
    assert users.revoke_all("ada", NOW + 1) == 3
    assert users.resolve("session", session, NOW + 1) is None
    assert users.resolve("api", api, NOW + 1) is None
    assert users.redeem_link(link, NOW + 1) is None
    assert users.resolve("session", other, NOW + 1) == "bea"


def test_a_link_works_once_and_in_time(users: Users) -> None:
    link = users.issue("link", "ada", "mail", NOW, HOUR_MS)
    assert users.redeem_link(link, NOW + 1) == "ada"
    assert users.redeem_link(link, NOW + 1) is None
    late = users.issue("link", "ada", "mail", NOW, HOUR_MS)
    assert users.redeem_link(late, NOW + HOUR_MS) is None


def test_a_new_link_ends_the_users_earlier_ones(engine: Engine, users: Users) -> None:
    users.add(User("bea", "Bea", NOW))
    other = users.issue("link", "bea", "mail", NOW, HOUR_MS)
    session = users.issue("session", "ada", "laptop", NOW, HOUR_MS)
    links = [users.issue("link", "ada", "terminal", NOW, HOUR_MS) for _ in range(3)]
    assert [users.redeem_link(link, NOW) for link in links] == [None, None, "ada"]
    assert users.resolve("session", session, NOW) == "ada"
    users.issue("link", "ada", "terminal", NOW, HOUR_MS)
    with engine.connect() as connection:
        kinds = connection.scalars(select(credential.c.kind)).all()
    assert sorted(kinds) == ["link", "link", "session"], "used ones are not kept either"
    assert users.redeem_link(other, NOW) == "bea"


def test_what_has_expired_is_not_kept(engine: Engine, users: Users) -> None:
    users.issue("session", "ada", "laptop", NOW, HOUR_MS)
    users.issue("api", "ada", "script", NOW, None)
    users.issue("session", "ada", "phone", NOW + HOUR_MS, HOUR_MS)
    with engine.connect() as connection:
        labels = connection.scalars(select(credential.c.label)).all()
    assert sorted(labels) == ["phone", "script"]


def test_a_link_is_redeemed_once_by_twenty_at_once(users: Users) -> None:
    link = users.issue("link", "ada", "mail", NOW, HOUR_MS)
    start = threading.Barrier(20)
    answers: list[str | None] = []

    def redeem() -> None:
        start.wait(10)
        answers.append(users.redeem_link(link, NOW + 1))

    threads = [threading.Thread(target=redeem) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(str, answers)) == ["None"] * 19 + ["ada"]


def test_tokens_are_not_kept(engine: Engine, users: Users) -> None:
    token = users.issue("api", "ada", "script", NOW, None)
    with engine.connect() as connection:
        assert token not in repr(connection.execute(select(credential)).all())
