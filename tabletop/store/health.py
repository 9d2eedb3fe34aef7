"""Whether the database would take a write now."""

from __future__ import annotations

from sqlalchemy import Engine, delete

from tabletop.store.errors import Unavailable
from tabletop.store.tables import setting
from tabletop.store.transactions import Transactions


def writable(engine: Engine) -> str | None:
    """None when it would; otherwise why not, in a few words.

    Takes the real write lock and writes nothing. Tries once, so that the answer comes quickly.
    """
    try:
        with Transactions(engine, patience_s=0.5).begun() as begun:
            begun.connection.execute(delete(setting).where(setting.c.key == ""))
    except Unavailable as unavailable:
        return unavailable.reason
    return None
