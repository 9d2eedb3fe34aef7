"""What holds for every request and every answer."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tabletop.web.door import HEADERS, POLICY
from tests.edge import Edge, running


def test_every_route_answers_with_the_security_headers(edge: Edge, ada: str) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.signed_in("Ada")
    values = {
        "exercise_id": made["id"], "code": made["code"], "token": "t", "suffix": "json",
        "file": "plan.png", "filename": "icons.svg", "version": "0", "name": "main",
    }  # fmt: skip
    for rule in edge.tabletop.flask.url_map.iter_rules():
        with edge.tabletop.flask.test_request_context():
            path = edge.tabletop.flask.url_for(
                rule.endpoint, **{name: values[name] for name in rule.arguments}
            )
        for method in (rule.methods or set()) | {"PUT"}:
            answer = browser.open(path, method=method, buffered=True)
            for name, value in HEADERS:
                assert name in answer.headers, (method, path)
                if name not in {"Cache-Control", "Referrer-Policy"}:
                    assert answer.headers.getlist(name) == [value], (method, path)


def test_the_policy_allows_nothing_inline_and_nothing_from_elsewhere() -> None:
    assert "unsafe" not in POLICY
    sources = set(re.findall(r" ('\w+'|\S+:|\*)", POLICY.replace(";", " ")))
    assert sources == {"'none'", "'self'", "blob:"}


def test_the_sockets_answers_have_them_too(edge: Edge) -> None:
    answer = edge.browser().get("/socket.io/?EIO=4&transport=polling")
    assert answer.status_code == 200
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_what_is_personal_is_not_stored_and_files_are_asked_for_again(edge: Edge, ada: str) -> None:
    browser = edge.signed_in("Ada")
    for path in ("/", "/console", "/api/v1/exercises", "/no/such/page"):
        assert browser.get(path).headers["Cache-Control"] == "no-store"
    first = browser.get("/static/icons.svg", buffered=True)
    assert first.headers["Cache-Control"] == "no-cache"
    same = {"If-None-Match": first.headers["ETag"]}
    again = browser.get("/static/icons.svg", headers=same, buffered=True)
    assert again.status_code == 304


def test_addresses_are_told_to_nobody_else(edge: Edge, ada: str) -> None:
    """With no-referrer a form's POST would carry `Origin: null`, so pages tell our own site."""
    policy = "Referrer-Policy"
    assert edge.browser().get("/").headers[policy] == "same-origin"
    assert edge.browser().get("/healthz").headers[policy] == "no-referrer"
    assert edge.browser().get("/no/such/page").headers[policy] == "no-referrer"


def test_strict_transport_under_tls_only(edge: Edge) -> None:
    name = "Strict-Transport-Security"
    assert name not in edge.browser().get("/").headers
    assert name in edge.browser().get("/", base_url="https://localhost").headers


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8000", "localhost.evil.example", "", "local host", "a@b"]
)
def test_a20_an_unknown_host_is_refused(edge: Edge, host: str) -> None:
    for path in ("/", "/api/v1/scenarios", "/socket.io/?EIO=4&transport=polling"):
        answer = edge.browser().get(path, headers={"Host": host})
        assert answer.status_code == 400
        assert "TABLETOP_TRUSTED_HOSTS" in answer.text
        assert not edge.browser().head(path, headers={"Host": host}).data


@pytest.mark.parametrize(
    "host", ["localhost", "LOCALHOST:8000", "exercise.example.org.", "192.168.1.7:80", "[::1]:8000"]
)
def test_known_names_and_addresses_are_answered(edge: Edge, host: str) -> None:
    assert edge.browser().get("/healthz", headers={"Host": host}).status_code == 200


def test_a20_the_join_link_does_not_follow_the_host(edge: Edge, ada: str) -> None:
    from tests.edge import PUBLIC, bearer

    made = edge.browser().post(
        "/api/v1/exercises",
        json={"scenario": "kitchen-sink"},
        headers={**bearer(ada), "Host": "192.168.66.66"},
    )
    assert made.json is not None
    assert made.json["exercise"]["join_url"].startswith(PUBLIC)


def test_a17_forwarded_headers_count_only_behind_a_configured_proxy(tmp_path: Path) -> None:
    spoofed = {
        "X-Forwarded-For": "10.9.9.9",
        "X-Forwarded-Proto": "https",
        "X-Forwarded-Host": "exercise.example.org",
    }
    secure = "Strict-Transport-Security"
    with running(tmp_path) as edge:
        assert secure not in edge.browser().get("/", headers=spoofed).headers
    behind = tmp_path / "behind"
    behind.mkdir()
    with running(behind, proxy_hops=1) as edge:
        assert secure in edge.browser().get("/", headers=spoofed).headers
        evil = {**spoofed, "X-Forwarded-Host": "evil.example"}
        assert edge.browser().get("/", headers=evil).status_code == 400
