"""The page's end of the line, with a socket that says what the test wants."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.server import RunningServer

SOCKET = """
export const io = () => {
  const handlers = {};
  globalThis.asked = [];
  globalThis.answers = [];
  globalThis.hear = (name, message) => handlers[name](message);
  return {
    connected: true, active: true, id: "1",
    io: { on() {}, timeout() {}, opts: {} }, volatile: { emit() {} },
    on: (name, handler) => (handlers[name] = handler),
    timeout: () => ({
      emitWithAck: async (name, { since }) => (asked.push([name, since]), answers.shift()),
    }),
  };
};
"""


@pytest.fixture
def line(server: RunningServer, page: Page) -> Page:
    """A page with a connection in it (`line`), whose socket is the one above."""
    document = "<!doctype html><link rel=icon href=data:>"
    page.route("**/blank", lambda route: route.fulfill(body=document, content_type="text/html"))
    page.route(
        "**/socket.io.esm.min.js",
        lambda route: route.fulfill(body=SOCKET, content_type="text/javascript"),
    )
    page.goto(f"{server.url}/blank")
    page.evaluate(
        """async () => {
          const { connect } = await import("/static/js/core/connection.js");
          const now_at = "2027-01-15T08:00:00.000Z";
          const you = { seat: "s1", kind: "facilitator", team: null, role: null };
          globalThis.line = connect({ exercise: "x1", as: "facilitator" });
          globalThis.message = (head, ids, reset = false) => ({
            head, reset, now_at, you,
            documents: ids.map((id) => ({ type: "note", id, rev: Number(id) })),
          });
          globalThis.held = () => line.store.all("note").map(({ id }) => id).sort();
        }"""
    )
    return page


def test_what_overtook_an_answer_that_drops_everything_is_asked_for_again(line: Page) -> None:
    held, asked, head = line.evaluate(
        """async () => {
          hear("sync", message(5, ["4", "5"], true));
          answers.push(message(6, ["4", "5", "6"], true), message(7, ["7"]));
          const answered = line.sync();
          hear("documents", message(7, ["7"]));
          await answered;
          await new Promise((done) => setTimeout(done));
          return [held(), asked, line.head];
        }"""
    )
    assert held == ["4", "5", "6", "7"]
    assert asked == [["sync", 5], ["sync", 6]]
    assert head == 7


def test_an_answer_that_nothing_overtook_is_enough(line: Page) -> None:
    held, asked = line.evaluate(
        """async () => {
          hear("sync", message(5, ["4", "5"], true));
          answers.push(message(6, ["4", "6"], true));
          await line.sync();
          return [held(), asked];
        }"""
    )
    assert held == ["4", "6"]
    assert asked == [["sync", 5]]
