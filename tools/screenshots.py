"""Takes the pictures in docs/screenshots from a real server and an exercise that is being played.

    make screenshots              all of them
    make screenshots ARGS="--only console-live display-live"

Twelve people at four tables play the first minutes of The Oversold Night; their answers, notes and
one recalled inject are always the same. Needs Chromium, like the browser tests.
"""

from __future__ import annotations

import argparse
import itertools
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeAlias

import requests
import socketio
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from tests.server import RunningServer, until  # noqa: E402  # found beside this folder only

FOLDER = ROOT / "docs" / "screenshots"
DESK = {"width": 1440, "height": 900}
HALL = {"width": 1280, "height": 720}
HAND = {"width": 390, "height": 844}

Fields: TypeAlias = dict[str, str]
WRITTEN: Fields = {
    "Title": "The lift is stuck",
    "Text": "Between two floors, with a guest and her luggage in it. She rings, and rings.",
    "From": "Night porter",
}

ROLES = ["desk_agent", "duty_manager", "guest_relations"]
TABLES = {
    "t1": ["Mina", "Jonas", "Priya"],
    "t2": ["Tomas", "Aiko", "Ben"],
    "t3": ["Sofia", "Malik", "Greta"],
    "t4": ["Leo", "Hana", "Owen"],
}
MOODS = dict(
    zip(itertools.chain(*TABLES.values()), [3, 5, 5, 6, 8, 2, 4, 5, 7, 5, 6, 4], strict=True)
)
SAID = {
    "Mina": ("c", "Ask before we solve. We don't know yet what she needs.", 75),
    "Jonas": ("c", "", None),
    "Priya": ("d", "", None),
    "Tomas": ("d", "The child must lie down. A room is the only thing that counts now.", 100),
    "Aiko": ("c", "", None),
    "Ben": ("d", "", None),
    "Sofia": ("c", "", None),
    "Malik": ("b", "She should know that we did nothing unlawful.", 50),
    "Hana": ("a", "", None),
}


class Seat:
    """Somebody in the exercise, who speaks over HTTP."""

    _numbers = itertools.count()

    def __init__(self, server: RunningServer, exercise: str, seat: Any) -> None:
        self.server, self.exercise = server, exercise
        self.id, self.token = seat["id"], seat["token"]

    def says(self, name: str, **data: Any) -> Any:
        """Say a command that has to be accepted; its result."""
        answer = requests.post(
            f"{self.server.url}/api/v1/exercises/{self.exercise}/commands",
            json={"id": f"picture-{next(self._numbers):05}", "name": name, "data": data},
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=30,
        ).json()
        if not answer.get("ok"):
            raise SystemExit(f"{name}: {answer}")
        return answer.get("result")

    def sees(self, doc_id: str) -> Any:
        """The document with this id, or None while it has not arrived."""
        answer = requests.get(
            f"{self.server.url}/api/v1/exercises/{self.exercise}/documents",
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=30,
        ).json()
        return next((each for each in answer["documents"] if each["id"] == doc_id), None)

    @contextmanager
    def present(self) -> Iterator[socketio.Client]:
        """With a phone in the hand, for as long as this lasts."""
        phone = socketio.Client(reconnection=False)
        auth = {"token": self.token, "exercise": self.exercise}
        phone.connect(self.server.url, auth=auth, transports=["websocket"])
        yield phone
        phone.disconnect()


