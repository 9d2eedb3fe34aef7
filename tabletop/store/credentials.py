"""The tokens users sign in with, as whoever looks after them sees them: never the tokens."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select, update

from tabletop.store.tables import credential, user
from tabletop.store.transactions import Transactions
from tabletop.store.users import CredentialKind, still_good

MOST_LISTED = 1_000


@dataclass(frozen=True, slots=True)
class Credential:
    """One token. `user` is its owner's name; `created_at` in Unix ms."""

    id: str
    user: str
    label: str
    created_at: int


class Credentials:
    """The credential table. Every method is a transaction of its own and may raise
    `Unavailable`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def good(self, kind: CredentialKind, now: int) -> Sequence[Credential]:
        """The tokens of that kind that are neither used up, expired nor revoked, oldest first."""
        query = (
            select(credential.c.id, user.c.name, credential.c.label, credential.c.created_at)
            .join(user, user.c.id == credential.c.user_id)
            .where(credential.c.kind == kind, *still_good(now))
            .order_by(credential.c.created_at, credential.c.id)
            .limit(MOST_LISTED)
        )
        with self._transactions.reading() as connection:
            return [Credential(*columns) for columns in connection.execute(query)]

    def revoke(self, credential_id: str, now: int) -> bool:
        """Make a token worthless. False when there is no such one, or it already was."""
        still_good = update(credential).where(
            credential.c.id == credential_id, credential.c.revoked_at.is_(None)
        )
        with self._transactions.writing() as connection:
            return bool(connection.execute(still_good.values(revoked_at=now)).rowcount)
