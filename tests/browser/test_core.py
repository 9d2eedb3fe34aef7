"""The modules every page shares: documents, the queue of commands, clocks."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page

from tests.server import RunningServer


@pytest.fixture
def blank(server: RunningServer, page: Page) -> Page:
    """A page of the server with nothing running in it, from where modules can be imported."""
    document = "<!doctype html><link rel=icon href=data:>"
    page.route("**/blank", lambda route: route.fulfill(body=document, content_type="text/html"))
    page.goto(f"{server.url}/blank")
    return page


def run(page: Page, module: str, body: str) -> Any:
    """What `body` returns, with the module's exports in `core`."""
    return page.evaluate(
        f"""async () => {{
          const core = await import("/static/js/core/{module}.js");
          {body}
        }}"""
    )


def test_a_store_keeps_the_highest_revision_in_whatever_order_they_come(blank: Page) -> None:
    held = run(
        blank,
        "store",
        """
        const doc = (id, rev, extra = {}) => ({ type: "seat", id, rev, ...extra });
        const gone = doc("b", 4, { gone: true });
        const all = [doc("a", 1), doc("a", 5), doc("b", 3), gone, doc("a", 5)];
        const orders = [all, [...all].reverse(), [...all, ...all]];
        return orders.map((documents) => {
          const store = new core.Store();
          for (const each of documents) store.apply([each]);
          return [store.get("seat", "a").rev, store.get("seat", "b"), store.all("seat").length];
        });
        """,
    )
    assert held == [[5, None, 1]] * 3


def test_a_reset_drops_what_was_held(blank: Page) -> None:
    left = run(
        blank,
        "store",
        """
        const store = new core.Store();
        store.apply([{ type: "team", id: "old", rev: 9 }]);
        store.apply([{ type: "team", id: "new", rev: 2 }], true);
        return store.all("team").map(({ id }) => id);
        """,
    )
    assert left == ["new"]


def test_subscribers_hear_once_of_many_changes(blank: Page) -> None:
    calls = run(
        blank,
        "store",
        """
        const store = new core.Store();
        let calls = 0;
        store.subscribe(() => (calls += 1));
        for (let rev = 1; rev <= 50; rev += 1) store.apply([{ type: "seat", id: "a", rev }]);
        store.apply([{ type: "seat", id: "a", rev: 7 }]);
        await new Promise((resolve) => setTimeout(resolve, 300));
        return calls;
        """,
    )
    assert calls == 1


def test_commands_go_out_in_order_and_again_with_the_same_id_until_they_are_answered(
    blank: Page,
) -> None:
    tries = run(
        blank,
        "outbox",
        """
        const tries = [];
        let drops = 2;
        const outbox = new core.Outbox(async ({ id, name }) => {
          tries.push([id, name]);
          if (drops-- > 0) throw new Error("lost");
          const error = { code: "late", message: "" };
          return name === "second" ? { ok: false, error } : { ok: true };
        });
        const names = ["first", "second", "third"];
        const answers = await Promise.all(names.map((name) => outbox.add(name, {})));
        const ids = [...new Set(tries.map(([id]) => id))];
        return {
          names: tries.map(([, name]) => name),
          ids: ids.length,
          answers: answers.map(({ ok }) => ok),
          left: outbox.entries.length,
        };
        """,
    )
    assert tries == {
        "names": ["first", "first", "first", "second", "third"],
        "ids": 3,
        "answers": [True, False, True],
        "left": 0,
    }


def test_a_passing_refusal_is_asked_again_and_a_fault_of_the_server_three_times(
    blank: Page,
) -> None:
    codes = run(
        blank,
        "outbox",
        """
        const script = ["unavailable", "slow_down", "internal", "internal", "internal"];
        let count = 0;
        const refuse = () => ({ ok: false, error: { code: script[count++] } });
        const outbox = new core.Outbox(async () => refuse());
        const { error } = await outbox.add("one", {});
        return [count, error.code];
        """,
    )
    assert codes == [5, "internal"]


def test_what_is_queued_outlives_the_page(blank: Page) -> None:
    queue = """
        const sent = [];
        const outbox = new core.Outbox(async (request) => {
          if (!window.line) throw new Error("no line");
          sent.push(request.name);
          return { ok: true };
        });
        outbox.keepAt("tabletop/test/out/");
    """
    run(blank, "outbox", queue + 'outbox.add("one", {}); outbox.add("two", {}); return null;')
    blank.reload()
    sent = run(
        blank,
        "outbox",
        "window.line = true;"
        + queue
        + """
        while (outbox.entries.length) await new Promise((resolve) => setTimeout(resolve, 20));
        return [sent, Object.keys(localStorage).filter((key) => key.includes("/out/"))];
        """,
    )
    assert sent == [["one", "two"], []]


def test_clocks_read_as_people_write_them(blank: Page) -> None:
    texts = run(
        blank,
        "clock",
        """
        return [
          [0, 59_999, 60_000, 3_600_000, 36_061_000].map(core.clockText),
          [0, 1, 23_001, 60_000, 3_600_000].map(core.leftText),
        ];
        """,
    )
    assert texts == [
        ["00:00", "00:59", "01:00", "1:00:00", "10:01:01"],
        ["0:00", "0:01", "0:24", "1:00", "1:00:00"],
    ]


def test_time_left_follows_the_wall_while_running_and_stands_while_paused(blank: Page) -> None:
    left = run(
        blank,
        "clock",
        """
        const at = "2030-01-01T00:00:00.000Z";
        const now = Date.parse(at) + 5_000;
        const clock = { status: "running", elapsed_ms: 10_000, anchor_at: at, rate: 2 };
        const closes_at = "2030-01-01T00:00:25.000Z";
        const open = { ask: {}, status: "open", closes_ms: 60_000, closes_at };
        return [
          core.elapsedMs({ clock }, now),
          core.leftMs(open, { clock }, now),
          core.leftMs({ ...open, closes_at: null }, { clock: { ...clock, status: "paused" } }, now),
          core.leftMs({ ...open, closes_ms: null, closes_at: null }, { clock }, now),
          core.leftMs({ ...open, status: "closed" }, { clock }, now),
        ];
        """,
    )
    assert left == [20_000, 20_000, 25_000, None, 0]


def test_the_quickest_message_tells_the_servers_time_best(blank: Page) -> None:
    error = run(
        blank,
        "clock",
        """
        const time = new core.ServerTime();
        const ahead = 3_600_000;
        for (const late of [400, 30, 900, 250]) {
          time.learn(new Date(Date.now() + ahead - late).toISOString());
        }
        return time.now() - Date.now() - ahead;
        """,
    )
    assert -45 <= error <= -25


def test_ids_are_random_uuids_without_a_secure_origin(blank: Page) -> None:
    ids = run(blank, "ids", "return Array.from({ length: 500 }, core.uuid);")
    assert len(set(ids)) == 500
    assert all(len(each) == 36 and each[14] == "4" and each[19] in "89ab" for each in ids)