class Evening:
    """The exercise the pictures are of: `lobby`, then `play`, then `end`."""

    def __init__(self, server: RunningServer) -> None:
        made = server.api("POST", "/exercises", json={"scenario": "oversold-night"}).json()
        self.server = server
        self.id: str = made["exercise"]["id"]
        self.code: str = made["exercise"]["code"]
        self.desk = Seat(server, self.id, made["seat"])
        self.people: dict[str, Seat] = {}
        self.desk.says("exercise.open")

    def join(self, name: str, cookies: BrowserContext | None = None) -> None:
        """Take the seat that is this person's; in a browser when there is one."""
        table = next(table for table, names in TABLES.items() if name in names)
        role = ROLES[TABLES[table].index(name)]
        body = {"code": self.code, "name": name, "team": table, "role": role}
        url = f"{self.server.url}/api/v1/join"
        if cookies is None:
            answer = requests.post(url, json=body, timeout=30).json()
        else:
            origin = {"Origin": self.server.url}
            answer = cookies.request.post(url, data=body, headers=origin).json()
        self.people[name] = Seat(self.server, self.id, answer["seat"])

    def play(self) -> None:
        """The first four minutes, to the middle of the first decision."""
        desk, people = self.desk, self.people
        desk.says("clock.start")
        until(lambda: people["Mina"].sees("CS-01"), "the first inject did not arrive")
        for person in people.values():
            person.says("response.submit", inject="CS-01", answer={})
        desk.says("clock.jump", to_ms=120_000, injects={"CS-02": "release"})
        for name, person in people.items():
            person.says("response.submit", inject="CS-02", answer={"value": MOODS[name]})
        desk.says("flag.add", text="Nobody gave a name", team="t2")
        desk.says("clock.jump", to_ms=190_000)
        body = "A **partner hotel** two streets away has a room."
        made = desk.says("inject.compose", title="Partner hotel", body=body)
        desk.says("inject.recall", inject=made["inject"], reason="Sent too early")
        desk.says("inject.skip", inject="CS-06")
        desk.says("inject.hold", inject="CS-07")
        desk.says("clock.jump", to_ms=240_000, injects={"CS-03": "release"})
        for name, (option, why, sure) in SAID.items():
            answer = {"option": option}
            people[name].says(
                "response.submit", inject="CS-03", answer=answer, rationale=why, confidence=sure
            )
        people["Owen"].says("inject.read", inject="CS-03")
        text = "Mill argues about the law, not about the guest."
        desk.says("note.add", text=text, team="t3", inject="CS-03")
        for name in ("Mina", "Tomas"):
            option, why, sure = SAID[name]
            people[name].says(
                "decision.lock",
                inject="CS-03",
                answer={"option": option},
                rationale=why,
                confidence=sure,
            )

    def decide(self) -> None:
        """The other tables lock as well."""
        seats = {seat.id: seat for seat in self.people.values()}
        for table, option in (("t3", "c"), ("t4", "a")):
            decision = self.desk.sees(f"CS-03:{table}")
            holder = seats[decision["lock_holder"]]
            holder.says("decision.lock", inject="CS-03", answer={"option": option})

    def end(self) -> None:
        """On to the hot wash."""
        self.desk.says(
            "clock.jump", to_ms=425_000, injects={"CS-04A": "release", "CS-04B": "release"}
        )
        self.desk.says("exercise.end")


class Camera:
    """Writes the pictures that are wanted."""

    def __init__(self, browser: Browser, server: RunningServer, only: list[str]) -> None:
        self.browser, self.server, self.only = browser, server, only
        FOLDER.mkdir(parents=True, exist_ok=True)

    def context(self, size: dict[str, int], colours: str = "light") -> BrowserContext:
        """A browser of its own, signed in to nothing."""
        return self.browser.new_context(viewport=size, color_scheme=colours, device_scale_factor=1)  # type: ignore[arg-type]

    def facilitator(self, colours: str = "light") -> Page:
        """A browser that is signed in to the console."""
        page = self.context(DESK, colours).new_page()
        page.goto(self.server.sign_in_link())
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url("**/console")
        return page

    def take(self, name: str, page: Page, *, path: str = "", wait_for: str = "h1") -> None:
        """One picture, once what it is about is on the page."""
        if self.only and name not in self.only:
            return
        if path:
            page.goto(self.server.url + path)
        page.locator(wait_for).first.wait_for()
        page.evaluate("document.fonts.ready")
        time.sleep(0.4)  # the last frame, and pictures on it
        page.screenshot(path=FOLDER / f"{name}.png")
        print(f"docs/screenshots/{name}.png")


