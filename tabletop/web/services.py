"""What the routes work with, put into the application by the factory."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from typing import Final, cast

from flask import current_app

from tabletop.scenarios.library import Library
from tabletop.service.callers import Callers
from tabletop.service.desk import Desk
from tabletop.service.floor import Floor
from tabletop.service.joining import Joining
from tabletop.service.past import Past
from tabletop.service.rates import Allowance
from tabletop.settings import Settings
from tabletop.store.users import Users
from tabletop.web.throttle import Throttle

EXTENSION: Final = "tabletop"
VERSION: Final = version("tabletop")


@dataclass(frozen=True, slots=True)
class Services:
    """`now` is in Unix ms; `broken` says why the database can't be written, or None; `breathe`
    lets others have their turn in the middle of a long piece of work; `seen` is told which seat
    (its exercise, its id) was heard of.

    `public_url` is the address phones open, without a slash at its end.
    """

    settings: Settings
    floor: Floor
    desk: Desk
    joining: Joining
    past: Past
    callers: Callers
    users: Users
    library: Library
    guesses: Throttle
    allowance: Allowance
    now: Callable[[], int]
    broken: Callable[[], str | None]
    breathe: Callable[[], object]
    seen: Callable[[str, str], None]
    public_url: str

    def join_url(self, join_token: str) -> str:
        """What the QR code opens."""
        return f"{self.public_url}/j/{join_token}"


def services() -> Services:
    """The services of the application that handles this request."""
    return cast(Services, current_app.extensions[EXTENSION])
