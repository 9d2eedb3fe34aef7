"""What the person who started the server reads in the terminal."""

from __future__ import annotations

from collections.abc import Callable
from importlib.metadata import version
from io import StringIO

import segno

from tabletop.domain.events import ExerciseOpened
from tabletop.service.live import Live


class Banner:
    """`say` prints one text; `address` is what phones open."""

    def __init__(self, say: Callable[[str], object], address: str) -> None:
        self._say = say
        self._address = address

    def greet(self, sign_in_link: str) -> None:
        """At the start."""
        self._say(
            f"Tabletop {version('tabletop')}\n\n"
            f"  Sign in (works once)   {sign_in_link}\n"
            f"  Phones on this network {self._address}\n\n"
            "Ctrl-C stops the server."
        )

    def committed(self, live: Live, before: int, _after: int) -> None:
        """When a lobby opens: how to get in. Give it to `Floor.on_commit`."""
        opened = (each for each in live.recent if isinstance(each.event, ExerciseOpened))
        if any(each.seq > before for each in opened):
            self._say(self._invitation(live))

    def _invitation(self, live: Live) -> str:
        header = live.header
        drawn = StringIO()
        link = f"{self._address}/j/{header.join_token}"
        segno.make(link, error="m", micro=False).terminal(drawn, border=2, compact=True)
        code = f"{header.code[:4]}-{header.code[4:]}"
        return (
            f"\nThe lobby of “{header.title}” is open.\n"
            f"  Scan this, or open {self._address} and type  {code}\n\n{drawn.getvalue()}"
        )
