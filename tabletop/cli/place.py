"""The settings and the database, as the subcommands that are no server need them."""

from __future__ import annotations

import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Final

import click

from tabletop.settings import Settings
from tabletop.store.engine import open_engine
from tabletop.store.errors import AlreadyRunning
from tabletop.store.lock import Hold, make_folder
from tabletop.store.migrate import Migration, migrate, require_current
from tabletop.store.stores import Stores
from tabletop.store.users import User, Users

FIRST_USER: Final = "Facilitator"
LINK_GOOD_MS: Final = 24 * 60 * 60 * 1000


def settings() -> Settings:
    """The settings of this process. Raises BadSetting."""
    return Settings.read(os.environ)


def now() -> int:
    """The wall clock, in Unix ms."""
    return time.time_ns() // 1_000_000


def server_now(stores: Stores) -> int:
    """The time as a server over this database has it: never behind what is on record."""
    return max(now(), stores.exercises.newest_moment())


def bring_up_to_date(chosen: Settings) -> Migration:
    """Create or upgrade the database. Raises StoreError."""
    return migrate(chosen.database, now=now(), backups=chosen.data / "backups")


@contextmanager
def database(chosen: Settings) -> Iterator[Stores]:
    """The database, ready for use, also beside a running server. Raises StoreError."""
    if chosen.embedded:
        make_folder(chosen.data)
        hold = Hold(chosen.database)
        try:
            hold.acquire()
        except AlreadyRunning:
            pass  # then that server has brought it up to date
        else:
            try:
                bring_up_to_date(chosen)
            finally:
                hold.release()
    else:
        require_current(chosen.database)
    engine = open_engine(chosen.database)
    try:
        yield Stores.on(engine)
    finally:
        engine.dispose()


def first_user(users: Users) -> User:
    """The oldest account, made now when there is none."""
    found = users.first()
    if found is None:
        found = User(secrets.token_hex(8), FIRST_USER, now())
        users.add(found)
    return found


def user_called(users: Users, name: str | None) -> User:
    """The account with this name; without one the oldest, made now if need be."""
    if name is None:
        return first_user(users)
    found = users.by_name(name)
    if found is None:
        raise click.ClickException(f"There is no user called {name!r}. See: tabletop user list")
    return found


def sign_in_token(users: Users, user: User, at: int) -> str:
    """A token for a link that signs the user in, once, within a day from `at`. The user's earlier
    links end."""
    return users.issue("link", user.id, "sign-in link", at, LINK_GOOD_MS)


def day(at: int) -> str:
    """A moment's date, in UTC."""
    return f"{datetime.fromtimestamp(at / 1000, UTC):%Y-%m-%d}"
