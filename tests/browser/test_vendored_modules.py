"""The vendored modules run in a browser under the policy the product serves them with."""

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tabletop import assets

PAGE = """<!doctype html><html lang="en"><title>EXERCISE</title>
<main><h1>Exercise</h1><ul id="list"></ul></main><script type="module" src="page.js"></script>"""
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'"
)
SCRIPT = """
import { html, render } from "./vendor/lit-html/lit-html.js";
import { keyed } from "./vendor/lit-html/directives/keyed.js";
import { live } from "./vendor/lit-html/directives/live.js";
import { repeat } from "./vendor/lit-html/directives/repeat.js";
import { unsafeHTML } from "./vendor/lit-html/directives/unsafe-html.js";
import { io } from "./vendor/socket.io-client/socket.io.esm.min.js";
const field = (word) => html`<input aria-label=${word} .value=${live(word)}>`;
const item = (word) => html`<li>${keyed(word, field(word))}
  ${unsafeHTML("<b>" + word + "</b>")}</li>`;
render(repeat(["one", "two"], (word) => word, item), document.querySelector("#list"));
document.body.dataset.socket = typeof io("/", { autoConnect: false }).emit;
"""


class Handler(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet: pytest shows what matters."""


@pytest.fixture
def site(tmp_path: Path) -> Iterator[str]:
    (tmp_path / "vendor").symlink_to(assets.folder("static") / "vendor")
    (tmp_path / "index.html").write_text(PAGE)
    (tmp_path / "page.js").write_text(SCRIPT)
    (tmp_path / "favicon.ico").touch()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, directory=tmp_path))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


def test_they_load_and_render(site: str, page: Page, axe: Callable[[Page], None]) -> None:
    page.goto(site)
    page.wait_for_selector("body[data-socket]")
    assert page.locator("li b").all_inner_texts() == ["one", "two"]
    assert page.get_by_label("two").input_value() == "two"
    assert page.locator("body").get_attribute("data-socket") == "function"
    axe(page)
