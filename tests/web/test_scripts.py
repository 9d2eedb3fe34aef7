"""Modules joined on the way out: in order, each once, and nothing that is not understood."""

from __future__ import annotations

import gzip
import html
import json
import re
from pathlib import Path

import pytest

from tabletop import assets
from tabletop.web import scripts
from tests.edge import Edge

SOURCES = {
    **dict.fromkeys(scripts.BASE, "export const one = 1;\n"),
    **dict.fromkeys(scripts.STYLES, "/* a style */\n"),
    scripts.THEME: "var theme;\n",
    "js/core/words.js": 'export const WORD = "word";\nexport function say() {\n  return WORD;\n}\n',
    "vendor/lib.js": "const a=1;export{a as one,a as default};\n//# sourceMappingURL=lib.map\n",
    "js/play/join.js": 'import { say } from "../core/words.js";\nimport("./main.js");\nsay();\n',
    "js/play/main.js": (
        'import { one as first } from "../../vendor/lib.js";\n'
        'import { WORD,\n  say } from "../core/words.js";\n'
        'import { fine } from "./fine.js";\n'
        "export const start = () => say(first, WORD, fine);\n"
    ),
    "js/play/fine.js": 'import * as words from "../core/words.js";\nexport class fine {}\n',
    "js/play/calm.js": (
        'export { WORD, say } from "../core/words.js";\nexport { fine } from "./fine.js";\n'
    ),
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, source in SOURCES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    return tmp_path


def test_a_pack_holds_each_module_once_after_what_it_imports(folder: Path) -> None:
    _, packs = scripts.joined(folder)
    made = {name: re.findall(r"const (\w+) = \(\(\) =>", text) for name, text in packs.items()}
    assert made["base.js"][-2:] == ["js_core_words_js", "js_play_alerts_js"]
    assert made["join.js"] == ["js_play_join_js"]
    assert made["main.js"] == ["vendor_lib_js", "js_play_fine_js", "js_play_main_js"]
    assert made["calm.js"] == ["js_play_calm_js"]


def test_imports_and_exports_become_objects_and_their_parts(folder: Path) -> None:
    main = scripts.joined(folder)[1]["main.js"]
    assert "const { one: first } = vendor_lib_js;" in main
    assert "const { WORD: WORD, say: say } = js_core_words_js;" in main
    assert "const words = js_core_words_js;" in main
    assert "return { one: a, default: a };" in main
    assert "return { start: start };" in main
    assert "sourceMappingURL" not in main


def test_a_pack_takes_from_those_before_it_and_passes_on_what_its_entry_exports(
    folder: Path,
) -> None:
    _, packs = scripts.joined(folder)
    assert packs["join.js"].startswith('import { js_core_words_js } from "./base.js";\n')
    assert 'import("./main.js");' in packs["join.js"]
    assert packs["calm.js"].splitlines()[:2] == [
        'import { js_core_words_js } from "./base.js";',
        'import { js_play_fine_js } from "./main.js";',
    ]
    assert "say: js_core_words_js.say, fine: js_play_fine_js.fine };" in packs["calm.js"]
    assert packs["calm.js"].endswith("export const { WORD, say, fine } = js_play_calm_js;\n")
    assert packs["play.css"].count("/* a style */") == 3


def test_remarks_stay_behind_and_licences_do_not(folder: Path) -> None:
    (folder / "js/play/fine.js").write_text(
        "/** Fine:\n * in two lines. */\nexport class fine {\n  // Nothing.\n"
        '  at = "https://example.org"; // here\n}\n'
    )
    (folder / "vendor/lib.js").write_text("/**\n * @license MIT\n */\n" + SOURCES["vendor/lib.js"])
    main = scripts.joined(folder)[1]["main.js"]
    assert 'class fine {\n  at = "https://example.org"; // here\n}' in main
    assert "in two lines" not in main
    assert "Nothing" not in main
    assert "@license MIT" in main


def test_any_change_makes_another_version(folder: Path) -> None:
    version, _ = scripts.joined(folder)
    (folder / "js/play/fine.js").write_text("export class fine { }\n")
    scripts.joined.cache_clear()
    assert scripts.joined(folder)[0] != version


@pytest.mark.parametrize(
    "source",
    [
        'export { say } from "./calm.js";\nexport { start } from "./main.js";\n',
        "export default 5;\n",
        "export let changing = 1;\n",
        'import "../core/words.js";\n',
        'import words from "../core/words.js";\n',
    ],
)
def test_a_circle_or_a_form_that_is_not_known_is_refused(folder: Path, source: str) -> None:
    (folder / "js/play/main.js").write_text(source)
    with pytest.raises(ValueError, match=r"imports itself|not known"):
        scripts.joined(folder)


def test_the_path_of_a_pack_is_good_for_ever_and_an_old_one_is_not_kept(edge: Edge) -> None:
    version, packs = scripts.joined(assets.folder("static"))
    for name, kind in (("main.js", "text/javascript"), ("play.css", "text/css")):
        path = f"/static/v/{version}/{name}"
        answer = edge.browser().get(path, headers={"Accept-Encoding": "gzip"})
        assert gzip.decompress(answer.data).decode() == packs[name]
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert answer.mimetype == kind
        old = edge.browser().get(f"/static/v/0123456789abcdef/{name}")
        assert (old.text, old.headers["Cache-Control"]) == (packs[name], "no-store")
    assert edge.browser().get(f"/static/v/{version}/nothing.js").status_code == 404


def test_a_phones_pages_name_their_packs(edge: Edge) -> None:
    version, _ = scripts.joined(assets.folder("static"))
    code = edge.lobby(edge.user("Ada"))["exercise"]["code"]
    browser = edge.browser()
    page = browser.get(f"/j/{code}").text
    assert f'<script type="module" src="/static/v/{version}/join.js">' in page
    assert f'<link rel="stylesheet" href="/static/v/{version}/play.css">' in page
    browser.post("/api/v1/join", json={"code": code, "name": "Mia"})
    page = browser.get(f"/j/{code}", follow_redirects=True).text
    for name in ("base", "main"):
        assert f'<link rel="modulepreload" href="/static/v/{version}/{name}.js">' in page


def test_a_phones_page_brings_what_its_seat_sees_and_nothing_else(edge: Edge) -> None:
    made = edge.lobby(edge.user("Ada"))["exercise"]
    browser = edge.browser()
    seat = browser.post("/api/v1/join", json={"code": made["code"], "name": "Mia"}).json["seat"]
    page = browser.get(f"/play/{made['id']}").text
    (attribute,) = re.findall(r'data-first="([^"]*)"', page)
    first = json.loads(html.unescape(attribute))
    wanted = browser.get(f"/api/v1/exercises/{made['id']}/documents?as=participant").json
    assert first["documents"] == wanted["documents"]
    assert first["you"]["seat"] == seat["id"]
