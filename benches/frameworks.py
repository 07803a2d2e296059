"""Frameworks: importing ESCO in full beside a bare insert of the same rows, and the picker's server time

Needs the published files at `../shared/data`; without them there is one row that says so. Each database is
measured in a process of its own, so that its memory is its own.
"""

from __future__ import annotations

import json
import os
import random
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np

from benches.databases import measured
from benches.results import Row

DATA = Path(__file__).parents[2] / "shared" / "data"
ARCHIVES = ("ESCO_v1.1.1_en_csv.zip", "ESCO_v1.1.1_relations_csv.zip")
OLDER = "ESCO_v1.1.0_en_csv.zip"
NOW = datetime(2026, 1, 1, tzinfo=UTC)
ROUNDS = 3
Rows = dict[str, tuple[list[str], list[tuple[Any, ...]]]]
TABLES = ("framework", "skillgroup", "skill", "occupation", "need", "skillrelation")


def run() -> list[Row]:
    """Every figure of this part, on both databases."""
    if not DATA.is_dir():
        return [Row("frameworks", "not measured", note="the published files are not at ../shared/data")]
    rows = []
    for database, bare in (("SQLite", "executemany"), ("PostgreSQL", "COPY")):
        found = measured(database, _all_parts)
        size = "{:,} skills, {:,} occupations, {:,} needs".format(*found["counts"])
        times = f"{found['import']:.1f} s against {found['bare']:.1f} s"
        rows += [
            Row(
                f"import of ESCO 1.1.1, {database}",
                f"{found['ratio']:.1f} times a bare {bare} of the same rows and indexes",
                "at most 4",
                f"{times}, medians of {ROUNDS}; {size}",
            ),
            Row(f"peak memory of that import, {database}", f"{found['memory']:.0f} MB", "under 500 MB"),
            Row(
                f"1.1.1 over 1.1.0, {database}",
                f"{found['again']:.1f} s, peak {found['memory_again']:.0f} MB",
                "under 500 MB",
            ),
            Row(
                f"picker over HTTP, server time, {database}",
                f"p50 {found['p50']:.1f} ms, p95 {found['p95']:.1f} ms",
                "p95 under 50 ms",
                f"{found['typed']} beginnings of labels",
            ),
            Row(
                f"loading the index of the picker, {database}",
                f"{found['loading']:.1f} s, {found['held']:.0f} MB kept by each process",
            ),
        ]
    return rows


def _all_parts(environ: dict[str, str]) -> dict[str, Any]:
    first, third, second = (_worker(environ, part) for part in ("first", "third", "second"))
    return first | third | second


