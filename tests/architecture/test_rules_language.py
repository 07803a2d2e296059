"""The reference of the rule language is that of the schema."""

from __future__ import annotations

from tests.architecture import rules_language


def test_the_reference_is_fresh() -> None:
    assert rules_language.PAGE.read_text(encoding="utf-8") == rules_language.page(), (
        "run tests/architecture/rules_language.py --update"
    )
