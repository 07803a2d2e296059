"""What stands round every page: navigation, whom one acts for, the languages."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.utils.translation import get_language

NAV_ITEMS = 5
"""More than five items are a map, not a navigation."""


@dataclass(frozen=True)
class NavItem:
    """One item of the navigation. `label` is translated already."""

    label: str
    url: str
    current: bool = False


@dataclass(frozen=True)
class Choice:
    """One institution that a person can act for instead."""

    name: str
    url: str


@dataclass(frozen=True)
class Layout:
    """What the frame of a page shows; every part may be absent.

    `acting_for` is the name of the institution, `acting_as` one sentence beside the role, `band` its colour
    as #RRGGBB. `account` is the name of whoever is signed in, with `account_url` and `sign_out_url`;
    `sign_in_url` stands where nobody is.
    """

    nav: Sequence[NavItem] = ()
    home_url: str = "/"
    acting_for: str = ""
    acting_as: str = ""
    acting_choices: Sequence[Choice] = ()
    band: str = ""
    account: str = ""
    account_url: str = ""
    sign_in_url: str = ""
    sign_out_url: str = ""
    footer: Sequence[NavItem] = field(default=())

    def __post_init__(self) -> None:
        if len(self.nav) > NAV_ITEMS:
            raise ValueError(f"a navigation has {NAV_ITEMS} items at most")


@dataclass(frozen=True)
class LanguageLink:
    """One language of the site, under its own name."""

    code: str
    name: str
    url: str
    current: bool


def layout_of(request: HttpRequest) -> Layout:
    """The layout that a page has set as `request.layout`, or what `settings.LAYOUT_SOURCE` answers.

    `LAYOUT_SOURCE` is the dotted name of a function from a request to a `Layout`; it stands in the
    composition root, since only that knows every app's addresses.
    """
    own = getattr(request, "layout", None)
    if isinstance(own, Layout):
        return own
    source = getattr(settings, "LAYOUT_SOURCE", "")
    if not source:
        return Layout()
    build: Callable[[HttpRequest], Layout] = import_string(source)
    return build(request)


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """One link for each language of the site; none where the switch has no address."""
    try:
        reverse("web:language", args=["en"])
    except NoReverseMatch:
        return []
    query = urlencode({"next": request.get_full_path()})
    now = get_language()
    return [
        LanguageLink(code, str(name), f"{reverse('web:language', args=[code])}?{query}", code == now)
        for code, name in settings.LANGUAGES
    ]


def look(request: HttpRequest) -> dict[str, Any]:
    """Context processor: `layout` and `languages` for `web/base.html`."""
    return {"layout": layout_of(request), "languages": language_links(request)}