def _worker(environ: dict[str, str], part: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "benches.frameworks", part]
    done = subprocess.run(command, env=environ, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def _begin() -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "microcred.platform.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _import(*names: str, release: str) -> float:
    from microcred.platform.frameworks.reading import Naming
    from microcred.platform.frameworks.services import import_files
    from microcred.ports.framework_files import open_framework

    # Loading the program itself is over before the clock starts, as it is for the bare insert.
    start = time.perf_counter()
    files = open_framework(*(DATA / "esco" / name for name in names))
    for _ in import_files(files, Naming(release=release), dry_run=False, actor=None, now=NOW):
        pass
    return time.perf_counter() - start


def _tables() -> list[str]:
    return [f"frameworks_{name}" for name in TABLES]


def first() -> dict[str, Any]:
    """The first import with its memory, then the bare insert of the rows it made, then the picker."""
    _begin()
    from django.db import connection

    insert = _bare_copy if connection.vendor == "postgresql" else _bare_executemany
    imports, bares = [_import(*ARCHIVES, release="1.1.1")], []
    memory = _memory()
    rows = _stored_rows()
    for _ in range(ROUNDS):
        _emptied()
        bares.append(insert(rows))
        _emptied()
        imports.append(_import(*ARCHIVES, release="1.1.1"))
    ratios = [imported / bare for imported, bare in zip(imports[1:], bares, strict=True)]
    return {
        "import": statistics.median(imports),
        "bare": statistics.median(bares),
        "ratio": statistics.median(ratios),
        "memory": memory,
        "counts": (_count("skill"), _count("occupation"), _count("need")),
        **_picker(),
    }


def _stored_rows() -> Rows:
    from django.db import connection

    rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT * FROM {table} ORDER BY id")
            rows[table] = ([column[0] for column in cursor.description or ()], _plain(cursor.fetchall()))
    return rows


def _emptied() -> None:
    """Every table empty, and nothing left of what was in it."""
    from django.db import connection

    with connection.cursor() as cursor:
        tables = ["frameworks_release", *reversed(_tables())]
        if connection.vendor == "postgresql":
            cursor.execute(f"TRUNCATE {', '.join(tables)} CASCADE")
            return
        for table in tables:
            cursor.execute(f"DELETE FROM {table}")


def _plain(rows: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    """Rows as they were given: JSON as text again."""
    return [tuple(json.dumps(v) if isinstance(v, dict | list) else v for v in row) for row in rows]


def _count(table: str) -> int:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM frameworks_{table}")
        return int(cursor.fetchone()[0])


def _bare_executemany(rows: Rows) -> float:
    """The driver's own executemany in one transaction."""
    from django.db import connection, transaction

    start = time.perf_counter()
    with transaction.atomic():
        plain = connection.connection.cursor()
        for table, (columns, values) in rows.items():
            named = ", ".join(f'"{column}"' for column in columns)
            marks = ", ".join("?" * len(columns))
            statement = f"INSERT INTO {table} ({named}) VALUES ({marks})"
            plain.executemany(statement, values)
    return time.perf_counter() - start


def _bare_copy(rows: Rows) -> float:
    """COPY in one transaction."""
    from django.db import connection, transaction

    start = time.perf_counter()
    with transaction.atomic(), connection.cursor() as cursor:
        for table, (columns, values) in rows.items():
            named = ", ".join(f'"{column}"' for column in columns)
            with cursor.cursor.copy(f"COPY {table} ({named}) FROM STDIN") as copy:
                for row in values:
                    copy.write_row(row)
    return time.perf_counter() - start


def _picker() -> dict[str, Any]:
    """The picker through the whole of Django, while 200 labels are typed letter by letter."""
    from django.test import Client

    from microcred.platform.frameworks import memory

    loaded = memory.loaded()
    chance = random.Random(7)
    labels = chance.sample([skill.label() for skill in loaded.everything.skills.values()], 200)
    typed = [label[:end] for label in labels for end in range(1, min(len(label), 16))]
    client = Client(HTTP_HOST="127.0.0.1")
    client.get("/skills/pick", {"q": "warm"})
    taken = _milliseconds([lambda text=text: client.get("/skills/pick", {"q": text}) for text in typed])
    return {
        "p50": float(np.quantile(taken, 0.5)),
        "p95": float(np.quantile(taken, 0.95)),
        "typed": len(typed),
    }


def _milliseconds(calls: list[Callable[[], Any]]) -> list[float]:
    found = []
    for call in calls:
        start = time.perf_counter()
        assert call().status_code == 200
        found.append(1000 * (time.perf_counter() - start))
    return found


def _resident() -> float:
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def second() -> dict[str, Any]:
    """A release over another one, in a process of its own."""
    _begin()
    _import(OLDER, release="1.1.0")
    return {"again": _import(*ARCHIVES, release="1.1.1"), "memory_again": _memory()}


def third() -> dict[str, Any]:
    """What a fresh process takes and keeps before the picker answers."""
    _begin()
    from microcred.platform.frameworks import memory

    before, start = _resident(), time.perf_counter()
    memory.loaded().picker  # noqa: B018
    return {"loading": time.perf_counter() - start, "held": _resident() - before}


if __name__ == "__main__":
    print(json.dumps({"first": first, "second": second, "third": third}[sys.argv[1]]()))
