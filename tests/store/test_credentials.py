"""Tokens can be told apart and taken back by whoever does not have them."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from tabletop.store.credentials import Credential, Credentials
from tabletop.store.engine import open_engine
from tabletop.store.migrate import migrate
from tabletop.store.users import User, Users

NOW = 1_700_000_000_000


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    url = f"sqlite:///{tmp_path / 'tabletop.db'}"
    migrate(url, now=NOW, backups=tmp_path / "backups")
    opened = open_engine(url)
    yield opened
    opened.dispose()


def test_good_tokens_are_listed_and_a_revoked_one_is_worthless(engine: Engine) -> None:
    users, credentials = Users(engine), Credentials(engine)
    users.add(User("u1", "Ada", NOW))
    token = users.issue("api", "u1", "load driver", NOW, None)
    users.issue("api", "u1", "expired", NOW, 1_000)
    users.issue("session", "u1", "browser", NOW, None)

    (listed,) = credentials.good("api", NOW + 5_000)
    assert listed == Credential(listed.id, "Ada", "load driver", NOW)

    assert credentials.revoke(listed.id, NOW)
    assert not credentials.revoke(listed.id, NOW)
    assert not credentials.revoke("nothing", NOW)
    assert credentials.good("api", NOW) == [c for c in credentials.good("api", NOW) if c != listed]
    assert users.resolve("api", token, NOW) is None
