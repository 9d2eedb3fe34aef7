"""Guessing is slowed down by counting failures, never by counting people.

A typed code is one of 31^8 = 8.5e11. Two hundred phones behind one address that all mistype twice
make 400 failures: that many are fine at once. After that it is one a second, 86,400 a day: against
a hundred open exercises one place finds a code in 270 years, a thousand places one every hundred
days. What a code opens is a lobby, where the facilitator sees who came.
"""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Final

from tabletop.domain.errors import Refusal
from tabletop.service.rates import Buckets

AT_ONCE: Final = 400
PER_SECOND: Final = 1.0


class Throttle:
    """Allows so many failures from one place; then even a right guess waits for its turn.

    A place is an IPv4 address, or an IPv6 /64: whoever has one IPv6 address has all of those.
    """

    def __init__(self, ticks: Callable[[], float], at_once: int = AT_ONCE) -> None:
        self._failures = Buckets(ticks, burst=at_once, per_second=PER_SECOND)

    def check(self, address: str | None) -> None:
        """Raises Refusal("slow_down") while too many guesses from there have failed."""
        if self._failures.left(place(address)) < 1:
            raise Refusal(
                "slow_down",
                "Too many wrong codes came from this network. "
                "Scan the QR code instead, or try again in a few seconds.",
            )

    def failed(self, address: str | None) -> None:
        """Count a failure."""
        self._failures.take(place(address))


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
