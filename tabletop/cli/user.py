"""`tabletop user`: the accounts of those who run exercises."""

from __future__ import annotations

import secrets

import click

from tabletop.cli import addresses, place
from tabletop.store.errors import NameTaken
from tabletop.store.stores import Stores
from tabletop.store.users import User


@click.group()
def user() -> None:
    """Accounts of those who run exercises."""


@user.command("list")
def list_() -> None:
    """List the accounts, the oldest first."""
    with place.database(place.settings()) as stores:
        for each in stores.users.list():
            click.echo(f"{each.name}\tsince {place.day(each.created_at)}")


@user.command()
@click.argument("name")
def add(name: str) -> None:
    """Add an account called NAME, and print a link that signs it in once."""
    settings = place.settings()
    if not name.strip():
        raise click.ClickException("A name needs at least one letter.")
    with place.database(settings) as stores:
        users = stores.users
        made = User(secrets.token_hex(8), name.strip(), place.now())
        try:
            users.add(made)
        except NameTaken:
            raise click.ClickException(
                f"There is a user called {name.strip()!r} already."
            ) from None
        click.echo(_link(stores, made))


@user.command()
@click.argument("name", required=False)
def link(name: str | None) -> None:
    """Print a fresh link that signs NAME in, once, within a day.

    Without NAME: the oldest account.
    """
    with place.database(place.settings()) as stores:
        click.echo(_link(stores, place.user_called(stores.users, name)))


def _link(stores: Stores, for_user: User) -> str:
    settings = place.settings()
    address = addresses.of_this_computer(settings, settings.port)
    token = place.sign_in_token(stores.users, for_user, place.server_now(stores))
    return f"{address}/sign-in/{token}"


@user.command("sign-out")
@click.argument("name")
def sign_out(name: str) -> None:
    """Sign NAME out everywhere: browsers, links not yet used, and API tokens.

    For a lost laptop, or somebody who no longer runs exercises here.
    """
    with place.database(place.settings()) as stores:
        ended = stores.users.revoke_all(place.user_called(stores.users, name).id, place.now())
    click.echo(f"Ended: {ended}.")
