"""YAML without its dangers (A36), and complaints that name the line and the field."""

from __future__ import annotations

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.scenarios.limits import MAX_BYTES, MAX_DEPTH
from tabletop.scenarios.source import Unreadable, parse
from tabletop.scenarios.tree import Fields, Items, Node, Text, locate, written


def spelled(node: Node) -> object:
    """The tree without its lines, to compare."""
    match node:
        case Text(value=value):
            return value
        case Items(items=items):
            return [spelled(item) for item in items]
        case Fields(entries=entries):
            return {name: spelled(entry) for name, entry in entries.items()}


def test_everything_stays_the_text_that_was_written() -> None:
    tree = parse(
        b"at: 4:00\nanswer: no\ncount: 012\nlist: [1, two, '3']\nblock: >-\n  a\n  b\nempty:\n"
    )
    assert spelled(tree) == {
        "at": "4:00",
        "answer": "no",
        "count": "012",
        "list": ["1", "two", "3"],
        "block": "a b",
        "empty": "",
    }


@pytest.mark.parametrize("raw", ["\ufeffa: ä\n".encode(), b"a: \xc3\xa4\r\n", b'a: "\\u00e4"'])
def test_byte_order_marks_and_windows_line_ends_are_fine(raw: bytes) -> None:
    assert spelled(parse(raw)) == {"a": "ä"}


BOMB = "a: &a [x, x, x]\nb: &b [*a, *a, *a]\nc: &c [*b, *b, *b]\n"
DEEP = "injects:\n" + "".join("  " * n + "-\n" for n in range(1, MAX_DEPTH + 2))


@pytest.mark.parametrize(
    ("text", "line", "field", "message"),
    [
        (BOMB, 1, "a", "anchors (&a) are not used here"),
        ("a: 1\nb:\n  - *a\n", 3, "b[1]", "aliases (*a) are not used here"),
        (
            "a:\n  b: !!python/object/apply:os.system [x]\n",
            2,
            "a.b",
            "tags (!!python/object/apply:os.s",
        ),
        ("a: !<tag:yaml.org,2002:str> x", 1, "a", "tags"),
        ("injects:\n" + "  - {}\n" * 501, 502, "injects[501]", "more than 500 entries"),
        ("injects:\n" + "  - {}\n" * 100_000, 502, "injects[501]", "more than 500 entries"),
        ("\n".join(f"k{n}: 1" for n in range(501)), 501, "", "more than 500 entries"),
        (
            "a:\n" + ("  - [" + "x, " * 400 + "]\n") * 200,
            126,
            "a[125][273]",
            "more than 50,000 pieces",
        ),
        (DEEP, 21, "injects" + "[1]" * 20, f"nested deeper than {MAX_DEPTH}"),
        ("a: " + "[" * 100_000, 1, "a" + "[1]" * 20, "nested deeper"),
        ("x" * (MAX_BYTES + 1), 1, "", "larger than 1024 KB"),
        ("a: 1\nb:\n  - id: Q\n    c: 1\n    c: 2\n", 5, "b[Q].c", "stands here twice"),
        ("?\n  - a\n: b\n", 2, "", "name of a field must be plain text"),
        ("? [a]\n: b\n", 1, "", "begins with a bracket needs quotes"),
        ("a: {{ name }}\n", 1, "a", "begins with a bracket needs quotes"),
        ("b:\n  - c: 1\n    c: 2\n", 3, "b[1].c", "twice; or is a dash missing before it?"),
        ("a: 1\ntit\u200ble: 2\n", 2, "tit\u200ble", "invisible character (zero width space, U+2"),
        ("b:\n  -\u00a0id: 1\n", 2, "b.-\u00a0id", "invisible character (no-break space, U+00A0)"),
        ('a: 1\n"b\\nc": 2\n', 2, "b\nc", "invisible character (U+000A)"),
        ("a: 1\nb: x\u2028y\n", 2, "", "a line separator, U+2028, which came along"),
        ("a: |\n  x\n  y\x85z\n", 3, "", "U+0085, which came along with a pasted text"),
        ("a: 1\rb: \0\r", 2, "", "not text (U+0000)"),
        ("a: 1\n---\nb: 2\n", 2, "", "a second document"),
        ("", 1, "", "is empty"),
        ("# nothing\n", 1, "", "is empty"),
        ('a:\n  b: "\\0"\n', 2, "a.b", "not text (U+0000)"),
        ('a: "\\ud800"\n', 1, "a", "not text (U+D800)"),
        ('a: "\\U00110000"\n', 1, "a", "stands for no character"),
        ('a: "\\UFFFFFFFF"\n', 1, "a", "stands for no character"),
        ("a: 1\nb: \x1b[31m\n", 2, "", "not text (U+001B)"),
    ],
)
def test_what_is_too_much_or_too_clever_is_refused_with_its_place(
    text: str, line: int, field: str, message: str
) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(text.encode())
    assert (refused.value.line, refused.value.field) == (line, field)
    assert message in refused.value.message


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("a: 1\nb: he said: no\n", 2, "a colon too many"),
        ("a: 1\nb\n", 2, "neither a field (name: value) nor"),
        ("a:\n\tb: 1\n", 2, "there is a tab"),
        ("a: *bold* words\n", 1, "begins with * needs quotes"),
        ("a: &\n", 1, "begins with & needs quotes"),
        ("a: !<\n", 1, "begins with ! needs quotes"),
        ("a: @home\n", 1, "may not begin with this character"),
        ("a: %x\n", 1, "may not begin with this character"),
        ('a: 1\nb: "never closed\n', 2, "a quote is opened and never closed"),
        ("a: [1, 2\n", 1, "a bracket is opened"),
        ("- a\nb: 1\n", 2, "does not fit the lines around it"),
        ("a: ]\n", 1, "something is missing here"),
        ("a: , b\n", 1, "put a text that begins with one in quotes"),
        ("a: - b\n", 1, "begins with - needs quotes"),
        ("a: ? b\n", 1, "begins with ? needs quotes"),
        ("a: [b] c\n", 1, "begins with a bracket needs quotes"),
        ("a: 'don't'\n", 1, "closes before the text ends"),
        ('a: "b" c\n', 1, "closes before the text ends"),
        ("%FOO\na: 1\n", 2, "may not begin with %"),
        ("a:\n  b: |\n     one\n    **two**\n", 4, "indented less than the text above it"),
        ("a:\n  b: |\n    one\n  - two\n", 4, "indented less than the text above it"),
        ("a:\n  b: |\n    one\n  c: d: e\n", 4, "a colon too many"),
        ("a:\n  b: |\n\t  one\n", 3, "there is a tab"),
        ("a: 'one\nb: 2\nc: 'three'\n", 1, "the quote ' that opens here closes only in line 3"),
        ('a: "one\nb: 2\nc: "three"\n', 1, 'the quote " that opens here closes only in line 3'),
        ("b:\n  - c: 1\n  \u2013 c: 2\n", 3, "begins with a plain -, not with \u2013 (en dash"),
        ("b:\n  \u2022 c: 1\n    d: 2\n", 2, "not with \u2022 (bullet, U+2022)"),
        ("b:\n  * c: 1\n", 2, "begins with a plain -, not with *"),
        ("a:\n  b: 1\n \u00a0c: 2\n", 3, "the indentation holds a no-break space, U+00A0"),
        ("a:\n  b: 1\n  \u200bc\n", 3, "begins with an invisible character (zero width space"),
        ("a: 1\nb\uff1a 2\n", 2, "(fullwidth colon, U+FF1A) stands where a plain : belongs"),
        ("a: 1\nb:\u00a02\n", 2, "after the dash or the colon stands a no-break space"),
        ('a: "\\q"\n', 1, "a backslash in double quotes"),
        ("a: |x\n  b\n", 1, "the text begins on the next line"),
        ("%YAML 2.0\n---\na: 1\n", 1, "cannot be read as YAML here: found incompatible"),
        ("%TAG\n---\na: 1\n", 1, "a line may not begin with %"),
    ],
)
def test_the_parser_is_put_into_plain_words(text: str, line: int, message: str) -> None:
    with pytest.raises(Unreadable) as refused:
        parse(text.encode())
    assert refused.value.line == line
    assert message in refused.value.message


