"""Every setting, read once from the environment; `docs/settings.md` lists them in words."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from ipaddress import ip_address
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

PREFIX: Final = "TABLETOP_"
EMBEDDED_DATABASE: Final = "tabletop.db"
DATABASES: Final = "must be postgresql://USER@HOST/NAME, or sqlite:///FILE"


class BadSetting(ValueError):
    """A setting that can't be used. The text is one line that names it and says what to write."""

    def __init__(self, name: str, problem: str) -> None:
        super().__init__(f"{name}: {problem}")


def _number(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        try:
            number = int(text)
        except ValueError:
            number = low - 1
        if not low <= number <= high:
            raise ValueError(f"must be a whole number from {low} to {high}, not {text!r}")
        return number

    return read


def _one_of(*allowed: str) -> Callable[[str], str]:
    def read(text: str) -> str:
        for each in allowed:
            if text.casefold() == each.casefold():
                return each
        raise ValueError(f"must be one of {', '.join(allowed)}, not {text!r}")

    return read


def _folder(text: str) -> Path:
    return Path(text).expanduser()


def _text(text: str) -> str:
    return text


def _database(text: str) -> str:
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:  # a port that is no number
        raise ValueError(DATABASES) from None  # without the value: it may hold a password
    postgresql = parts.scheme in {"postgresql", "postgres", "postgresql+psycopg2"}
    file = parts.scheme == "sqlite" and parts.path.strip("/") not in {"", ":memory:"}
    if not (postgresql or file):
        raise ValueError(DATABASES)
    return text


def _web_address(text: str) -> str:
    parts = urlsplit(text)
    try:
        whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        whole = False
    if not whole or parts.path.strip("/") or parts.query or parts.fragment or parts.username:
        raise ValueError(f"must be an address like https://exercise.example.org, not {text!r}")
    return f"{parts.scheme}://{parts.netloc}"


def _hosts(text: str) -> tuple[str, ...]:
    names = tuple(name for name in re.split(r"[\s,]+", text.casefold()) if name)
    for name in names:
        if not re.fullmatch(r"[a-z0-9][a-z0-9.-]*", name):
            raise ValueError(f"must be host names without port, separated by commas, not {name!r}")
    return names


def _about(
    read: Callable[[str], object], meaning: str, default: str | None = None
) -> Mapping[str, Any]:
    return {"read": read, "meaning": meaning, "shown": default}


@dataclass(frozen=True, slots=True)
class Settings:
    """What an administrator may choose. Made by `read`; the defaults suit a laptop in a room."""

    host: str = field(default="0.0.0.0", metadata=_about(_text, "the network address to listen on"))
    port: int = field(default=8000, metadata=_about(_number(1, 65_535), "the port to listen on"))
    data: Path = field(
        default=Path("data"),
        metadata=_about(_folder, "the folder for the database and its backups"),
    )
    database_url: str = field(
        default="",
        metadata=_about(
            _database,
            "the database: `postgresql://…`, or `sqlite:///FILE`",
            f"the file `{EMBEDDED_DATABASE}` in the data folder",
        ),
    )
    async_mode: str = field(
        default="eventlet",
        metadata=_about(
            _one_of("eventlet", "threading"),
            "the server: `eventlet`, or `threading` for small rooms and tests",
        ),
    )
    public_url: str = field(
        default="",
        metadata=_about(
            _web_address,
            "the address that phones open; it is in every join link and QR code",
            "guessed from the network interface",
        ),
    )
    trusted_hosts: tuple[str, ...] = field(
        default=(),
        metadata=_about(
            _hosts,
            "further host names this server answers to, separated by commas",
            "this computer's name, `localhost`, IP addresses and the public address",
        ),
    )
    proxy_hops: int = field(
        default=0,
        metadata=_about(_number(0, 10), "how many reverse proxies of yours stand in front"),
    )
    max_seats: int = field(
        default=1000, metadata=_about(_number(1, 10_000), "how many seats one exercise may have")
    )
    injects: Path | None = field(
        default=None,
        metadata=_about(
            _folder, "a folder with scenarios", "the scenarios that come with Tabletop"
        ),
    )
    restart_grace_s: int = field(
        default=30,
        metadata=_about(
            _number(0, 86_400),
            "when the server was away this many seconds at most, the exercise clock just goes on; "
            "after a longer time it comes up paused",
        ),
    )
    log_level: str = field(
        default="INFO",
        metadata=_about(_one_of("DEBUG", "INFO", "WARNING", "ERROR"), "how much is logged"),
    )

    @classmethod
    def read(cls, environ: Mapping[str, str]) -> Settings:
        """The settings in `environ`; a variable that is empty counts as absent.

        Raises BadSetting at the first one that can't be used.
        """
        chosen: dict[str, Any] = {}
        for item in fields(cls):
            name = variable(item.name)
            if text := environ.get(name, "").strip():
                try:
                    chosen[item.name] = item.metadata["read"](text)
                except ValueError as error:
                    raise BadSetting(name, str(error)) from None
        return cls(**chosen)

    @property
    def embedded(self) -> bool:
        """Whether the database is the file in the data folder."""
        return not self.database_url

    @property
    def database(self) -> str:
        """The URL of the database in use."""
        return self.database_url or f"sqlite:///{self.data / EMBEDDED_DATABASE}"


def variable(name: str) -> str:
    """The environment variable of a setting."""
    return f"{PREFIX}{name.upper()}"


def documented() -> list[tuple[str, str, str]]:
    """Each setting's variable, its default and its meaning, in words."""
    return [
        (
            variable(item.name),
            str(item.default) if item.metadata["shown"] is None else item.metadata["shown"],
            item.metadata["meaning"],
        )
        for item in fields(Settings)
    ]


def is_ip_address(host: str) -> bool:
    """Whether `host` is an IPv4 or IPv6 address and no name."""
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
