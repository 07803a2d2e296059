"""The guide to reports says what reports say: each verdict with its word, sentence and picture."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from microcred.platform.web.templatetags.look import OUTCOME_WORDS, STEP_WORDS
from microcred.vc.verdicts import SPECIAL, Verdict

GUIDE = Path(__file__).parents[3] / "docs" / "how-to" / "read-a-report.md"


def text() -> str:
    return " ".join(GUIDE.read_text("utf-8").split())


@pytest.mark.parametrize("verdict", list(Verdict), ids=lambda one: one.value)
def test_each_verdict_stands_there_as_the_page_says_it(verdict: Verdict) -> None:
    assert f'**{verdict.word}.** "{verdict.sentence}"' in text()
    assert f"![{verdict.word}: " in text()
    file = GUIDE.parent / "pictures" / f"{verdict.value}.png"
    with Image.open(file) as picture:
        assert picture.width == 1280
        assert picture.height > 600


def test_each_more_exact_word_stands_there_with_its_meaning() -> None:
    assert [one.word for one in SPECIAL.values() if f"| {one.word} | {one.sentence} |" not in text()] == []


def test_each_word_of_a_step_stands_there() -> None:
    words = [*map(str, OUTCOME_WORDS.values()), *map(str, STEP_WORDS.values())]
    assert [word for word in words if f"**{word}**" not in text()] == []
