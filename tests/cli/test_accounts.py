"""`tabletop user` and `tabletop token`, beside a server and without one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tabletop.cli import place
from tabletop.cli.group import cli
from tabletop.store.engine import open_engine
from tabletop.store.log import Batch
from tabletop.store.stores import Stores
from tests.store.rows import append, create, header, row

LINK = re.compile(r"http://localhost:8000/sign-in/(\S{40,})")


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TABLETOP_DATA", str(tmp_path / "data"))
    return tmp_path / "data"


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, arguments)


def resolve(data: Path, kind: str, token: str) -> str | None:
    """The name of the user an API token or a link stands for, in a moment from now."""
    engine = open_engine(f"sqlite:///{data / 'tabletop.db'}")
    try:
        users = Stores.on(engine).users
        if kind == "link":
            found = users.redeem_link(token, place.now())
        else:
            found = users.resolve("api", token, place.now())
        user = users.get(found) if found else None
        return user.name if user else None
    finally:
        engine.dispose()


def test_a_token_is_printed_alone_and_belongs_to_the_first_user(data: Path) -> None:
    made = run("token", "create", "--label", "load driver")
    assert made.exit_code == 0
    token = made.output.strip()
    assert re.fullmatch(r"[\w-]{40,}", token)
    assert resolve(data, "api", token) == "Facilitator"


def test_tokens_are_listed_without_the_token_and_revoked_by_id(data: Path) -> None:
    token = run("token", "create", "--label", "load driver").output.strip()
    listed = run("token", "list").output.strip()
    assert token not in listed
    id_, owner, since, label = listed.split("\t")
    assert (owner, label) == ("Facilitator", "load driver")
    assert re.fullmatch(r"since \d{4}-\d\d-\d\d", since)
    assert run("token", "revoke", id_).output == "Revoked.\n"
    assert run("token", "list").output == ""
    assert resolve(data, "api", token) is None
    again = run("token", "revoke", id_)
    assert again.exit_code == 1
    assert "There is no such token" in again.output


def test_users_are_added_listed_and_get_links(data: Path) -> None:
    run("token", "create")
    added = LINK.search(run("user", "add", " Ada ").output)
    assert added is not None
    assert resolve(data, "link", added[1]) == "Ada"
    assert resolve(data, "link", added[1]) is None
    names = [line.partition("\t")[0] for line in run("user", "list").output.splitlines()]
    assert names == ["Facilitator", "Ada"]
    for arguments, name in ((["Ada"], "Ada"), ([], "Facilitator")):
        link = LINK.search(run("user", "link", *arguments).output)
        assert link is not None
        assert resolve(data, "link", link[1]) == name


def test_a_fresh_link_ends_the_one_before(data: Path) -> None:
    links = [LINK.search(run("user", "link").output) for _ in range(2)]
    assert all(links)
    old, new = (link[1] for link in links if link)
    assert resolve(data, "link", old) is None
    assert resolve(data, "link", new) == "Facilitator"


def test_a_link_is_good_for_a_server_whose_time_is_ahead_of_the_clock(data: Path) -> None:
    """The wall clock was set back by a week: the server goes on from the last exercise."""
    run("token", "create")
    engine = open_engine(f"sqlite:///{data / 'tabletop.db'}")
    try:
        stores = Stores.on(engine)
        owner = stores.users.first()
        assert owner is not None
        next_week = place.now() + 7 * 24 * 3_600_000
        create(stores, header("harbour", owner=owner.id))
        append(stores, Batch("harbour", 0, [row(1, at=next_week)]))
        link = LINK.search(run("user", "link").output)
        assert link is not None
        assert stores.users.redeem_link(link[1], next_week + 3_600_000) == owner.id
    finally:
        engine.dispose()


def test_signing_somebody_out_ends_all_that_was_good(data: Path) -> None:
    token = run("token", "create").output.strip()
    link = LINK.search(run("user", "link").output)
    assert link is not None
    run("user", "add", "Ada")
    theirs = run("token", "create", "--user", "Ada").output.strip()
    assert run("user", "sign-out", "Facilitator").output == "Ended: 2.\n"
    assert resolve(data, "api", token) is None
    assert resolve(data, "link", link[1]) is None
    assert resolve(data, "api", theirs) == "Ada"
    assert run("user", "sign-out", "Facilitator").output == "Ended: 0.\n"


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("user", "sign-out", "Nobody"), "There is no user called 'Nobody'"),
        (("user", "add", "Facilitator"), "There is a user called 'Facilitator' already"),
        (("user", "add", "  "), "A name needs at least one letter"),
        (("user", "link", "Nobody"), "There is no user called 'Nobody'"),
        (("token", "create", "--user", "Nobody"), "There is no user called 'Nobody'"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(
    data: Path, arguments: tuple[str, ...], says: str
) -> None:
    run("token", "create")
    done = run(*arguments)
    assert done.exit_code == 1
    assert says in done.output
    assert len(done.output.splitlines()) == 1


def test_a_bad_setting_and_a_folder_in_the_way_are_one_line(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data.write_text("a file")
    done = run("user", "list")
    assert (done.exit_code, len(done.output.splitlines())) == (1, 1)
    assert "Can't write to the folder" in done.output
    monkeypatch.setenv("TABLETOP_PORT", "many")
    assert run("user", "list").output.startswith("Error: TABLETOP_PORT: ")


def test_the_help_says_what_there_is() -> None:
    text = run("--help").output
    for name in ("serve", "check", "user", "token", "db"):
        assert re.search(rf"^  {name} ", text, re.MULTILINE)
        assert run(name, "--help").exit_code == 0
    assert run("--version").output == "tabletop, version 0.1.0\n"
    assert run("nonsense").exit_code == 2
