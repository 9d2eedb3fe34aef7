"""What the phone's pages are made of, joined on the way out.

The sources are some thirty small ES modules and three style sheets, which a browser could load one
by one, as it does on the other pages. A phone on a slow line waits for every request, so its pages
get them in packs. The path says which state of the sources it is, so no browser asks twice.

This is no JavaScript parser. It knows the few forms of `import` and `export` that the sources use,
each at the beginning of a line, and refuses the rest.
"""

from __future__ import annotations

import hashlib
import posixpath
import re
from collections.abc import Container, Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, abort

from tabletop import assets

BASE: Final = (
    "js/core/http.js",
    "js/core/icons.js",
    "js/core/ids.js",
    "js/core/words.js",
    "js/play/alerts.js",
)
"""What joining and playing share, and all that the join form needs."""

ENTRIES: Final = ("js/play/join.js", "js/play/main.js", "js/play/calm.js")
"""A pack each, with what those before it don't hold: joining comes without what it starts."""

STYLES: Final = ("css/tokens.css", "css/components.css", "css/play.css")
THEME: Final = "js/core/theme.js"

BASE_PACK: Final = "base.js"
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
_REMARK = re.compile(r"^[ \t]*(?://.*|/\*\*(?:[^*]|\*(?!/))*\*/)\n", re.MULTILINE)
_LEFT = re.compile(r"^(?:import(?! ?\()|export)\b.*", re.MULTILINE)

blueprint = Blueprint("scripts", __name__)


@blueprint.get("/static/v/<version>/<name>")
def pack(version: str, name: str) -> Response:
    """A pack: modules, or styles."""
    current, packs = joined(assets.folder("static"))
    if name not in packs:
        abort(404)
    kind = "css" if name.endswith(".css") else "javascript"
    response = Response(packs[name], mimetype=f"text/{kind}")
    # A page from before an update still gets something that runs, but must not keep it.
    response.headers["Cache-Control"] = KEEP if version == current else "no-store"
    response.set_etag(f"{current}-{name}")
    return response


@blueprint.app_template_global()
def packed(name: str) -> str:
    """The path of a pack, for templates."""
    version, _ = joined(assets.folder("static"))
    return f"/static/v/{version}/{name}"


@cache
def joined(folder: Path) -> tuple[str, dict[str, str]]:
    """The version of the packs, and their texts by file name.

    Raises ValueError for a form of import or export that is not known here.
    """
    base = _graph(folder, BASE, {})
    held = dict.fromkeys(base, BASE_PACK)
    packs = {BASE_PACK: _pack(base, {}, None)}
    for entry in ENTRIES:
        modules = _graph(folder, (entry,), held)
        packs[_file(entry)] = _pack(modules, held, entry)
        held |= dict.fromkeys(modules, _file(entry))
    packs["play.css"] = "\n".join((folder / name).read_text("utf-8") for name in STYLES)
    packs[_file(THEME)] = (folder / THEME).read_text("utf-8")
    state = hashlib.sha256("\0".join(packs.values()).encode())
    return state.hexdigest()[:16], packs


def _graph(folder: Path, entries: Iterable[str], held: Container[str]) -> dict[str, str]:
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

    for entry in entries:
        visit(entry)
    return found


def _pack(modules: Mapping[str, str], held: Mapping[str, str], entry: str | None) -> str:
    """One module of many: each of them is an object with what it exports.

    The pack exports these objects for others to build on, and what its entry exports.
    """
    text = "\n".join(_wrapped(path, source) for path, source in modules.items())
    needed: dict[str, list[str]] = {}
    for path, pack_of_it in held.items():
        if re.search(rf"\b{_variable(path)}\b", text):
            needed.setdefault(pack_of_it, []).append(_variable(path))
    lines = [f'import {{ {", ".join(names)} }} from "./{name}";' for name, names in needed.items()]
    lines += [text, f"export {{ {', '.join(map(_variable, modules))} }};"]
    if entry and (names := _exports(modules[entry])):
        lines.append(f"export const {{ {', '.join(names)} }} = {_variable(entry)};")
    return "\n".join(lines) + "\n"


def _wrapped(path: str, source: str) -> str:
    exports = [f"{name}: {value}" for name, value in _exports(source, path).items()]

    def bound(match: re.Match[str]) -> str:
        module = _variable(_resolved(path, match["path"]))
        return f"const {match['all'] or _renaming(match['names'])} = {module};"

    # What is written for who reads the sources; the vendored ones have their licences in it.
    body = _IMPORT.sub(bound, _REMARK.sub("", source) if path.startswith("js/") else source)
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


def _file(path: str) -> str:
    return posixpath.basename(path)
