"""Every picture that a page shows is there, is shown somewhere, and says what it shows to who cannot see it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from tests.pictures import PICTURES

DOCS = Path(__file__).parents[3] / "docs"
SHOWN = re.compile(r"!\[([^\]]*)\]\((pictures/[^)]+)\)")


def shown(folder: Path) -> dict[str, str]:
    """The words beside each picture of a folder's pages, by its path."""
    found = {}
    for page in sorted(folder.glob("*.md")):
        for words, path in SHOWN.findall(page.read_text("utf-8")):
            found[path] = words
    return found


@pytest.mark.parametrize("folder", ["how-to", "tutorial"])
def test_pictures_and_pages_name_the_same(folder: str) -> None:
    there = {f"pictures/{one.name}" for one in (DOCS / folder / "pictures").glob("*.png")}
    assert set(shown(DOCS / folder)) == there
    assert all(len(words) > 5 for words in shown(DOCS / folder).values())


def test_what_is_taken_anew_is_shown() -> None:
    assert {f"pictures/{one.name}.png" for one in PICTURES} <= set(shown(DOCS / "how-to"))
