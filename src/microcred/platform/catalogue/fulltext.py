"""Full text of offerings behind one interface: FTS5 on SQLite, tsvector on PostgreSQL.

The table is no model, since the two databases have nothing alike for it. A row is one offering in one
language; its number carries both, so that rows are replaced without a search.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from django.db import connection

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


def put(offering: int, texts: Mapping[str, str]) -> None:
    """Replaces the texts of an offering, by language."""
    remove(offering)
    rows: dict[int, tuple[str, str]] = {}
    for language, text in texts.items():
        number = offering * SPAN + number_of(language)
        rows[number] = (language, f"{rows[number][1]}\n{text}" if number in rows else text)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO catalogue_fulltext (rowid, body) VALUES (%s, %s)",
                [(number, text) for number, (_, text) in rows.items()],
            )
        else:
            cursor.executemany(
                "INSERT INTO catalogue_fulltext (id, body) VALUES (%s, to_tsvector(%s::regconfig, %s))",
                [(number, configuration(language), text) for number, (language, text) in rows.items()],
            )


def remove(offering: int) -> None:
    """Forgets the texts of an offering."""
    first = offering * SPAN
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "DELETE FROM catalogue_fulltext WHERE rowid BETWEEN %s AND %s", [first, first + SPAN - 1]
            )
        else:
            cursor.execute(
                "DELETE FROM catalogue_fulltext WHERE id BETWEEN %s AND %s", [first, first + SPAN - 1]
            )


def words(text: str) -> Sequence[str]:
    """The words that are looked for: letters and digits only, so that no operator of either database is."""
    return _WORD.findall(text.replace("_", " ").casefold())[:MOST_WORDS]


def matching(text: str, language: str) -> set[int]:
    """The offerings whose text in a language has each of the words, or one that begins so."""
    wanted = words(text)
    if not wanted:
        return set()
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(
                "SELECT rowid FROM catalogue_fulltext WHERE catalogue_fulltext MATCH %s",
                [" ".join(f'"{one}"*' for one in wanted)],
            )
        else:
            cursor.execute(
                "SELECT id FROM catalogue_fulltext WHERE body @@ to_tsquery(%s::regconfig, %s)",
                [configuration(language), " & ".join(f"{one}:*" for one in wanted)],
            )
        place = number_of(language)
        return {number // SPAN for (number,) in cursor.fetchall() if number % SPAN == place}
