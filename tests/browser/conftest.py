"""A real browser whose page is not allowed to complain.

`new_page(...)` opens a page; the test fails when that page logged an error, threw one, or ran into
the content security policy. `axe(page)` holds a page against WCAG 2.2 AA.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, expect, sync_playwright

from tests.server import RunningServer

KITCHEN = Path(__file__).parent.parent / "data" / "scenarios"
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
WCAG_22_AA = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
PHONE = {"width": 390, "height": 844}

LAUNCH_ARGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

# A busy machine is no fault of the page.
expect.set_options(timeout=15_000)

# Some violations never reach the console by themselves; this makes an error of each.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  console.error(`content security policy: ${violatedDirective} ${blockedURI}`));
"""


class NewPage(Protocol):
    """Opens a page in a context of its own; keywords go to Playwright's `new_context`.

    `expected` are patterns of complaints the test provokes itself, such as a refused request.
    """

    def __call__(self, *, expected: Sequence[str] = (), **context: Any) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, started once."""
    executable = shutil.which("chromium")
    if executable is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed, and in CI it has to be.")
        pytest.skip("NO BROWSER: Chromium is not installed, nothing was tested in a browser")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=executable, args=LAUNCH_ARGS)
        yield started
        started.close()


@pytest.fixture
def new_page(browser: Browser) -> Iterator[NewPage]:
    """See NewPage. Every context is closed, and every complaint reported, when the test ends."""
    contexts = []
    complaints: list[str] = []

    def open_page(*, expected: Sequence[str] = (), **context: Any) -> Page:
        contexts.append(browser.new_context(**{"viewport": PHONE, **context}))

        def complain(text: str) -> None:
            if not any(re.search(pattern, text) for pattern in expected):
                complaints.append(text)

        def on_console(message: ConsoleMessage) -> None:
            if message.type == "error":
                complain(f"console: {message.text} ({message.location.get('url', '')})")

        page = contexts[-1].new_page()
        page.on("console", on_console)
        page.on("pageerror", lambda error: complain(f"uncaught: {error}"))
        page.add_init_script(REPORT_VIOLATIONS)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert not complaints, "the page complained:\n" + "\n".join(complaints)


@pytest.fixture
def page(new_page: NewPage) -> Page:
    """One page the size of a phone."""
    return new_page()


@pytest.fixture
def axe() -> Callable[[Page], None]:
    """A check that fails with every WCAG 2.2 AA violation that axe-core finds in the page."""
    source = AXE.read_text(encoding="utf-8")

    def check(page: Page) -> None:
        page.evaluate(source)
        found = page.evaluate(
            "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG_22_AA
        )
        report = [
            f"{violation['id']} ({violation['impact']}): {violation['help']}\n"
            + "\n".join(
                f"    {node['html']}\n    {node['failureSummary']}" for node in violation["nodes"]
            )
            for violation in found["violations"]
        ]
        assert not report, "\n".join(report)

    return check


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """A real server with the scenario that has everything; each test makes its own exercise."""
    data = tmp_path_factory.mktemp("server") / "data"
    with RunningServer(data, {"INJECTS": str(KITCHEN)}) as running:
        yield running
