"""Modules joined on the way out: in order, each once, and nothing that is not understood."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from tabletop import assets
from tabletop.web import scripts
from tests.edge import Edge

SOURCES = {
    "js/core/words.js": 'export const WORD = "word";\nexport function say() {\n  return WORD;\n}\n',
    "vendor/lib.js": "const a=1;export{a as one,a as default};\n//# sourceMappingURL=lib.map\n",
    "js/play/calm.js": (
        'export { say } from "../core/words.js";\nexport { slow } from "./slow.js";\n'
    ),
    "js/play/slow.js": 'import * as words from "../core/words.js";\nexport class slow {}\n',
    "js/play/main.js": (
        'import { one as first } from "../../vendor/lib.js";\n'
        'import { WORD,\n  say } from "../core/words.js";\n'
        'import("./calm.js");\n'
        "export const start = () => say(first, WORD);\n"
    ),
    "js/play/join.js": 'import { start } from "./main.js";\nstart();\n',
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, source in SOURCES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(source)
    return tmp_path


def test_a_pack_holds_each_module_once_after_what_it_imports(folder: Path) -> None:
    _, packs = scripts.joined(folder)
    assert re.findall(r"const (\w+) = \(\(\) =>", packs["main"]) == [
        "vendor_lib_js",
        "js_core_words_js",
        "js_play_main_js",
    ]
    assert "const { one: first } = vendor_lib_js;" in packs["main"]
    assert "return { one: a, default: a };" in packs["main"]
    assert "return { WORD: WORD, say: say };" in packs["main"]
    assert 'import("./calm.js");' in packs["main"]
    assert "sourceMappingURL" not in packs["main"]


def test_a_further_pack_takes_from_the_first_and_passes_on_what_its_entry_exports(
    folder: Path,
) -> None:
    _, packs = scripts.joined(folder)
    assert packs["calm"].startswith('import { js_core_words_js } from "./main.js";\n')
    assert "const words = js_core_words_js;" in packs["calm"]
    assert "return { say: js_core_words_js.say, slow: js_play_slow_js.slow };" in packs["calm"]
    assert packs["calm"].endswith("export const { say, slow } = js_play_calm_js;\n")
    assert packs["join"].startswith('import { js_play_main_js } from "./main.js";\n')


def test_any_change_makes_another_version(folder: Path) -> None:
    version, _ = scripts.joined(folder)
    (folder / "js/play/slow.js").write_text("export class slow { }\n")
    scripts.joined.cache_clear()
    assert scripts.joined(folder)[0] != version


@pytest.mark.parametrize(
    "source",
    [
        'export { start } from "./join.js";\n',
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
    path = f"/static/v/{version}/main.js"
    answer = edge.browser().get(path, headers={"Accept-Encoding": "gzip"})
    assert gzip.decompress(answer.data).decode() == packs["main"]
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert answer.mimetype == "text/javascript"
    old = edge.browser().get("/static/v/0123456789abcdef/main.js")
    assert (old.text, old.headers["Cache-Control"]) == (packs["main"], "no-store")
    assert edge.browser().get(f"/static/v/{version}/nothing.js").status_code == 404


def test_the_join_page_names_its_packs(edge: Edge) -> None:
    code = edge.lobby(edge.user("Ada"))["exercise"]["code"]
    page = edge.browser().get(f"/j/{code}").text
    assert f'<script type="module" src="{scripts_path("join")}">' in page
    for name in ("main", "calm"):
        assert f'<link rel="modulepreload" href="{scripts_path(name)}">' in page


def scripts_path(name: str) -> str:
    version, _ = scripts.joined(assets.folder("static"))
    return f"/static/v/{version}/{name}.js"
