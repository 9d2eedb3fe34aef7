"""`python -m bench.first_view`: how long a cheap phone on a slow line waits for its first view.

A browser with a slowed processor behind a slow line; the time from the tap on the link until the
join form, or the open inject, is painted. Cold: nothing in the cache; warm: the second time.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from statistics import median

import requests
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench.slow_line import SlowLine
from tests.server import RunningServer

RTT_S = 0.150
DOWN = 1_600_000 / 8
SLOWER = (4, 6)
ROUNDS = 5
PHONE = {"width": 390, "height": 844}

# Looks once a frame; what it finds in one is painted in the next.
WATCH = """
globalThis.views = {};
const look = () => {
  const now = performance.now();
  for (const name of ["#name", ".inject h1", "#title"])
    if (!views[name] && document.querySelector(name)?.getBoundingClientRect().height)
      requestAnimationFrame(() => (views[name] ??= performance.now()));
  requestAnimationFrame(look);
};
look();
"""


def main() -> None:
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        executable = shutil.which("chromium")
        if executable is None:
            sys.exit("Chromium is not installed.")
        browser = playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        with (
            RunningServer(Path(name) / "data") as server,
            SlowLine(server.port, RTT_S, DOWN) as line,
        ):
            exercise, code = _exercise(server)
            _table(browser, f"http://127.0.0.1:{line.port}", exercise, code)
        browser.close()


def _exercise(server: RunningServer) -> tuple[str, str]:
    body = {"scenario": "oversold-night"}
    exercise = server.api("POST", "/exercises", json=body).json()["exercise"]
    for number, said in enumerate(("exercise.open", "clock.start")):
        command = {"id": f"first-view-{number}", "name": said}
        path = f"/exercises/{exercise['id']}/commands"
        assert server.api("POST", path, json=command).json()["ok"]
    return exercise["id"], exercise["code"]


def _table(browser: Browser, address: str, exercise: str, code: str) -> None:
    def join_form(page: Page) -> float:
        return _until(page, f"{address}/j/{code}", "#name")

    def inject(page: Page) -> float:
        return _until(page, f"{address}/play/{exercise}", ".inject h1")

    def seated(context: BrowserContext) -> None:
        body = {"code": code, "name": f"P{id(context)}"}
        answer = requests.post(f"{address}/api/v1/join", json=body, timeout=30)
        for cookie in answer.cookies:
            context.add_cookies(
                [{"name": cookie.name, "value": cookie.value or "", "url": address}]
            )

    print("| | CPU | cold | warm |\n| --- | --- | --- | --- |")
    for what, measure, ready in (
        ("the join form", join_form, lambda _: None),
        ("the open inject", inject, seated),
    ):
        for slower in SLOWER:
            cold, warm = _rounds(browser, measure, ready, slower)
            print(f"| {what} | ×{slower} slower | {cold:.0f} ms | {warm:.0f} ms |")


def _rounds(
    browser: Browser,
    measure: Callable[[Page], float],
    ready: Callable[[BrowserContext], None],
    slower: int,
) -> tuple[float, float]:
    cold, warm = [], []
    for _ in range(ROUNDS):
        context = browser.new_context(viewport=PHONE)
        ready(context)
        for times in (cold, warm):
            page = context.new_page()
            page.add_init_script(WATCH)
            session = context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": slower})
            times.append(measure(page))
            page.close()
        context.close()
    return median(cold), median(warm)


def _until(page: Page, address: str, name: str) -> float:
    page.goto(address, wait_until="commit")
    page.locator(name).first.wait_for()
    while not (time := page.evaluate("name => views[name]", name)):
        page.wait_for_timeout(20)
    return float(time)


if __name__ == "__main__":
    main()
