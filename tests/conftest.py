"""What every test may use: Hypothesis profiles and a throwaway PostgreSQL database."""

import os
import secrets
from collections.abc import Iterator

import pytest
import sqlalchemy
from hypothesis import HealthCheck, settings

IN_CI = bool(os.environ.get("CI"))
POSTGRES_SERVER = "postgresql+psycopg2://postgres@127.0.0.1:5432"

# The speed of the machine is no property of the code: no deadline, and no complaint about slowness.
# In CI the examples are the same each time, so that a build tells about the change and not about
# luck; elsewhere they differ from run to run and explore.
_calm = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)
settings.register_profile("ci", _calm, derandomize=True, max_examples=100)
settings.register_profile("dev", _calm, max_examples=50)
settings.load_profile("ci" if IN_CI else "dev")


@pytest.fixture
def postgres_url() -> Iterator[str]:
    """The URL of an empty PostgreSQL database that is dropped after the test.

    Needs a server on 127.0.0.1:5432 that trusts the user `postgres`. In CI that is a must;
    elsewhere such tests run when TABLETOP_TEST_POSTGRES is set.
    """
    if not (IN_CI or os.environ.get("TABLETOP_TEST_POSTGRES")):
        pytest.skip("TABLETOP_TEST_POSTGRES is not set: not tested against PostgreSQL")
    name = f"tabletop_test_{secrets.token_hex(6)}"
    server = sqlalchemy.create_engine(
        f"{POSTGRES_SERVER}/postgres",
        isolation_level="AUTOCOMMIT",
        poolclass=sqlalchemy.NullPool,
        connect_args={"connect_timeout": 5},
    )
    with server.connect() as connection:
        connection.execute(sqlalchemy.text(f"CREATE DATABASE {name}"))
    yield f"{POSTGRES_SERVER}/{name}"
    with server.connect() as connection:
        connection.execute(sqlalchemy.text(f"DROP DATABASE {name} WITH (FORCE)"))
