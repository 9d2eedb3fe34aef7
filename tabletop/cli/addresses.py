"""Under which addresses this computer can be reached."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

from tabletop.settings import Settings

ELSEWHERE = "192.0.2.1"
"""An address kept for documentation: nobody is there."""


def of_phones(settings: Settings, port: int) -> str:
    """The address phones in the room open, without a slash at its end."""
    if settings.public_url:
        return settings.public_url
    everywhere = settings.host in {"0.0.0.0", "::", ""}
    return _url(on_network() if everywhere else settings.host, port)


def of_this_computer(settings: Settings, port: int) -> str:
    """The address the person at this computer opens."""
    if settings.public_url:
        return settings.public_url
    everywhere = settings.host in {"0.0.0.0", "::", ""}
    return _url("localhost" if everywhere else settings.host, port)


def names(settings: Settings) -> tuple[str, ...]:
    """The host names this server answers to, beside IP addresses."""
    host = socket.gethostname()
    known = ["localhost", host, f"{host.partition('.')[0]}.local", settings.host]
    known += settings.trusted_hosts
    if settings.public_url:
        known.append(urlsplit(settings.public_url).hostname or "")
    return tuple(known)


def on_network() -> str:
    """This computer's address on its network; the loopback address when it is on none.

    Connecting a datagram socket sends nothing; it only picks the interface that would be used.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect((ELSEWHERE, 9))
        except OSError:
            return "127.0.0.1"
        address: str = probe.getsockname()[0]
        return address


def _url(host: str, port: int) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"http://{shown}" if port == 80 else f"http://{shown}:{port}"
