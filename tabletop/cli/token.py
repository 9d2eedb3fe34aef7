"""`tabletop token`: what a script shows instead of a sign-in."""

from __future__ import annotations

import click

from tabletop.cli import place


@click.group()
def token() -> None:
    """API tokens, for scripts."""


@token.command()
@click.option("--user", "name", help="Whose token it is; without it the oldest account's.")
@click.option("--label", default="", help="What it is for, to tell it from others.")
def create(name: str | None, label: str) -> None:
    """Make a token and print it. It is shown this once; only its hash is kept."""
    with place.database(place.settings()) as stores:
        users = stores.users
        owner = place.user_called(users, name)
        click.echo(users.issue("api", owner.id, label, place.now(), None))


@token.command("list")
def list_() -> None:
    """List the tokens that are good, the oldest first."""
    with place.database(place.settings()) as stores:
        for each in stores.credentials.good("api", place.now()):
            made = place.day(each.created_at)
            click.echo(f"{each.id}\t{each.user}\tsince {made}\t{each.label}".rstrip())


@token.command()
@click.argument("id_", metavar="ID")
def revoke(id_: str) -> None:
    """Make the token with this ID (as `token list` shows it) worthless, at once."""
    with place.database(place.settings()) as stores:
        if not stores.credentials.revoke(id_, place.now()):
            raise click.ClickException(f"There is no such token: {id_}. See: tabletop token list")
    click.echo("Revoked.")
