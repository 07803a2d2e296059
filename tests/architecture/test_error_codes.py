"""Each error has a code of its own, a sentence, and a line in the reference."""

from __future__ import annotations

from collections import Counter

from tests.architecture import error_codes


def test_every_code_belongs_to_one_error() -> None:
    counted = Counter(kind.code for kind in error_codes.errors())
    assert [code for code, count in counted.items() if count > 1] == []


def test_every_error_says_what_happened() -> None:
    for kind in error_codes.errors():
        assert kind.sentence.endswith("."), kind
        assert kind.sentence != "Something went wrong.", kind


def test_every_code_has_a_line_in_the_reference() -> None:
    page = error_codes.PAGE.read_text(encoding="utf-8")
    missing = [kind.code for kind in error_codes.errors() if f"| `{kind.code}` |" not in page]
    assert missing == [], "run tests/architecture/error_codes.py --update"


def test_the_reference_lists_no_code_that_is_gone() -> None:
    assert error_codes.PAGE.read_text(encoding="utf-8") == error_codes.page(), (
        "run tests/architecture/error_codes.py --update"
    )
