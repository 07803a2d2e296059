"""What other sites show when somebody shares an address of ours."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import get_language

_LOCALES = {"en": "en_GB", "fr": "fr_FR"}


@dataclass(frozen=True)
class Shared:
    """A page as it is shared. `url` and `image` are absolute; `image` is a PNG of `side` pixels square.

    Only for pages whose holder made them public: a shared picture is copied by whoever fetches it.
    """

    title: str
    description: str
    url: str
    image: str = ""
    image_words: str = ""
    side: int = 600

    def tags(self) -> SafeString:
        """`<meta>` and `<link>` tags for the `head` block of `web/base.html`."""
        found = [
            ("og:type", "website"),
            ("og:site_name", "Microcred"),
            ("og:locale", _LOCALES.get(get_language() or "en", "en_GB")),
            ("og:title", self.title),
            ("og:description", self.description),
            ("og:url", self.url),
        ]
        if self.image:
            found += [
                ("og:image", self.image),
                ("og:image:type", "image/png"),
                ("og:image:width", str(self.side)),
                ("og:image:height", str(self.side)),
                ("og:image:alt", self.image_words or self.title),
            ]
        named = [("twitter:card", "summary"), ("description", self.description)]
        return format_html(
            '<link rel="canonical" href="{}">\n{}\n{}',
            self.url,
            format_html_join("\n", '<meta property="{}" content="{}">', found),
            format_html_join("\n", '<meta name="{}" content="{}">', named),
        )
