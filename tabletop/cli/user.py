"""`tabletop user`: the accounts of those who run exercises."""

from __future__ import annotations

import secrets

import click

from tabletop.cli import addresses, place
from tabletop.store.errors import NameTaken
from tabletop.store.users import User, Users


@click.group()
def user() -> None:
    """Accounts of those who run exercises."""


@user.command("list")
def list_() -> None:
    """List the accounts, the oldest first."""
    with place.database(place.settings()) as engine:
        for each in Users(engine).list():
            click.echo(f"{each.name}\tsince {place.day(each.created_at)}")


@user.command()
@click.argument("name")
def add(name: str) -> None:
    """Add an account called NAME, and print a link that signs it in once."""
    settings = place.settings()
    if not name.strip():
        raise click.ClickException("A name needs at least one letter.")
    with place.database(settings) as engine:
        users = Users(engine)
        made = User(secrets.token_hex(8), name.strip(), place.now())
        try:
            users.add(made)
        except NameTaken:
            raise click.ClickException(
                f"There is a user called {name.strip()!r} already."
            ) from None
        click.echo(_link(users, made))


@user.command()
@click.argument("name", required=False)
def link(name: str | None) -> None:
    """Print a fresh link that signs NAME in, once, within a day.

    Without NAME: the oldest account.
    """
    with place.database(place.settings()) as engine:
        users = Users(engine)
        click.echo(_link(users, place.user_called(users, name)))


def _link(users: Users, for_user: User) -> str:
    settings = place.settings()
    address = addresses.of_this_computer(settings, settings.port)
    return f"{address}/sign-in/{place.sign_in_token(users, for_user)}"
