"""Small values the installation keeps about itself, such as a key it made."""

from __future__ import annotations

from collections.abc import Callable

from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError

from tabletop.store.reasons import is_duplicate
from tabletop.store.tables import setting
from tabletop.store.transactions import Transactions


class Setting:
    """The setting table. May raise `Unavailable`."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    def get_or_create(self, key: str, factory: Callable[[], str]) -> str:
        """The value under `key`, in every process the same; the first time what `factory` makes."""
        value = self._get(key)
        if value is not None:
            return value
        made = factory()
        try:
            with self._transactions.writing() as connection:
                connection.execute(insert(setting).values(key=key, value=made))
        except IntegrityError as error:
            value = self._get(key)
            if value is None or not is_duplicate(error):
                raise
            return value
        return made

    def _get(self, key: str) -> str | None:
        with self._transactions.reading() as connection:
            return connection.scalar(select(setting.c.value).where(setting.c.key == key))
