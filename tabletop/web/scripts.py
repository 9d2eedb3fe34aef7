"""The phone's modules, joined on the way out.

The sources are some thirty small ES modules that the browser could load one by one, as it does on
the other pages. A phone on a slow line waits for every request, so its pages get them in packs:
one with everything the first screen needs, and others that build on it. A path says which state of
the sources it is, so a browser never asks for the same one twice.

This is no JavaScript parser. It knows the few forms of `import` and `export` that the sources use,
each at the beginning of a line, and refuses the rest.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort

from tabletop import assets

FIRST: Final = "js/play/main.js"
MORE: Final = ("js/play/calm.js", "js/play/join.js")
"""Packs that hold what the first one doesn't; each is called as its entry is."""

KEEP: Final = "public, max-age=31536000, immutable"

_IMPORT = re.compile(
    r'^import (?:\{(?P<names>[^}]*)\}|\* as (?P<all>\w+)) from "(?P<path>[^"]+)";$', re.M
)
_PASSED_ON = re.compile(r'^export \{(?P<names>[^}]*)\} from "(?P<path>[^"]+)";$', re.MULTILINE)
_DECLARED = re.compile(
    r"^export (?=(?:const|class|function|async function) (?P<name>\w+))", re.MULTILINE
)
_LISTED = re.compile(r"(?:^|(?<=[;}]))export ?\{(?P<names>[^}]*)\};?$", re.MULTILINE)
_MAP = re.compile(r"^//# sourceMappingURL=.*\n?", re.MULTILINE)
_LEFT = re.compile(r"^(?:import(?! ?\()|export)\b.*", re.MULTILINE)

blueprint = Blueprint("scripts", __name__)


@blueprint.get("/static/v/<version>/<name>.js")
def pack(version: str, name: str) -> Response:
    """A pack of modules."""
    current, packs = joined(assets.folder("static"))
    if name not in packs:
        abort(404)
    response = Response(packs[name], mimetype="text/javascript")
    # A page from before an update still gets something that runs, but must not keep it.
    response.headers["Cache-Control"] = KEEP if version == current else "no-store"
    response.set_etag(f"{current}-{name}")
    return response


@blueprint.app_template_global()
def script(name: str) -> str:
    """The path of a pack, for templates."""
    version, _ = joined(assets.folder("static"))
    return f"/static/v/{version}/{name}.js"


@cache
def joined(folder: Path) -> tuple[str, dict[str, str]]:
    """The packs' version, and their texts by name. Raises ValueError for a form it can't read."""
    first = _graph(folder, FIRST, {})
    packs = {_stem(FIRST): _pack(first, {}, FIRST)}
    for entry in MORE:
        packs[_stem(entry)] = _pack(_graph(folder, entry, first), first, entry)
    state = hashlib.sha256("\0".join(packs.values()).encode())
    return state.hexdigest()[:16], packs


def _graph(folder: Path, entry: str, held: dict[str, str]) -> dict[str, str]:
    """Sources by path, each after those it imports, without those that are `held` elsewhere."""
    found: dict[str, str] = {}
    on_the_way: list[str] = []

    def visit(path: str) -> None:
        if path in held or path in found:
            return
        if path in on_the_way:
            raise ValueError(f"{path} imports itself, by way of {on_the_way[-1]}")
        on_the_way.append(path)
        source = (folder / path).read_text(encoding="utf-8")
        for form in (_IMPORT, _PASSED_ON):
            for match in form.finditer(source):
                visit(_resolved(path, match["path"]))
        on_the_way.pop()
        found[path] = source

    visit(entry)
    return found


def _pack(modules: dict[str, str], held: dict[str, str], entry: str) -> str:
    """One module of many: what each of them exports is an object of its own."""
    parts = [_wrapped(path, source) for path, source in modules.items()]
    if not held:
        return "\n".join([*parts, f"export {{ {', '.join(map(_variable, modules))} }};\n"])
    text = "\n".join(parts)
    needed = [name for name in map(_variable, held) if re.search(rf"\b{name}\b", text)]
    names = ", ".join(_exports(modules[entry]))
    passed_on = f"export const {{ {names} }} = {_variable(entry)};\n" if names else ""
    return f'import {{ {", ".join(needed)} }} from "./{_stem(FIRST)}.js";\n{text}\n{passed_on}'


def _wrapped(path: str, source: str) -> str:
    exports = [f"{name}: {value}" for name, value in _exports(source, path).items()]

    def bound(match: re.Match[str]) -> str:
        module = _variable(_resolved(path, match["path"]))
        return f"const {match['all'] or _renaming(match['names'])} = {module};"

    body = _IMPORT.sub(bound, source)
    for form in (_PASSED_ON, _DECLARED, _LISTED, _MAP):
        body = form.sub("", body)
    if left := _LEFT.search(body):
        raise ValueError(f"{path}: this form is not known here: {left[0]}")
    returned = f"return {{ {', '.join(exports)} }};\n" if exports else ""
    return f"const {_variable(path)} = (() => {{\n{body}\n{returned}}})();"


def _exports(source: str, path: str = "") -> dict[str, str]:
    """What a module exports: its names, and what stands for each inside."""
    found = {match["name"]: match["name"] for match in _DECLARED.finditer(source)}
    for match in _LISTED.finditer(source):
        found |= {outside: inside for inside, outside in _pairs(match["names"])}
    for match in _PASSED_ON.finditer(source):
        module = _variable(_resolved(path, match["path"]))
        found |= {outside: f"{module}.{inside}" for inside, outside in _pairs(match["names"])}
    return found


def _pairs(names: str) -> list[tuple[str, str]]:
    """`a, b as c` → (a, a), (b, c)."""
    parts = [part.split() for part in names.split(",") if part.strip()]
    return [(part[0], part[-1]) for part in parts]


def _renaming(names: str) -> str:
    return f"{{ {', '.join(f'{outside}: {inside}' for outside, inside in _pairs(names))} }}"


def _resolved(path: str, name: str) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), name))


def _variable(path: str) -> str:
    return re.sub(r"\W", "_", path)


def _stem(path: str) -> str:
    return posixpath.basename(path).removesuffix(".js")
