"""`tabletop check`: what is wrong with scenario files, for the people who write them."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from itertools import groupby
from pathlib import Path
from typing import Final

import click

from tabletop import assets
from tabletop.cli import words
from tabletop.scenarios.faults import Fault
from tabletop.scenarios.inspection import Inspection, inspect
from tabletop.scenarios.places import FILE
from tabletop.settings import Settings, variable

SHOWN: Final = 50
"""So many faults of one file are printed; who has mended those runs the check again."""


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check scenario files.

    PATHS are files, folders of a scenario, or folders of scenarios. Without any: the scenario in
    this folder, else those in TABLETOP_INJECTS, else the ones that come with Tabletop. Prints one
    line for each fault, with its file, line and field. Exits with 1 when there is an error;
    warnings alone are fine.
    """
    chosen = paths or (_usual(),)
    found = inspect(chosen)
    if as_json:
        click.echo(json.dumps(_summary(chosen, found), indent=2, ensure_ascii=False))
    else:
        if not paths:
            click.echo(f"Checking {words.printable(_shown(chosen[0]))}")
        for line in _lines(found.faults):
            click.echo(line)
        click.echo(_in_words(found))
    sys.exit(1 if found.errors else 0)


def _usual() -> Path:
    """What is checked when nothing is named. Raises BadSetting."""
    if Path(FILE).exists():
        return Path(FILE)
    name = variable("injects")
    chosen = Settings.read({name: os.environ.get(name, "")})
    return chosen.injects or assets.folder("injects")


def _lines(faults: Sequence[Fault]) -> Iterator[str]:
    for file, group in groupby(faults, lambda fault: fault.file):
        in_file = list(group)
        first = sorted(in_file, key=lambda fault: fault.level)[:SHOWN]  # errors before warnings
        for fault in sorted(first):
            yield _line(fault)
        if more := len(in_file) - len(first):
            yield f"{words.printable(_shown(Path(file)))}: … and {more} more"


def _line(fault: Fault) -> str:
    where = f" {fault.field}:" if fault.field else ""
    file = _shown(Path(fault.file))
    return words.printable(f"{file}:{fault.line}:{where} {fault.level}: {fault.message}")


def _shown(path: Path) -> str:
    """The path as seen from here, when it lies below."""
    whole, here = path.absolute(), Path.cwd()
    return os.fspath(whole.relative_to(here) if whole.is_relative_to(here) else path)


def _summary(chosen: Sequence[Path], found: Inspection) -> dict[str, object]:
    return {
        "checked": [_shown(path) for path in chosen],
        "scenarios": found.scenarios,
        "shared_files": found.shared_files,
        "errors": found.errors,
        "warnings": found.warnings,
        "faults": [{**asdict(fault), "file": _shown(Path(fault.file))} for fault in found.faults],
    }


def _in_words(found: Inspection) -> str:
    looked_at = [words.count(found.scenarios, "scenario")]
    if found.shared_files:
        looked_at.append(words.count(found.shared_files, "shared file"))
    return (
        f"{', '.join(looked_at if found.scenarios else looked_at[-1:])}:"
        f" {words.count(found.errors, 'error')}, {words.count(found.warnings, 'warning')}."
    )
