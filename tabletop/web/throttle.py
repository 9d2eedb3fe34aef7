"""Guessing is slowed down by counting failures, never by counting people: two hundred phones
behind one address all get in."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from threading import Lock
from typing import Final

from tabletop.domain.errors import Refusal

WINDOW_MS: Final = 60_000
MOST_PLACES: Final = 10_000


class Throttle:
    """Allows `most` failures a minute from one place; then even a right guess waits.

    A place is an IPv4 address, or an IPv6 /64: whoever has one IPv6 address has all of those.
    """

    def __init__(self, now: Callable[[], int], most: int = 30) -> None:
        self._now = now
        self._most = most
        self._failures: dict[str, deque[int]] = {}
        self._lock = Lock()

    def check(self, address: str | None) -> None:
        """Raises Refusal("slow_down") while too many guesses from there have failed."""
        with self._lock:
            failures = self._recent(place(address))
        if len(failures) >= self._most:
            seconds = ceil((failures[0] + WINDOW_MS - self._now()) / 1000)
            raise Refusal("slow_down", f"Too many wrong tries. Wait {seconds} s and try again.")

    def failed(self, address: str | None) -> None:
        """Count a failure."""
        where = place(address)
        with self._lock:
            failures = self._recent(where)
            failures.append(self._now())
            # Put last, so that the place that was quiet longest is forgotten first.
            self._failures.pop(where, None)
            self._failures[where] = failures
            while len(self._failures) > MOST_PLACES:
                del self._failures[next(iter(self._failures))]

    def _recent(self, where: str) -> deque[int]:
        failures = self._failures.get(where)
        if failures is None:
            return deque(maxlen=self._most)
        while failures and failures[0] <= self._now() - WINDOW_MS:
            failures.popleft()
        return failures


def place(address: str | None) -> str:
    """What counts as one guesser: the address, or the /64 an IPv6 address is in."""
    try:
        parsed = ip_address(address or "")
    except ValueError:
        return address or ""
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped is not None:
            return str(parsed.ipv4_mapped)
        return str(ip_network((parsed, 64), strict=False))
    return str(parsed)
