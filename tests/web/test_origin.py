"""A18: what another site sends in a visitor's name is refused, on every route there is."""

import pytest

from tests.edge import PUBLIC, Edge, bearer

FOREIGN = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://localhost.evil.example"},
    {"Origin": "https://localhost"},
    {"Origin": "http://localhost:81"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "http://localhost"},
    {"Content-Type": "text/plain"},
    {"Content-Type": "application/x-www-form-urlencoded"},
]


def unsafe_paths(edge: Edge, exercise: str) -> list[tuple[str, str]]:
    values = {"exercise_id": exercise, "token": "t", "code": "c", "file": "f", "suffix": "csv"}
    with edge.tabletop.flask.test_request_context():
        return [
            (
                method,
                edge.tabletop.flask.url_for(
                    rule.endpoint, **{name: values[name] for name in rule.arguments}
                ),
            )
            for rule in edge.tabletop.flask.url_map.iter_rules()
            for method in (rule.methods or set()) - {"GET", "HEAD", "OPTIONS"}
        ]


@pytest.mark.parametrize("headers", FOREIGN)
def test_a18_cross_site_requests_are_refused_everywhere(
    edge: Edge, ada: str, headers: dict[str, str]
) -> None:
    made = edge.lobby(ada)["exercise"]
    browser = edge.signed_in("Ada")
    before = edge.tables()
    paths = unsafe_paths(edge, made["id"])
    assert len(paths) >= 8
    for method, path in paths:
        answer = browser.open(path, method=method, headers=headers, json={"code": made["code"]})
        assert answer.status_code == 403, (method, path)
        assert "another site" in answer.text
    assert edge.tables() == before


def test_a_page_of_ours_may(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    path = f"/api/v1/exercises/{made['id']}/commands"
    own = [
        {"Origin": "http://localhost"},
        {"Origin": PUBLIC},
        {"Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
        {"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"},
    ]
    for number, headers in enumerate(own):
        command = {"id": f"own-page-{number}", "name": "note.add", "data": {"text": "Hm"}}
        answer = edge.signed_in("Ada").post(path, json=command, headers=headers)
        assert answer.status_code == 200, headers


def test_a_script_needs_no_origin_and_a_foreign_one_spoils_it(edge: Edge, ada: str) -> None:
    body = {"scenario": "kitchen-sink"}
    post = edge.browser().post
    assert post("/api/v1/exercises", json=body, headers=bearer(ada)).status_code == 201
    foreign = {**bearer(ada), "Origin": "https://evil.example"}
    assert post("/api/v1/exercises", json=body, headers=foreign).status_code == 403


def test_a_script_that_keeps_cookies_may_join_twice(edge: Edge, ada: str) -> None:
    code = edge.lobby(ada)["exercise"]["code"]
    script = edge.browser()
    for name in ("Mia", "Noah"):
        joined = script.post("/api/v1/join", json={"code": code, "name": name})
        assert joined.status_code == 201, joined.json


def test_a16_no_origin_is_no_way_in(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    command = '{"id": "no-origin", "name": "exercise.open"}'
    path = f"/api/v1/exercises/{made['id']}/commands"
    said = {"data": command, "content_type": "application/json"}
    assert edge.browser().post(path, **said).status_code == 401
    said["content_type"] = "text/plain"
    assert edge.signed_in("Ada").post(path, **said).status_code == 403


def test_another_kind_of_authorization_does_not_stand_for_a_token(edge: Edge, ada: str) -> None:
    made = edge.create(ada)["exercise"]
    command = {"id": "basic-auth", "name": "exercise.open"}
    path = f"/api/v1/exercises/{made['id']}/commands"
    for header in ("Bearer", "Bearer no"):
        answer = edge.signed_in("Ada").post(path, json=command, headers={"Authorization": header})
        assert answer.status_code == 401, header
    for header in ("Basic eDp4", "no"):
        answer = edge.signed_in("Ada").post("/sign-out", headers={"Authorization": header})
        assert answer.status_code == 403, header
