"""The `tabletop` command: its subcommands are imported when they are asked for, so that a help
text does not wait for a web server."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from tabletop.settings import BadSetting
from tabletop.store.errors import StoreError

COMMANDS: Final = {
    "serve": "tabletop.cli.serve:serve",
    "check": "tabletop.cli.check:check",
    "demo": "tabletop.cli.demo:demo",
    "user": "tabletop.cli.user:user",
    "token": "tabletop.cli.token:token",
    "db": "tabletop.cli.db:db",
}
"""Where each subcommand is, in the order in which the help lists them."""


class Group(click.Group):
    """Finds the subcommands; shows what went wrong in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The subcommands' names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The subcommand with this name, imported now."""
        place = COMMANDS.get(cmd_name)
        if place is None:
            return None
        module, _, name = place.partition(":")
        command: click.Command = getattr(import_module(module), name)
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run the subcommand; what the person can mend is told without a traceback."""
        try:
            return super().invoke(ctx)
        except (BadSetting, StoreError) as error:
            raise click.ClickException(str(error)) from None


@click.group(cls=Group, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="tabletop", prog_name="tabletop")
def cli() -> None:
    """Run a live crisis exercise at the table.

    \b
    tabletop serve     starts the server. It prints a sign-in link for you and
                       the address that phones in the room open.
    tabletop demo      plays an exercise by itself, to look at.
    tabletop check     looks through scenario files you wrote.

    The rest is for accounts, scripts and backups. Everything can be set with
    TABLETOP_* variables: docs/settings.md lists them.
    """
