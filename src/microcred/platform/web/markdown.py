"""Markdown that people wrote, as HTML that can do no harm."""

from __future__ import annotations

import nh3
from markdown_it import MarkdownIt

_PARSER = MarkdownIt("commonmark", {"html": False, "linkify": False}).disable(
    ["image", "html_block", "html_inline"]
)
_TAGS = {
    "p",
    "br",
    "em",
    "strong",
    "code",
    "pre",
    "blockquote",
    "ul",
    "ol",
    "li",
    "a",
    "h3",
    "h4",
    "h5",
    "hr",
}
_SHIFT = {"h1": "h3", "h2": "h4"}


def to_html(text: str) -> str:
    """Safe HTML of Markdown `text`: headings from h3 down, links to http, https and mailto only.

    Raw HTML is shown as text, pictures are dropped: a picture from elsewhere would tell its owner who reads.
    """
    tokens = _PARSER.parse(text or "")
    for token in tokens:
        token.tag = _SHIFT.get(token.tag, "h5" if token.tag in {"h3", "h4", "h5", "h6"} else token.tag)
    html = _PARSER.renderer.render(tokens, _PARSER.options, {})
    return nh3.clean(
        html,
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow noopener noreferrer",
    )
