"""The scenarios a server offers: what is said of them when it starts."""

from __future__ import annotations

import os
from pathlib import Path

import click

from tabletop import assets
from tabletop.cli.words import count, printable
from tabletop.scenarios.library import LeftOut, Library, Offload
from tabletop.scenarios.places import FILE, find_scenarios, has_scenario
from tabletop.scenarios.shared import FOLDER
from tabletop.settings import Settings, variable


def open_library(settings: Settings, offload: Offload) -> Library:
    """The library to serve; each scenario that is left out gets a line.

    Raises ClickException when the folder is none, or holds no scenario to begin with. Broken ones
    are no reason: they can be mended while the server runs, and an exercise that was made from one
    goes on.
    """
    if settings.injects is not None and (problem := _no_library(settings.injects)):
        raise click.ClickException(printable(f"{variable('injects')}: {problem}"))
    library = Library(settings.injects or assets.folder("injects"), offload=offload)
    for each in library.left_out:
        click.echo(printable(_not_offered(each)), err=True)
    return library


def _no_library(folder: Path) -> str | None:
    if not folder.is_dir():
        return f"there is no folder {os.fspath(folder)!r}"
    if has_scenario(folder):
        above = os.fspath(folder.absolute().parent)
        return (
            f"{os.fspath(folder)!r} is the folder of one scenario; name the one it is in, {above!r}"
        )
    found = find_scenarios(folder)
    if not found.files and not found.misnamed:
        return f"{os.fspath(folder)!r} holds no scenario, that is, no folder with a {FILE} in it"
    return None


def _not_offered(left_out: LeftOut) -> str:
    name, errors = left_out.folder.name, count(left_out.errors, "error")
    command = f"tabletop check {os.fspath(left_out.folder)}"
    if name == FOLDER:
        return f"No scenario is offered, {name} has {errors}; run {command}"
    return f"{name} is not offered: {errors}; run {command}"
