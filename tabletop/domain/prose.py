"""People's Markdown as HTML that is safe to put into a page.

CommonMark and tables; raw HTML is shown as the text it is. What comes out holds only the tags
below, and links only to the web, mail and telephones. Two walls stand behind each other:
markdown-it writes no raw HTML and no other link, nh3 lets nothing else through.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Final

import nh3
from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

# fmt: off
TAGS: Final = frozenset({
    "p", "br", "hr", "h3", "h4", "strong", "em", "code", "pre", "blockquote", "ul", "ol", "li", "a",
    "table", "thead", "tbody", "tr", "th", "td",
})
# fmt: on
"""Every tag that may come out."""

SCHEMES: Final = ("http", "https", "mailto", "tel")
"""Where a link may lead."""

KEPT: Final = 2_048
"""How many rendered texts are remembered."""


def _link_is_fine(url: str) -> bool:
    return url.lower().startswith(tuple(f"{scheme}:" for scheme in SCHEMES))


def _lower_headings(state: StateCore) -> None:
    """The page around the text has its own h1 and h2."""
    for token in state.tokens:
        if token.type in {"heading_open", "heading_close"}:
            token.tag = "h3" if token.tag == "h1" else "h4"


def _picture_as_words(
    _self: RendererHTML,
    tokens: Sequence[Token],
    index: int,
    _options: OptionsDict,
    _env: EnvType,
) -> str:
    """A picture belongs under `media`; in running text its description stands for it."""
    return escapeHtml(tokens[index].content)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.validateLink = _link_is_fine  # type: ignore[method-assign]  # its documented hook
    parser.core.ruler.push("lower_headings", _lower_headings)
    parser.add_render_rule("image", _picture_as_words)
    return parser


_MARKDOWN: Final = _parser()


@lru_cache(maxsize=KEPT)
def render(markdown: str) -> str:
    """The text as HTML; "" for an empty one. Links open in a tab of their own."""
    return nh3.clean(
        _MARKDOWN.render(markdown),
        tags=set(TAGS),
        attributes={"*": set(), "a": {"href"}, "ol": {"start"}},
        set_tag_attribute_values={"a": {"target": "_blank"}},
        link_rel="noopener noreferrer",
        url_schemes=set(SCHEMES),
    ).strip()
