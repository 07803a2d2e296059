"""The seven questions in words: what a credential says in codes, as an examiner reads it."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.functional import Promise

from microcred.platform.catalogue.words import ASSESSMENT, QUALITY, SUPERVISION

TABLES: Mapping[str, Mapping[str, Promise]] = {
    "quality": QUALITY,
    "assessment": ASSESSMENT,
    "identity": SUPERVISION,
}
"""Which codes stand for which words, by question; the others are answered in the credential's own words."""


def in_words(question: str, answer: str) -> str:
    """An answer as `facts.answers` kept it, in the language of the page; what has no word stays as it is."""
    table = TABLES.get(question)
    if not table or not answer:
        return answer
    return ", ".join(str(table.get(code, code)) for code in answer.split(", "))
