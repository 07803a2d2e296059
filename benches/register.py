"""A stored register: learners with eight credentials each, measured by the site's own job

Everybody holds eight signed credentials and is on the way to a qualification of 30 requirements. The job is
run twice: at first every credential is verified, then only what changed since, which is nothing. One
worker; CPU time of the process and of the database's own, since others may share the cores.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from typing import Any

from benches.databases import DATABASES, measured
from benches.results import Row

LEARNERS = 2_000
HELD = 8
NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
CORES = 2


def run() -> list[Row]:
    """For each database both runs."""
    found = []
    for database in DATABASES:
        one = measured(database, _worker)
        for what, goal in (("verified", ""), ("again", "over 2,000/s on two cores")):
            cpu, clock = one[what]
            found.append(
                Row(
                    f"{LEARNERS:,} stored learners measured, {WHAT[what]}, {database}",
                    f"{CORES * LEARNERS / cpu:,.0f} learners/s on two cores",
                    goal,
                    f"CPU time, two versions of a rule; by the clock {LEARNERS / clock:,.0f}/s, one worker, "
                    f"the machine at a load of {os.getloadavg()[0]:.1f}",
                )
            )
    return found


WHAT = {"verified": "each credential verified", "again": "what changed verified"}


def _worker(environ: dict[str, str]) -> dict[str, Any]:
    environ = {**environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "benches.register"]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> dict[str, Any]:
    """CPU and clock seconds of the first run of the job, and of the second."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    owner, book = _site()
    return {"verified": _run(owner, book, NOW), "again": _run(owner, book, NOW + timedelta(hours=1))}


def _site() -> tuple[Any, str]:
    from tests import house

    from microcred.platform.accounts.models import Account
    from microcred.platform.awards import services as awards
    from microcred.platform.awards.addresses import achievement_address
    from microcred.platform.awards.models import Acceptance, Award
    from microcred.platform.qualifications import queries, services
    from microcred.platform.qualifications.models import Progress, Qualification

    owner = house.person()
    at = house.institution(owner)
    given = [house.published(owner, at, name=f"Part {n}", ects="3") for n in range(HELD)]
    addresses = [f"learner{n}@people.example" for n in range(LEARNERS)]
    people = [Account(email=one, name=f"Learner {n}") for n, one in enumerate(addresses)]
    Account.objects.bulk_create(people, batch_size=500)
    sheet = ("name,email,grade\n" + "".join(f"{one.name},{one.email},80\n" for one in people)).encode()
    for achievement in given:
        batch = awards.award_many(
            actor=owner, achievement=achievement, file_name="results.csv", data=sheet, now=NOW
        )
        awards.release(actor=owner, public_id=batch, now=NOW)
        awards.release_now(batch, NOW)
    for person in people:
        Award.objects.filter(email=person.email).update(learner=person, acceptance=Acceptance.ACCEPTED)
    gives = house.published(owner, at, name="Whole", ects="30")
    public_id = services.new_qualification(
        actor=owner, achievement=gives, now=NOW, parts={"requirement": _rule(given, achievement_address)}
    )
    book = queries.qualification(public_id).book
    services.publish(actor=owner, public_id=book, now=NOW)
    its = Qualification.objects.get(public_id=public_id)
    Progress.objects.bulk_create(
        [Progress(qualification=its, learner=one, version=1, started_at=NOW) for one in people],
        batch_size=500,
    )
    changed = _rule(given, achievement_address) | {"credits": 27}
    text = json.dumps({"id": "x", "version": 1, "title": "T", "requirement": changed})
    services.save(actor=owner, public_id=book, text=text, now=NOW)
    return owner, book


def _rule(given: list[str], address: Any) -> dict[str, Any]:
    """The rule of the median learner, with eight of its micro-credentials those of the site."""
    from benches.rules import median_rule
    from microcred.rules.reading import rule_value

    text = json.dumps(rule_value(median_rule())["requirement"])
    names = ["core-0", "core-1", "core-2", "elective-0", "elective-1", "track-0-0", "track-0-1", "track-1-0"]
    for name, achievement in zip(names, given, strict=True):
        text = text.replace(f'"{name}"', f'"{address(achievement)}"')
    found: dict[str, Any] = json.loads(text)
    return found


def _run(owner: Any, book: str, now: datetime) -> tuple[float, float]:
    from benches.awards import _servers
    from microcred.platform.journal import worker
    from microcred.platform.qualifications import queries, services

    services.measure(actor=owner, public_id=book, now=now)
    busy, clock = time.process_time() + _servers(), time.perf_counter()
    while (found := queries.measured(owner, book)) is None or found.finished_at is None:
        worker.run_due(now)
    took = time.process_time() + _servers() - busy, time.perf_counter() - clock
    assert found.people == LEARNERS, found
    return took


if __name__ == "__main__":
    print(json.dumps(measure()))
