"""The accounts of those who run exercises, and what they sign in with."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, Literal, TypeAlias

from sqlalchemy import ColumnElement, Select, delete, insert, or_, select, update
from sqlalchemy.exc import IntegrityError

from tabletop.store.errors import NameTaken
from tabletop.store.reasons import is_duplicate
from tabletop.store.tables import credential, user
from tabletop.store.tokens import digest, new_token
from tabletop.store.transactions import Transactions

CredentialKind: TypeAlias = Literal["session", "api", "link"]
"""A browser's session, an API token, or a sign-in link that works once."""


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who owns exercises. `created_at` in Unix ms."""

    id: str
    name: str
    created_at: int


class Users:
    """The user and credential tables. Every method is a transaction of its own and may raise
    `Unavailable`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def add(self, new: User) -> None:
        """Add an account. Raises `NameTaken`."""
        try:
            with self._transactions.writing() as connection:
                connection.execute(insert(user).values(asdict(new)))
        except IntegrityError as error:
            if is_duplicate(error):
                raise NameTaken from error
            raise

    def get(self, user_id: str) -> User | None:
        """The account with this id."""
        return self._one(_USERS.where(user.c.id == user_id))

    def by_name(self, name: str) -> User | None:
        """The account with exactly this name."""
        return self._one(_USERS.where(user.c.name == name))

    def first(self) -> User | None:
        """The oldest account: the owner of an embedded installation."""
        return self._one(_USERS.order_by(user.c.created_at, user.c.id).limit(1))

    def list(self) -> Sequence[User]:
        """All accounts, oldest first."""
        pages = self._transactions.pages(_USERS, user.c.id, "")
        found = [User(*columns) for page in pages for columns in page]
        return sorted(found, key=lambda one: (one.created_at, one.id))

    def issue(
        self, kind: CredentialKind, user_id: str, label: str, now: int, ttl_ms: int | None
    ) -> str:
        """A new token for the user, good for `ttl_ms` (None: until revoked). It is not kept.

        With a new link the user's earlier ones end: what lies about in a terminal or a mail opens
        nothing any more. What has expired is cleared away.
        """
        token = new_token()
        over = credential.c.expires_at <= now
        if kind == "link":
            over |= credential.c.kind == "link"
        with self._transactions.writing() as connection:
            connection.execute(delete(credential).where(credential.c.user_id == user_id, over))
            connection.execute(
                insert(credential).values(
                    id=secrets.token_hex(8),
                    kind=kind,
                    user_id=user_id,
                    hash=digest(token),
                    label=label,
                    created_at=now,
                    expires_at=None if ttl_ms is None else now + ttl_ms,
                )
            )
        return token

    def resolve(self, kind: CredentialKind, token: str, now: int) -> str | None:
        """The id of the user this token stands for, while it is good. Links have `redeem_link`."""
        query = select(credential.c.user_id).where(*_good(kind, token, now))
        with self._transactions.reading() as connection:
            return connection.scalar(query)

    def redeem_link(self, token: str, now: int) -> str | None:
        """The id of the user whose sign-in link this is, once: afterwards the link is used up."""
        use = update(credential).where(*_good("link", token, now)).values(used_at=now)
        owner = select(credential.c.user_id).where(credential.c.hash == digest(token))
        with self._transactions.writing() as connection:
            return connection.scalar(owner) if connection.execute(use).rowcount else None

    def revoke(self, token: str, now: int) -> bool:
        """Make this token worthless (signing out). False when it already was, or never existed."""
        return bool(self._revoke(credential.c.hash == digest(token), now))

    def revoke_all(self, user_id: str, now: int) -> int:
        """Make every session, API token and link of the user worthless; how many were good."""
        return self._revoke(credential.c.user_id == user_id, now)

    def _revoke(self, condition: ColumnElement[bool], now: int) -> int:
        good = update(credential).where(condition, *still_good(now))
        with self._transactions.writing() as connection:
            return connection.execute(good.values(revoked_at=now)).rowcount

    def _one(self, query: Select[tuple[str, str, int]]) -> User | None:
        with self._transactions.reading() as connection:
            columns: Sequence[Any] | None = connection.execute(query).one_or_none()
        return User(*columns) if columns is not None else None


_USERS = select(user.c.id, user.c.name, user.c.created_at)


def _good(kind: CredentialKind, token: str, now: int) -> Sequence[ColumnElement[bool]]:
    same = (credential.c.hash == digest(token), credential.c.kind == kind)
    return (*same, *still_good(now))


def still_good(now: int) -> Sequence[ColumnElement[bool]]:
    """Neither used up, revoked nor expired."""
    return (
        credential.c.used_at.is_(None),
        credential.c.revoked_at.is_(None),
        or_(credential.c.expires_at.is_(None), credential.c.expires_at > now),
    )
