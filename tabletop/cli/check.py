"""`tabletop check`: what is wrong with scenario files, for the people who write them."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from pathlib import Path

import click

from tabletop import assets
from tabletop.scenarios.faults import Fault
from tabletop.scenarios.inspection import Inspection, inspect


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object, for programs.")
def check(paths: tuple[Path, ...], as_json: bool) -> None:
    """Check scenario files.

    PATHS are files, folders of a scenario, or folders of scenarios; without any, the built-in
    ones. Prints one line for each fault, with its file, line and field. Exits with 1 when there is
    an error; warnings alone are fine.
    """
    built_in = assets.folder("injects")
    found = inspect(paths or (built_in,), built_in)
    if as_json:
        click.echo(json.dumps(_summary(found), indent=2, ensure_ascii=False))
    else:
        for fault in found.faults:
            click.echo(_line(fault))
        click.echo(_in_words(found))
    sys.exit(1 if found.errors else 0)


def _line(fault: Fault) -> str:
    where = f" {fault.field}:" if fault.field else ""
    return f"{_shown(fault.file)}:{fault.line}:{where} {fault.level}: {fault.message}"


def _shown(file: str) -> str:
    """The file as seen from here, when it lies below."""
    path = Path(file).absolute()
    return os.fspath(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else file


def _summary(found: Inspection) -> dict[str, object]:
    return {
        "scenarios": found.scenarios,
        "errors": found.errors,
        "warnings": found.warnings,
        "faults": [{**asdict(fault), "file": _shown(fault.file)} for fault in found.faults],
    }


def _in_words(found: Inspection) -> str:
    return (
        f"{_count(found.scenarios, 'scenario')}: {_count(found.errors, 'error')},"
        f" {_count(found.warnings, 'warning')}."
    )


def _count(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
