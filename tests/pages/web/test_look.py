"""The frame of every page, drawn from the style page, which holds every component."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import Client, RequestFactory

from microcred.platform.web.layout import NAV_ITEMS, Layout, NavItem
from microcred.platform.web.marks import Maker, mark_row
from microcred.platform.web.shapes import OUTCOMES, SHAPES, VERDICTS
from microcred.platform.web.specimens import SpecimenForm
from microcred.platform.web.statuses import CHIPS, chip
from microcred.vc.outcomes import Outcome
from microcred.vc.verdicts import Verdict

BUDGET = 60_000


class Page(HTMLParser):
    """Tags of a page in order, with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


@pytest.fixture
def style(client: Client, settings: Any) -> str:
    settings.STYLE_PAGE = True
    answer = client.get("/style")
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(source: str, **values: Any) -> str:
    request = RequestFactory().get("/somewhere?q=x&page=3")
    return Template("{% load look i18n %}" + source).render(Context({"request": request, **values}))


def test_the_style_page_is_shown_only_where_asked_for(client: Client, settings: Any) -> None:
    settings.STYLE_PAGE = settings.DEBUG = False
    assert client.get("/style").status_code == 404


def test_nothing_stands_inline_that_a_strict_policy_forbids(style: str) -> None:
    for tag, attrs in Page(style).tags:
        assert "style" not in attrs, tag
        assert not any(name.startswith("on") for name in attrs), tag
    assert all(attrs.get("src") for attrs in Page(style).named("script"))
    assert not Page(style).named("style")


def test_nobody_else_is_asked_for_anything(style: str) -> None:
    for tag, attrs in Page(style).tags:
        if tag in {"script", "link", "img"}:
            assert not re.match(r"(https?:)?//", attrs.get("src") or attrs.get("href") or "")


def test_the_frame_leaves_most_of_the_budget_to_the_page(client: Client) -> None:
    assets = files("microcred.platform.web").joinpath("static/web")
    frame = sum(len(assets.joinpath(name).read_bytes()) for name in ("look.css", "look.js"))
    assert frame + len(client.get("/nothing-here").content) < BUDGET / 2


def test_the_page_begins_with_a_way_past_the_navigation(style: str) -> None:
    links = Page(style).named("a")
    assert links[0]["href"] == "#main"
    assert any(attrs.get("id") == "main" for attrs in Page(style).named("main"))


def test_ids_are_used_once_and_labels_lead_to_them(style: str) -> None:
    page = Page(style)
    ids = [attrs["id"] for tag, attrs in page.tags if "id" in attrs and tag not in {"symbol", "clippath"}]
    assert len(ids) == len(set(ids))
    assert {attrs["for"] for attrs in page.named("label") if attrs.get("for")} <= set(ids)


def test_a_navigation_has_five_items_at_most() -> None:
    items = [NavItem(str(number), "/") for number in range(NAV_ITEMS + 1)]
    assert Layout(nav=items[:-1]).nav
    with pytest.raises(ValueError, match="5 items"):
        Layout(nav=items)


def test_errors_stand_beside_the_field_and_on_top_linked_to_it() -> None:
    form = SpecimenForm({"name": "x", "level": "5", "seen": "mail", "mail": "nobody"})
    page = drawn("{% errors form %}{% field form.mail %}", form=form)
    assert '<a href="#id_mail">' in page
    assert 'id="id_mail_error"' in page
    field = next(attrs for attrs in Page(page).named("input") if attrs.get("name") == "mail")
    assert field["aria-invalid"] == "true"
    assert "id_mail_error" in (field["aria-describedby"] or "")


def test_a_form_without_errors_has_no_summary() -> None:
    assert drawn("{% errors form %}", form=SpecimenForm()).strip() == ""


def test_help_is_tied_to_its_field() -> None:
    page = drawn("{% field form.name %}", form=SpecimenForm())
    assert Page(page).named("input")[0]["aria-describedby"] == "id_name_helptext"
    assert 'id="id_name_helptext"' in page


def test_each_verdict_has_a_shape_of_its_own() -> None:
    assert set(VERDICTS) == set(Verdict)
    assert len({state.shape for state in VERDICTS.values()}) == len(Verdict) == 6
    assert VERDICTS[Verdict.ISSUER_UNKNOWN].tone != "fault"


@pytest.mark.parametrize("verdict", Verdict)
def test_a_verdict_says_its_word_and_the_next_step(verdict: Verdict) -> None:
    page = drawn('{% verdict v by="this site" %}{% verdict_chip v %}', v=verdict.value)
    assert page.count(verdict.word) == 2
    assert verdict.next_step in page.replace("&#x27;", "'")


def test_every_state_names_a_shape_that_exists() -> None:
    states = [one.state for one in CHIPS.values()] + list(VERDICTS.values()) + list(OUTCOMES.values())
    assert {state.shape for state in states} <= set(SHAPES)
    assert set(OUTCOMES) == set(Outcome)


def test_an_unknown_state_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        chip("lost")


def test_the_pager_keeps_the_other_parameters() -> None:
    page = drawn("{% pager page %}", page=Paginator(range(500), 50).page(3))
    assert 'href="?q=x&amp;page=2"' in page
    assert 'href="?q=x&amp;page=4"' in page
    assert "101 to 150 of 500" in page
    assert drawn("{% pager page %}", page=Paginator(range(3), 50).page(1)).strip() == ""


@pytest.mark.parametrize(
    ("done", "total", "aloud"), [(0, 404, 0), (120, 404, 20), (404, 404, 100), (0, 0, 0), (9, 3, 100)]
)
def test_progress_is_read_aloud_in_tenths(done: int, total: int, aloud: int) -> None:
    assert f"{aloud} per cent done" in drawn('{% progress d t "x" "/jobs/1" %}', d=done, t=total)


def test_finished_progress_is_asked_no_more() -> None:
    assert "data-poll" in drawn('{% progress 1 2 "x" "/jobs/1" %}')
    assert "data-poll" not in drawn('{% progress 2 2 "x" "/jobs/1" finished=True %}')


def test_names_are_escaped_and_set_apart() -> None:
    page = drawn("{% marks row %}", row=mark_row(taught=Maker("<b>A</b>")))
    assert "<bdi>&lt;b&gt;A&lt;/b&gt;</bdi>" in page


@pytest.mark.parametrize("evil", ["//evil.example", "https://evil.example/", "javascript:alert(1)", ""])
def test_the_language_switch_leads_nowhere_else(client: Client, evil: str) -> None:
    answer = client.get("/language/fr", {"next": evil})
    assert (answer.status_code, answer["Location"]) == (302, "/")


def test_the_language_is_remembered(client: Client, settings: Any) -> None:
    settings.STYLE_PAGE = True
    answer = client.get("/language/fr", {"next": "/style"})
    assert answer["Location"] == "/style"
    page = client.get("/style")
    assert '<html lang="fr"' in page.content.decode()


def test_an_unknown_language_is_not_there(client: Client) -> None:
    assert client.get("/language/xx").status_code == 404
