"""Careers: one gap and all occupations ranked, through the site, on ESCO in full

Needs the published files at `../shared/data`; without them there is one row that says so. The project's own
framework is loaded beside ESCO, as it is in every installation.
"""

from __future__ import annotations

import json
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benches.results import Row

DATA = Path(__file__).parents[2] / "shared" / "data"
ARCHIVES = ("ESCO_v1.1.1_en_csv.zip", "ESCO_v1.1.1_relations_csv.zip")
NOW = datetime(2026, 1, 1, tzinfo=UTC)
SKILLS, GAPS, RANKINGS, PAGES = 60, 60, 15, 15


def run() -> list[Row]:
    """Every figure of this part, in a process of its own."""
    if not DATA.is_dir():
        return [Row("careers", "not measured", note="the published files are not at ../shared/data")]
    with tempfile.TemporaryDirectory(prefix="microcred-bench-", ignore_cleanup_errors=True) as folder:
        environ = {**os.environ, "MICROCRED_DATA": folder}
        environ.pop("DATABASE_URL", None)
        command = [sys.executable, "-m", "benches.careers"]
        done = subprocess.run(command, env=environ, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    of = f"a learner of {SKILLS} skills, {found['occupations']:,} occupations"
    return [
        Row("one gap, told line by line", _times(found["gap"]), "p95 under 50 ms", of),
        Row("all occupations ranked, with reasons", _times(found["rank"]), "p95 under 300 ms", of),
        Row("the page of a gap, server time", _times(found["page"]), "", of),
        Row("the page of the ranking, server time", _times(found["ranking"]), "", of),
        Row("made once by each process", f"{found['made']:.1f} s", "", "neighbours and the matrix of needs"),
    ]


def _times(taken: list[float]) -> str:
    ordered = sorted(taken)
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(0.95 * len(ordered))]:.0f} ms"


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return 1000 * (time.perf_counter() - start)


def measure() -> dict[str, Any]:
    """Imports, then measures; milliseconds in lists."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "microcred.platform.config.settings"
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from microcred.platform.frameworks.reading import Naming
    from microcred.platform.frameworks.services import import_files, load_own_framework
    from microcred.ports.framework_files import open_framework

    load_own_framework(now=NOW)
    files = open_framework(*(DATA / "esco" / name for name in ARCHIVES))
    for _ in import_files(files, Naming(release="1.1.1"), dry_run=False, actor=None, now=NOW):
        pass
    return _figures()


def _figures() -> dict[str, Any]:
    from django.test import Client

    from microcred.platform.accounts import services as accounts
    from microcred.platform.careers import queries, services
    from microcred.platform.careers.here import framework, neighbours, occupations

    choose = random.Random(5)
    wanted = [a for a in framework().needs_of if len(framework().needs_of[a]) > 10]
    learner = accounts.create(email="learner@people.example", name="A Learner", now=NOW)
    pool = [need.skill for a in choose.sample(wanted, 4) for need in framework().needs_of[a]]
    services.declare_all(actor=learner, skills=choose.sample(sorted(set(pool)), SKILLS), levels={}, now=NOW)
    made = _timed(
        lambda: (neighbours(), occupations(), queries.closest(queries.standing(learner, NOW).profile))
    )
    found: dict[str, Any] = {"gap": [], "page": [], "made": made / 1000, "occupations": len(wanted)}
    standing = queries.standing(learner, NOW)
    found["occupations"] = len(queries.closest(standing.profile))
    client = Client(SERVER_NAME="localhost")
    client.force_login(learner, backend="django.contrib.auth.backends.ModelBackend")
    client.get("/plan/closest")
    for number, address in enumerate(choose.sample(wanted, GAPS)):
        services.aim_at_occupation(actor=learner, address=address, now=NOW)
        goal = queries.goal(learner)
        assert goal is not None
        found["gap"].append(_timed(lambda goal=goal: queries.gap(goal, standing)))  # type: ignore[misc]
        if number < PAGES:
            found["page"].append(_timed(lambda: client.get("/plan")))
    found["rank"] = [_timed(lambda: queries.closest(standing.profile)) for _ in range(RANKINGS)]
    found["ranking"] = [_timed(lambda: client.get("/plan/closest")) for _ in range(PAGES)]
    return found


if __name__ == "__main__":
    print(json.dumps(measure()))
