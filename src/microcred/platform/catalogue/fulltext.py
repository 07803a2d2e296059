"""Full text behind one interface: FTS5 on SQLite, tsvector on PostgreSQL.

The table is no model, since the two databases have nothing alike for it. A row is one offering or
micro-credential in one language; its number carries both, so that rows are replaced without a search. Letters
are kept without their accents, on both databases alike.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

import numpy as np
from django.db import connection
from numpy.typing import NDArray

TABLE = "catalogue_fulltext"
LANGUAGES = ("en", "fr", "de", "nl", "es", "it", "pt", "da", "sv", "fi", "pl", "el")
OTHER = 63
SPAN = 64
CONFIGURATIONS = {
    "en": "english",
    "fr": "french",
    "de": "german",
    "nl": "dutch",
    "es": "spanish",
    "it": "italian",
    "pt": "portuguese",
    "da": "danish",
    "sv": "swedish",
    "fi": "finnish",
}
MOST_WORDS = 12
Items = NDArray[np.int64]
_WORD = re.compile(r"\w+")

CREATE = {
    "sqlite": (
        f"CREATE VIRTUAL TABLE {TABLE} USING fts5("
        "body, tokenize='unicode61 remove_diacritics 2', prefix='2 3')",
    ),
    "postgresql": (
        f"CREATE TABLE {TABLE} (id bigint PRIMARY KEY, body tsvector NOT NULL)",
        f"CREATE INDEX {TABLE}_body ON {TABLE} USING gin (body)",
    ),
}


def number_of(language: str) -> int:
    """The place of a language in the numbers of rows; one for all that are not listed."""
    code = language.partition("-")[0]
    return LANGUAGES.index(code) if code in LANGUAGES else OTHER


def configuration(language: str) -> str:
    """PostgreSQL's dictionary of a language."""
    return CONFIGURATIONS.get(language.partition("-")[0], "simple")


def put(item: int, texts: Mapping[str, str]) -> None:
    """Replaces the texts of an item, by language."""
    remove(item)
    rows: dict[int, tuple[str, str]] = {}
    for language, text in texts.items():
        number = item * SPAN + number_of(language)
        rows[number] = (language, f"{rows[number][1]}\n{text}" if number in rows else text)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO catalogue_fulltext (rowid, body) VALUES (%s, %s)",
                [(number, folded(text)) for number, (_, text) in rows.items()],
            )
        else:
            cursor.executemany(
                "INSERT INTO catalogue_fulltext (id, body) VALUES (%s, to_tsvector(%s::regconfig, %s))",
                [
                    (number, configuration(language), folded(text))
                    for number, (language, text) in rows.items()
                ],
            )


def remove(item: int) -> None:
    """Forgets the texts of an item."""
    first = item * SPAN
    rows = [first, first + SPAN - 1]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM catalogue_fulltext WHERE rowid BETWEEN %s AND %s", rows)
        else:
            cursor.execute("DELETE FROM catalogue_fulltext WHERE id BETWEEN %s AND %s", rows)


def folded(text: str) -> str:
    """Small letters without accents."""
    if text.isascii():
        return text.lower()
    parts = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in parts if not unicodedata.combining(one))


def words(text: str) -> Sequence[str]:
    """The words that are looked for: letters and digits only, so that no operator of either database is."""
    return _WORD.findall(folded(text).replace("_", " "))[:MOST_WORDS]


def matching(text: str, language: str) -> tuple[Items, Items]:
    """Whose text has each of the words, or one that begins so: in a language, and in any other.

    An item can stand in both.
    """
    rows = _rows(words(text))
    here = rows % SPAN == number_of(language)
    return rows[here] // SPAN, rows[~here] // SPAN


def _rows(wanted: Sequence[str]) -> Items:
    """The numbers of the rows, which come as one text: thousands of rows one by one take longer to read."""
    if not wanted:
        return np.empty(0, np.int64)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT group_concat(rowid) FROM catalogue_fulltext WHERE catalogue_fulltext MATCH %s",
                [" ".join(f'"{one}"*' for one in wanted)],
            )
        else:
            cursor.execute(
                "SELECT DISTINCT to_tsquery(one::regconfig, %s)::text FROM unnest(%s::text[]) AS one",
                [" & ".join(f"{one}:*" for one in wanted), [*CONFIGURATIONS.values(), "simple"]],
            )
            stems = [f"({query})" for (query,) in cursor.fetchall() if query]
            cursor.execute(
                "SELECT string_agg(id::text, ',') FROM catalogue_fulltext WHERE body @@ %s::tsquery",
                [" | ".join(stems)],
            )
        [(numbers,)] = cursor.fetchall()
    return np.fromstring(numbers, np.int64, sep=",") if numbers else np.empty(0, np.int64)
