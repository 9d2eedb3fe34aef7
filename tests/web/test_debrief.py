"""The debrief over HTTP: who may look, what is shown, what can be taken away."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import replace
from io import StringIO
from typing import Any

import pytest

from tabletop.domain.debrief.filters import KINDS
from tabletop.web.services import EXTENSION
from tests.data.seed import seed
from tests.data.transcript import evening, half_way, lobby
from tests.edge import Edge, bearer

PATHS = (
    "/debrief/night",
    "/debrief/night/print",
    "/api/v1/exercises/night/timeline",
    "/api/v1/exercises/night/export.json",
    "/api/v1/exercises/night/export.csv",
)


@pytest.fixture
def tokens(edge: Edge, ada: str) -> dict[str, str]:
    """The seats of an evening that Ada ran."""
    return seed(edge.engine, evening(), "user-Ada")


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(StringIO(text.removeprefix("\ufeff"), newline="")))


@pytest.mark.parametrize("path", PATHS)
def test_facilitators_evaluators_and_the_owner_may_look(
    edge: Edge, ada: str, tokens: dict[str, str], path: str
) -> None:
    for token in (ada, tokens["idris"], tokens["noor"]):
        assert edge.browser().get(path, headers=bearer(token)).status_code == 200
    assert edge.signed_in("Ada").get(path).status_code == 200


@pytest.mark.parametrize("path", PATHS)
def test_nobody_else_may(edge: Edge, bob: str, tokens: dict[str, str], path: str) -> None:
    assert edge.browser().get(path).status_code == 401
    assert edge.browser().get(path, headers=bearer(bob)).status_code == 404
    assert edge.browser().get(path, headers=bearer(tokens["mina"])).status_code == 404
    assert edge.signed_in("Bob").get(path).status_code == 404
    assert edge.signed_in("Bob").get(path.replace("night", "nothing")).status_code == 404


def test_the_timeline_is_what_the_page_shows(edge: Edge, ada: str, tokens: dict[str, str]) -> None:
    answer = edge.browser().get(PATHS[2], headers=bearer(ada))
    found = answer.json
    assert found is not None
    assert found["exercise"] == {
        "id": "night",
        "title": "The Oversold Night",
        "status": "closed",
        "head": 222,
    }
    assert len(found["entries"]) == 222
    assert [lane["name"] for lane in found["lanes"]][:2] == ["Control", "Harbour"]
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("kind=notes", "kind"),
        ("team=t9", "team"),
        ("kind=", "kind"),
        ("since=3", "since"),
    ],
)
def test_a_filter_names_only_what_there_is(
    edge: Edge, ada: str, tokens: dict[str, str], query: str, field: str
) -> None:
    answer = edge.browser().get(f"{PATHS[2]}?{query}", headers=bearer(ada))
    assert answer.status_code == 400
    error: Any = answer.json
    assert error["error"]["code"] == "invalid"
    assert set(error["error"]["fields"]) == {field}


def test_exports_hold_exactly_what_is_filtered(
    edge: Edge, ada: str, tokens: dict[str, str]
) -> None:
    query = "kind=note&kind=decision&team=t1&team=t3"
    browser = edge.browser()
    expected: Any = browser.get(f"{PATHS[2]}?{query}", headers=bearer(ada)).json
    as_json = browser.get(f"{PATHS[3]}?{query}", headers=bearer(ada))
    as_csv = browser.get(f"{PATHS[4]}?{query}", headers=bearer(ada))
    taken = json.loads(as_json.text)
    assert (taken["exercise"], taken["filter"]) == (expected["exercise"], expected["filter"])
    assert [entry["seq"] for entry in taken["entries"]] == [
        entry["seq"] for entry in expected["entries"]
    ]
    listed = rows(as_csv.text)
    assert [int(row["seq"]) for row in listed] == [entry["seq"] for entry in expected["entries"]]
    assert {row["kind"] for row in listed} == {"note", "decision"}
    assert {row["mark"] for row in listed} == {"EXERCISE"}


@pytest.mark.parametrize("path", ["/debrief/night/print", *PATHS[3:]])
def test_what_leaves_the_room_names_nobody(
    edge: Edge, ada: str, tokens: dict[str, str], path: str
) -> None:
    everything = "&".join(f"kind={kind}" for kind in KINDS)
    text = edge.browser().get(f"{path}?{everything}", headers=bearer(ada)).text
    names = [name for name in evening().names.values() if name not in {"Ruth", "Idris", "Noor"}]
    assert len(names) == 12
    text = text.replace("I am Mina", "")  # what people wrote themselves is quoted as it is
    assert not re.search(rf"\b({'|'.join(map(re.escape, names))})\b", text)
    assert "Harbour 1 locked C for Harbour" in text
    inside = edge.browser().get(f"{PATHS[2]}?{everything}", headers=bearer(ada)).text
    assert "Mina locked C for Harbour" in inside


def test_the_files_have_a_name_and_a_type(edge: Edge, ada: str, tokens: dict[str, str]) -> None:
    as_json, as_csv = (edge.browser().get(path, headers=bearer(ada)) for path in PATHS[3:])
    assert as_json.mimetype == "application/json"
    assert as_csv.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert as_csv.headers["Content-Disposition"] == (
        'attachment; filename="EXERCISE-The-Oversold-Night.csv"'
    )
    assert as_csv.headers["X-Content-Type-Options"] == "nosniff"


def test_a41_a_title_of_another_script_is_encoded(edge: Edge, ada: str) -> None:
    made = edge.create(ada, title="Überbuchte Nächte, 夜")["exercise"]
    answer = edge.browser().get(f"/api/v1/exercises/{made['id']}/export.csv", headers=bearer(ada))
    disposition = answer.headers["Content-Disposition"]
    assert disposition.isascii()
    assert "filename*=UTF-8''EXERCISE-%C3%9Cberbuchte-N%C3%A4chte-%E5%A4%9C.csv" in disposition


def test_a_format_there_is_not(edge: Edge, ada: str, tokens: dict[str, str]) -> None:
    path = "/api/v1/exercises/night/export.exe"
    assert edge.browser().get(path, headers=bearer(ada)).status_code == 404


def test_the_page_shows_the_evening(edge: Edge, tokens: dict[str, str]) -> None:
    text = edge.signed_in("Ada").get("/debrief/night").text
    assert "EXERCISE" in text
    assert "114 of 222 entries hidden" in text
    assert "Mina locked C for Harbour on “You sold my bed?”" in text
    assert "Harbour ends at \N{MINUS SIGN}3" in text
    assert "Only words their authors let us quote" in text
    assert "style=" not in text
    assert not re.search(r"<script(?![^>]* src=)", text), "no inline script"


def test_what_is_for_after_the_discussion_is_hidden_at_first(
    edge: Edge, tokens: dict[str, str]
) -> None:
    text = edge.signed_in("Ada").get("/debrief/night").text
    revealed = re.findall(r'<div id="(r-[\w-]+|path-body)"[^>]*?( hidden)?>', text)
    assert len(revealed) == 11
    assert all(hidden for _, hidden in revealed)
    hidden_at = text.index('id="r-cs-03"')
    for word in ("De-escalating", "Emotion labelling", "Acknowledge and ask before solving."):
        assert text.index(word) > hidden_at, word


def test_the_printable_page_has_everything_opened(edge: Edge, tokens: dict[str, str]) -> None:
    text = edge.signed_in("Ada").get("/debrief/night/print?kind=decision&kind=note&team=t3").text
    assert "De-escalating" in text
    assert not re.search(r"<(div|details|button)[^>]* hidden", text)
    assert "data-reveal=" not in text
    assert "data-replay" not in text
    assert "Mill only" in text
    assert "Mill argues about the law" in text
    table = text[text.index('id="entries"') :]
    assert "locked C for Harbour" not in table
    assert "Mill 1 locked B for Mill" in table


def test_the_filter_of_the_page_goes_into_its_exports(edge: Edge, tokens: dict[str, str]) -> None:
    text = edge.signed_in("Ada").get("/debrief/night?kind=flag&kind=people&team=t4").text
    links = re.findall(r'href="(/[^"]*(?:export\.\w+|print)\?[^"]*)"', text)
    assert len(links) == 3
    assert all(link.endswith("?kind=flag&amp;kind=people&amp;team=t4") for link in links)
    assert "218 of 222 entries hidden" in text


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_can_be_looked_at(edge: Edge, tokens: dict[str, str], kind: str) -> None:
    assert edge.signed_in("Ada").get(f"/debrief/night?kind={kind}").status_code == 200


@pytest.mark.parametrize("script", [half_way, lobby])
def test_it_may_be_looked_at_while_the_exercise_runs(edge: Edge, ada: str, script: Any) -> None:
    edge.now = script().now
    seed(edge.engine, script(), "user-Ada")
    text = edge.signed_in("Ada").get("/debrief/night").text
    assert "A look so far" in text


def test_before_anything_has_happened_it_says_so(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    text = edge.signed_in("Ada").get(f"/debrief/{made['id']}").text
    assert "Nothing has happened yet" in text


def test_a42_what_people_wrote_is_text(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada, title="{{ 7*7 }}<script>alert(1)</script>")
    edge.say(made["exercise"]["id"], ada, "note.add", text="</script>{% raw %}<img src=x>")
    text = edge.signed_in("Ada").get(f"/debrief/{made['exercise']['id']}").text
    assert "{{ 7*7 }}&lt;script&gt;" in text
    assert "&lt;/script&gt;{% raw %}&lt;img src=x&gt;" in text
    assert "<img" not in text


def test_others_get_their_turn_while_a_page_is_written(
    edge: Edge, ada: str, tokens: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    turns: list[None] = []
    extensions = edge.tabletop.flask.extensions
    here = replace(extensions[EXTENSION], breathe=lambda: turns.append(None))
    monkeypatch.setitem(extensions, EXTENSION, here)
    text = edge.browser().get(PATHS[1], headers=bearer(ada)).text
    assert text.rstrip().endswith("</html>")
    assert len(turns) > 5


def test_looking_changes_nothing(edge: Edge, ada: str, tokens: dict[str, str]) -> None:
    before = edge.tables()
    for path in PATHS:
        edge.browser().get(path, headers=bearer(ada))
    assert edge.tables() == before
