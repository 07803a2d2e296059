"""A real Chromium against the real site; an error in its console fails the journey."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.test import Client
from django.urls import get_resolver
from playwright.sync_api import Browser, Page, Request, sync_playwright

from microcred.platform.accounts.models import Account

CHROMIUM = shutil.which("chromium")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # playwright keeps a loop in this thread


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without Chromium nothing here can run; `tests/not_run.py` says so at the end."""
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group("browser"))
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="Chromium is missing"))


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """One browser for all journeys."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def site(live_server: Any, settings: Any, transactional_db: None) -> str:
    """The address of the site, as it stands in what is signed."""
    assert get_resolver().url_patterns  # all pages are imported before the first one is waited for
    settings.ORIGIN = live_server.url
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    address: str = live_server.url
    return address


@pytest.fixture(params=[(1280, 900), (390, 844)], ids=["desk", "phone"])
def page(request: pytest.FixtureRequest, chromium: Browser, site: str) -> Iterator[Page]:
    """A page of its own context, at both widths; errors of the console fail the test at its end."""
    width, height = request.param
    context = chromium.new_context(
        viewport={"width": width, "height": height}, base_url=site, reduced_motion="reduce"
    )
    found = context.new_page()
    found.set_default_timeout(10_000)
    errors: list[str] = []
    found.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    found.on("pageerror", lambda error: errors.append(str(error)))
    yield found
    context.close()
    assert not [one for one in errors if "404" not in one and "410" not in one], errors


@pytest.fixture
def sign_in(page: Page, site: str) -> Callable[[Account], None]:
    """Signs the browser in as somebody."""

    def enter(account: Account) -> None:
        client = Client()
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        value = client.cookies[django_settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": django_settings.SESSION_COOKIE_NAME, "value": value, "url": site}])

    return enter


@pytest.fixture
def arrived(page: Page) -> Callable[[], None]:
    """Waits while the page leaves for another one: what is asked in between meets an empty document."""
    on_the_way: set[Request] = set()
    page.on("request", lambda one: on_the_way.add(one) if one.is_navigation_request() else None)
    page.on("requestfinished", lambda one: on_the_way.discard(one))
    page.on("requestfailed", lambda one: on_the_way.discard(one))

    def wait() -> None:
        page.wait_for_timeout(50)  # a click that leads away is told a moment after it
        for _ in range(200):
            if not on_the_way:
                break
            page.wait_for_timeout(50)
        for _ in range(200):  # asked again from here: polling inside the page is what its policy forbids
            if page.evaluate("document.readyState === 'complete' && document.body !== null"):
                break
            page.wait_for_timeout(50)

    return wait


@pytest.fixture
def stays_inside(page: Page, arrived: Callable[[], None]) -> Callable[[], None]:
    """Fails where the page is wider than its window."""

    def check() -> None:
        arrived()
        wide = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        assert wide <= 0, f"{page.url} scrolls sideways by {wide} px"

    return check


@pytest.fixture
def accessible(page: Page, arrived: Callable[[], None]) -> Callable[[], None]:
    """Fails for whatever axe finds against WCAG 2.2 AA."""
    from axe_playwright_python.sync_playwright import Axe

    def check() -> None:
        tags = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]}}
        arrived()
        found = Axe().run(page, options=tags)
        assert not found.response["violations"], found.generate_report()

    return check
