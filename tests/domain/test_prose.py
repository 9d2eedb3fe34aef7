"""Markdown in, harmless HTML out (A34)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tabletop.domain import prose

EVERYTHING = """\
# Title

## Part

Hello **strong** and *em* with `code`\\
and a new line.

- one
- two

1. first

> said

---

| a | b |
|---|---|
| 1 | 2 |

```
x < y
```
"""


def test_the_usual_marks_become_tags() -> None:
    html = prose.render(EVERYTHING)
    assert html.startswith("<h3>Title</h3>\n<h4>Part</h4>")
    for piece in (
        "<strong>strong</strong>",
        "<em>em</em>",
        "<code>code</code>",
        "<br>",
        "<ul>\n<li>one</li>",
        "<ol>\n<li>first</li>",
        "<blockquote>",
        "<hr>",
        "<th>a</th>",
        "<td>2</td>",
        "<pre><code>x &lt; y\n</code></pre>",
    ):
        assert piece in html


def test_a_link_leads_out_and_tells_nothing() -> None:
    assert prose.render("[help](https://example.org/a?b=1&c=2)") == (
        '<p><a href="https://example.org/a?b=1&amp;c=2" target="_blank" '
        'rel="noopener noreferrer">help</a></p>'
    )


@pytest.mark.parametrize(
    "target", ["tel:+4312345", "mailto:desk@example.org", "HTTP://example.org"]
)
def test_links_to_mail_and_telephones_stay(target: str) -> None:
    assert f'href="{target}"' in prose.render(f"[x]({target})")


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](vbscript:msgbox)",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](//example.org)",
        "[x](/api/v1/exercises)",
        "<javascript:alert(1)>",
        "[x]\n\n[x]: javascript:alert(1)",
        "[x](file:///etc/passwd)",
    ],
)
def test_any_other_link_is_left_as_text(text: str) -> None:
    assert "<a" not in prose.render(text)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "a <b onclick='x()'>b</b>",
        "<style>*{display:none}</style>",
        "<iframe src='https://example.org'></iframe>",
        "```\n</code></pre><script>alert(1)</script>\n```",
        "| <svg onload=alert(1)> |\n|---|\n| </table><script> |",
        '[x](https://example.org "t\\" onmouseover=alert(1) \\"")',
        "![<script>](https://example.org/a.png)",
    ],
)
def test_raw_html_is_shown_not_obeyed(text: str) -> None:
    assert_harmless(prose.render(text))


def test_a_picture_in_the_text_becomes_its_description() -> None:
    assert prose.render("see ![the *map* & key](https://example.org/map.png)") == (
        "<p>see the *map* &amp; key</p>"
    )


def test_template_syntax_is_literal() -> None:
    assert prose.render("{{ 7 * 7 }} {% x %}") == "<p>{{ 7 * 7 }} {% x %}</p>"


def test_a_list_goes_on_counting_where_it_was_told_to() -> None:
    assert prose.render("3. x\n4. y") == '<ol start="3">\n<li>x</li>\n<li>y</li>\n</ol>'


@given(st.text(max_size=300) | st.text(alphabet="<>[]()!*_`#|-\n &\"':/aj", max_size=300))
def test_no_text_at_all_gets_through_as_markup(text: str) -> None:
    assert_harmless(prose.render(text))


def assert_harmless(html: str) -> None:
    for tag, rest in re.findall(r"</?([a-zA-Z0-9]*)([^>]*)>", html):
        assert tag in prose.TAGS
        if tag == "a" and rest:
            assert re.fullmatch(
                r' href="(https?|mailto|tel):[^"]*" target="_blank" rel="noopener noreferrer"',
                rest,
                re.IGNORECASE,
            )
        else:
            assert rest == "" or (tag == "ol" and re.fullmatch(r' start="\d+"', rest))
