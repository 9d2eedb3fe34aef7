"""A page's line to the server, with somebody in the middle who can cut it and keep messages."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

COMPLAINTS = ["WebSocket", "ERR_FAILED", "status of 409"]
"""What a browser logs about a cut line, and about what came late: for `new_page(expected=…)`."""


class CutLine:
    """Put it in before the page is opened."""

    def __init__(self, page: Page) -> None:
        self.dead = False
        """Whether nothing passes, in either direction."""
        self.deaf = False
        """Whether what the server says is lost, while it hears everything."""
        self.drops = ""
        """What a message has in it that never reaches the server."""
        self.kept: list[Any] = []
        """What the page said on a dead line: a network may still deliver it."""
        self._page = page
        self._lines: list[WebSocketRoute] = []
        self._servers: list[WebSocketRoute] = []
        page.route_web_socket(re.compile("/socket.io/"), self._route)

    def silence(self) -> None:
        """From now on nothing passes, and nobody is told."""
        self.dead = True
        self._page.route(re.compile("/socket.io/|/healthz|/api/"), lambda each: each.abort())

    def cut(self) -> None:
        """The same, and the page is told."""
        self.silence()
        for line in self._lines:
            line.close()

    def mend(self) -> None:
        """New connections are made again."""
        self.dead = self.deaf = False
        self._page.unroute(re.compile("/socket.io/|/healthz|/api/"))

    def deliver(self) -> None:
        """The network hands over late what the page said on the dead line."""
        for message in self.kept:
            self._servers[0].send(message)
        self.kept.clear()

    def _route(self, line: WebSocketRoute) -> None:
        if self.dead:
            line.close()
            return
        server = line.connect_to_server()
        line.on_message(lambda message: self._up(server, message))
        server.on_message(lambda message: self._down(line, message))
        line.on_close(lambda *_: None)
        self._lines.append(line)
        self._servers.append(server)

    def _up(self, server: WebSocketRoute, message: Any) -> None:
        if self.dead:
            self.kept.append(message)
        elif not (self.drops and self.drops in str(message)):
            server.send(message)

    def _down(self, line: WebSocketRoute, message: Any) -> None:
        if not (self.dead or self.deaf):
            line.send(message)
