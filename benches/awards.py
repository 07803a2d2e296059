"""Awards: 10,000 rows of a sheet through the site's own services, beside signing alone and a bare insert

The site's way is what a worker does: the sheet parsed and checked, every credential built, signed and
stored, with its status entry, its award, its mail queued and the log's events. Beside it, in the same
rounds: the same documents signed alone (`vc.issue_many`), and the very rows that the site wrote put into
emptied tables by the driver alone (executemany, COPY), constraints and indexes as they are. CPU time of the
process, and of the database's own processes where it has some. Each database is measured in a process of
its own.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benches.databases import DATABASES, measured
from benches.results import Row

COUNT = 10_000
ROUNDS = 5
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
GOAL = "at most 1.6"
WRITTEN = (
    "awards_batch",
    "awards_row",
    "credentials_credential",
    "credentials_credentialform",
    "awards_award",
    "journal_mail",
    "journal_job",
    "journal_entry",
    "journal_mention",
    "journal_beside",
)
"""The tables into which the site's way writes, in an order that foreign keys allow."""
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


def run() -> list[Row]:
    """One row for each database: its ratio, and the parts it was made of."""
    found = []
    for database in DATABASES:
        one = measured(database, _worker)
        parts = ", ".join(f"{name} {one[name]:.2f} s" for name in ("site", "signing", "insert"))
        found.append(
            Row(
                f"{COUNT:,} rows awarded, {database}",
                f"{one['ratio']:.2f} times signing alone and a bare insert",
                GOAL,
                f"CPU: {parts}, medians of {ROUNDS}",
            )
        )
    return found


def _worker(environ: dict[str, str]) -> dict[str, float]:
    environ = {**environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "benches.awards"]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> dict[str, float]:
    """The three ways in turn, `ROUNDS` times, after one round that nobody counts."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    award = _site()
    found: dict[str, list[float]] = {"site": [], "signing": [], "insert": []}
    for lap in range(ROUNDS + 1):
        _forget()
        site = _cpu(award)
        rows = _written()
        signing, insert = _cpu(_signing(rows)), _cpu(_bare(rows))
        if lap:
            for name, figure in (("site", site), ("signing", signing), ("insert", insert)):
                found[name].append(figure)
    ratios = [
        site / (signing + insert)
        for site, signing, insert in zip(found["site"], found["signing"], found["insert"], strict=True)
    ]
    return {"ratio": statistics.median(ratios), **{k: statistics.median(v) for k, v in found.items()}}


def _site() -> Callable[[], object]:
    from tests import house

    from microcred.platform.awards import services as awards

    owner = house.person()
    achievement = house.published(owner, house.institution(owner))
    lines = [f"Learner {n},learner{n}@people.example,{40 + n % 60}\n" for n in range(COUNT)]
    sheet = ("name,email,grade\n" + "".join(lines)).encode()

    def award() -> None:
        batch = awards.award_many(
            actor=owner, achievement=achievement, file_name="results.csv", data=sheet, now=NOW
        )
        awards.release(actor=owner, public_id=batch, now=NOW)
        if awards.release_now(batch, NOW) != COUNT:
            raise RuntimeError("not every row was awarded")

    return award


def _signing(rows: Rows) -> Callable[[], object]:
    from microcred import vc
    from microcred.platform.institutions import services as institutions
    from microcred.platform.institutions.models import Institution
    from microcred.vc.jsontext import parse

    signer = institutions.signer_of(Institution.objects.get().pk, NOW)
    names, values = rows["credentials_credentialform"]
    at = names.index("body")
    contents = [parse(bytes(row[at])) for row in values]
    for content in contents:
        del content["proof"]

    def sign() -> None:
        for _ in vc.issue_many(contents, signer, now=NOW):
            pass

    return sign


def _bare(rows: Rows) -> Callable[[], object]:
    from django.db import connection, transaction

    _forget()

    def insert() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            for table, (columns, values) in rows.items():
                named = ", ".join(f'"{column}"' for column in columns)
                if connection.vendor == "postgresql":
                    with cursor.cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                        for row in values:
                            copy.write_row(row)
                    continue
                marks = ", ".join("?" * len(columns))
                connection.connection.cursor().executemany(
                    f"INSERT INTO {table} ({named}) VALUES ({marks})", values
                )

    return insert


def _forget() -> None:
    """Empties the tables that one lap fills, those that point first."""
    from django.db import connection

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(WRITTEN)} CASCADE")
            return
        for table in reversed(WRITTEN):
            cursor.execute(f"DELETE FROM {table}")


def _written() -> Rows:
    """What stands in them, as the driver was given it: JSON as text."""
    from django.db import connection

    rows: Rows = {}
    with connection.cursor() as cursor:
        for table in WRITTEN:
            cursor.execute(f"SELECT * FROM {table}")
            columns = [column[0] for column in cursor.description or ()]
            rows[table] = (columns, [_plain(row) for row in cursor.fetchall()])
    return rows


def _plain(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(json.dumps(value) if isinstance(value, dict | list) else value for value in row)


def _cpu(work: Callable[[], object]) -> float:
    """CPU seconds of this process and of the database's own while `work` runs."""
    before = time.process_time() + _servers()
    work()
    return time.process_time() + _servers() - before


def _servers() -> float:
    """CPU seconds that the PostgreSQL processes of this connection's server have used; 0 on SQLite."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return 0.0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        backend = int(cursor.fetchone()[0])
    return _used(backend) if backend else 0.0


def _used(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    print(json.dumps(measure()))