def test_text_that_a_note_cuts_off_is_marked() -> None:
    tree = parse(b"a: x # y\nb: 'x' # y\nc: >-\n  x # y\nd: x#y\ne: # y\nf: x\n# y\ng: x\n  y #z\n")
    assert isinstance(tree, Fields)
    cut = [name for name, node in tree.entries.items() if isinstance(node, Text) and node.cut]
    assert cut == ["a", "g"]


def test_what_is_not_utf8_is_refused_in_its_line() -> None:
    with pytest.raises(Unreadable, match="not UTF-8") as refused:
        parse(b"a: 1\nb: \xff\n")
    assert refused.value.line == 2


def test_a_place_has_a_line_and_a_name_people_can_follow() -> None:
    tree = parse(b"injects:\n  - id: A\n    ask:\n      prompt: >-\n        Well?\n  - at: 1:00\n")
    assert locate(tree, ("injects", 0, "ask", "prompt")).line == 4
    assert locate(tree, ("injects", 0, "ask", "prompt")).field == "injects[A].ask.prompt"
    assert locate(tree, ("injects", 0, "ask", "kind")).line == 3
    assert locate(tree, ("injects", 1, "id")) == locate(tree, ("injects", 1, "id"))
    assert locate(tree, ("injects", 1, "id")).field == "injects[2].id"
    assert locate(tree, ("injects", 1, "id")).line == 6
    assert locate(tree, ("title",)).field == "title"
    assert locate(tree, ("t" * 500,)).field == "t" * 63 + "…"


def test_whether_something_is_written() -> None:
    tree = parse(b"injects:\n  - id: A\n    ask: {kind: ack}\n")
    assert written(tree, ("injects", 0, "ask", "kind"))
    for path in (("injects", 0, "ask", "scope"), ("injects", 1), ("injects", "A"), ("x", 0)):
        assert not written(tree, path)


yaml_like = st.text(
    alphabet=st.sampled_from(list("ab:-?[]{},&*!|>'\"%@`#\n\t \\0~<=x")) | st.characters(),
    max_size=200,
)


@given(st.binary(max_size=300) | yaml_like.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_no_bytes_at_all_make_it_raise_anything_else(raw: bytes) -> None:
    with suppress(Unreadable):
        parse(raw)