def main() -> None:
    """Play, and take the pictures on the way."""
    parser = argparse.ArgumentParser(description="Take the pictures in docs/screenshots.")
    parser.add_argument("--only", nargs="*", default=[], help="names of pictures, without .png")
    only = parser.parse_args().only
    with (
        tempfile.TemporaryDirectory() as folder,
        RunningServer(Path(folder) / "data") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox"]
        )
        _shoot(Camera(browser, server, only), Evening(server))
        browser.close()


def _shoot(camera: Camera, evening: Evening) -> None:
    light, dark = camera.facilitator(), camera.facilitator("dark")
    console = f"/console/{evening.id}"
    hall = camera.context(HALL, "dark").new_page()
    hand = camera.context(HAND)
    camera.take("console-home", light, path="/console")
    camera.take("phone-join", hand.new_page(), path=f"/j/{evening.code}")
    for name in itertools.chain(*TABLES.values()):
        evening.join(name, hand if name == "Sofia" else None)
    with _phones(evening, but={"Sofia", "Leo"}):
        phone = hand.new_page()
        phone.goto(f"{camera.server.url}/play/{evening.id}")
        hall.goto(f"{camera.server.url}/display")
        hall.get_by_label("Code of the exercise").fill(evening.code)
        hall.get_by_role("button", name="Show it here").click()
        camera.take("phone-lobby", phone)
        camera.take("display-lobby", hall, wait_for=".big-code")
        camera.take("console-lobby", dark, path=console, wait_for=".big-code")

        evening.play()
        _go_on(phone, "What does your agent say?")
        camera.take("phone-live", phone)
        camera.take("display-live", hall, wait_for=".answered")
        camera.take("console-live", light, path=console, wait_for=".split .locked")
        camera.take("console-live-dark", dark, path=console, wait_for=".split .locked")
        light.goto(camera.server.url + console)
        light.locator(".split .locked").first.wait_for()
        _with_dialog(camera, light, "console-jump", "j", "Jump to 07:00")
        _with_dialog(camera, light, "console-compose", "a", "On the phone", fields=WRITTEN)

        evening.decide()
        evening.desk.says("inject.reveal", inject="CS-03")
        camera.take("display-reveal", hall, wait_for=".result")
        evening.desk.says("exercise.halt")
        camera.take("phone-emergency", phone, wait_for="text=real-world emergency")
        evening.desk.says("exercise.resume_after_halt")
        evening.end()
        camera.take("console-hotwash", light, path=console, wait_for="text=Open the debrief")
    camera.take("debrief", light, path=f"/debrief/{evening.id}")
    camera.take("debrief-dark", dark, path=f"/debrief/{evening.id}")


def _go_on(phone: Page, words: str) -> None:
    """What is new waits until somebody asks for it: tap on until these words are there."""
    while not phone.get_by_text(words).first.is_visible():
        phone.get_by_role("button", name="Go on to").click()
        phone.wait_for_timeout(300)


def _with_dialog(  # noqa: PLR0917  # one shot, told in the order it happens
    camera: Camera, page: Page, name: str, key: str, words: str, fields: Fields | None = None
) -> None:
    page.keyboard.press(key)
    dialog = page.get_by_role("dialog")
    dialog.get_by_text(words).wait_for()
    for label, text in (fields or {}).items():
        dialog.get_by_label(label, exact=True).fill(text)
    camera.take(name, page)
    page.keyboard.press("Escape")
    dialog.wait_for(state="detached")


@contextmanager
def _phones(evening: Evening, but: set[str]) -> Iterator[None]:
    """Everybody has a phone in the hand, except some; two have put theirs down."""
    with _all([seat.present for name, seat in evening.people.items() if name not in but]):
        yield


@contextmanager
def _all(managers: list[Callable[[], Any]]) -> Iterator[None]:
    if not managers:
        yield
        return
    with managers[0](), _all(managers[1:]):
        yield


if __name__ == "__main__":
    main()
