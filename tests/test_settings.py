"""The environment in, a frozen object out; what can't be used is named in one line."""

import re
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from tabletop.settings import BadSetting, Settings, documented

DOCS = Path(__file__).parent.parent / "docs" / "settings.md"


def test_an_empty_environment_gives_the_defaults() -> None:
    assert Settings.read({}) == Settings()
    assert Settings.read({"TABLETOP_PORT": "  "}).port == 8000


def test_each_variable_is_read_into_its_type() -> None:
    settings = Settings.read(
        {
            "TABLETOP_HOST": "127.0.0.1",
            "TABLETOP_PORT": "9200",
            "TABLETOP_DATA": "/srv/exercise",
            "TABLETOP_ASYNC_MODE": "Threading",
            "TABLETOP_PUBLIC_URL": "https://exercise.example.org/",
            "TABLETOP_TRUSTED_HOSTS": "one.example.org, TWO.example.org",
            "TABLETOP_PROXY_HOPS": "1",
            "TABLETOP_INJECTS": "/srv/injects",
            "TABLETOP_LOG_LEVEL": "debug",
        }
    )
    assert settings == Settings(
        host="127.0.0.1",
        port=9200,
        data=Path("/srv/exercise"),
        async_mode="threading",
        public_url="https://exercise.example.org",
        trusted_hosts=("one.example.org", "two.example.org"),
        proxy_hops=1,
        injects=Path("/srv/injects"),
        log_level="DEBUG",
    )


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("TABLETOP_PORT", "http"),
        ("TABLETOP_PORT", "0"),
        ("TABLETOP_PORT", "70000"),
        ("TABLETOP_ASYNC_MODE", "twisted"),
        ("TABLETOP_PUBLIC_URL", "exercise.example.org"),
        ("TABLETOP_PUBLIC_URL", "https://exercise.example.org/path"),
        ("TABLETOP_PUBLIC_URL", "https://exercise.example.org:port"),
        ("TABLETOP_TRUSTED_HOSTS", "http://one.example.org"),
        ("TABLETOP_PROXY_HOPS", "-1"),
        ("TABLETOP_MAX_SEATS", "0"),
        ("TABLETOP_RESTART_GRACE_S", "soon"),
        ("TABLETOP_LOG_LEVEL", "loud"),
        ("TABLETOP_DATABASE_URL", "nonsense"),
        ("TABLETOP_DATABASE_URL", "mysql://db/tabletop"),
        ("TABLETOP_DATABASE_URL", "postgresql://db:port/tabletop"),
        ("TABLETOP_DATABASE_URL", "postgresql://me:pass]word@db/tabletop"),
        ("TABLETOP_DATABASE_URL", "sqlite://"),
        ("TABLETOP_DATABASE_URL", "sqlite:///:memory:"),
    ],
)
def test_a_value_that_cannot_be_used_is_one_line_with_its_name(name: str, value: str) -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.read({name: value})
    assert str(refused.value).startswith(f"{name}: ")
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://localhost/tabletop",
        "postgres://me:secret@db:5432/tabletop",
        "postgresql+psycopg2:///tabletop?host=/run/postgresql",
        "sqlite:////srv/exercise.db",
    ],
)
def test_a_database_of_ones_own_is_taken_as_it_is(url: str) -> None:
    settings = Settings.read({"TABLETOP_DATABASE_URL": url})
    assert settings.database == url
    assert not settings.embedded


def test_what_is_wrong_with_a_database_is_said_without_its_password() -> None:
    with pytest.raises(BadSetting) as refused:
        Settings.read({"TABLETOP_DATABASE_URL": "postgresql://me:secret@db:port/tabletop"})
    assert "secret" not in str(refused.value)


def test_the_embedded_database_is_a_file_in_the_data_folder() -> None:
    settings = Settings.read({"TABLETOP_DATA": "/srv/exercise"})
    assert settings.embedded
    assert settings.database == "sqlite:////srv/exercise/tabletop.db"


def test_settings_do_not_change_while_the_server_runs() -> None:
    with pytest.raises(FrozenInstanceError):
        Settings().port = 1  # type: ignore[misc]  # that is the point


def test_the_documented_table_is_the_dataclass() -> None:
    rows = re.findall(r"^\| `(TABLETOP_\w+)` \| (.+?) \| (.+) \|$", DOCS.read_text(), re.MULTILINE)
    assert rows == documented()
