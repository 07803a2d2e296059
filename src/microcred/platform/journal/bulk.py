"""Many rows of one table at once, without an object for each: the way of mass awards."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any, cast

from django.db import connection, models

Value = str | int | bytes | bool | None
_PARAMETERS = 30_000  # SQLite takes 32,766 in one statement


def insert_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Inserts `rows` into the table of `model`; the number of rows.

    `names` are attribute names (`institution_id`). Values are what the driver takes: turn times into
    `stored_time` first, JSON into text. PostgreSQL gets them by COPY, SQLite in one statement for many
    rows. Constraints hold as ever; columns without a value need a default of the database.
    """
    columns = ", ".join(connection.ops.quote_name(cast(str, _column(model, name))) for name in names)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        return _copy(f"COPY {table} ({columns}) FROM STDIN", rows)
    return _insert(f"INSERT INTO {table} ({columns}) VALUES ", len(names), rows)  # noqa: S608


def update_rows(model: type[models.Model], names: Sequence[str], rows: Iterable[Sequence[Any]]) -> int:
    """Writes `names` of rows that are there; the last value of each row is its key. How many were found.

    Values as for `insert_rows`.
    """
    given = list(rows)
    if not given:
        return 0
    quoted = [connection.ops.quote_name(cast(str, _column(model, name))) for name in names]
    key = connection.ops.quote_name(cast(str, model._meta.pk.column if model._meta.pk else ""))
    table = connection.ops.quote_name(model._meta.db_table)
    changes = ", ".join(f"{column} = %s" for column in quoted)
    with connection.cursor() as cursor:
        cursor.executemany(f"UPDATE {table} SET {changes} WHERE {key} = %s", given)  # noqa: S608
        return int(cursor.rowcount)


def stored_time(value: Any) -> Any:
    """A time with its zone as the driver of this database takes it."""
    return connection.ops.adapt_datetimefield_value(value)


def _column(model: type[models.Model], name: str) -> str | None:
    found = {field.attname: field.column for field in model._meta.concrete_fields}
    return found[name]


def _copy(statement: str, rows: Iterable[Sequence[Any]]) -> int:
    count = 0
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row(row)
            count += 1
    return count


def _insert(statement: str, width: int, rows: Iterable[Sequence[Any]]) -> int:
    waiting, count = iter(rows), 0
    line = f"({', '.join(['%s'] * width)})"
    with connection.cursor() as cursor:
        while chunk := list(islice(waiting, _PARAMETERS // width)):
            values = ", ".join([line] * len(chunk))
            cursor.execute(statement + values, list(chain.from_iterable(chunk)))
            count += len(chunk)
    return count
