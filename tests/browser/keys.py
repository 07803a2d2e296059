"""A journey by the keyboard alone: reaching something by the Tab key, pressing, choosing, typing."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

MOST = 150
"""Steps of the Tab key after which something counts as out of reach."""


def tab_to(page: Page, wanted: Locator) -> None:
    """Moves on by the Tab key until this has the focus."""
    for _ in range(MOST):
        if wanted.evaluate("one => one === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not reach {wanted}")


def enter(page: Page, wanted: Locator) -> None:
    """Reaches a link or a button and presses it."""
    tab_to(page, wanted)
    page.keyboard.press("Enter")


def write(page: Page, wanted: Locator, text: str) -> None:
    """Reaches a field and types; in a list of choices the letters choose."""
    tab_to(page, wanted)
    page.keyboard.type(text)
