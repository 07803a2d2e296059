"""Catalogue: 200 searches with facet counts over 20,000 offerings, on SQLite (FTS5) and on PostgreSQL

Searches and the whole page are measured in the process that answers, each database in a process of its own.
The offerings are put straight into their tables, from 2,000 micro-credentials of 100 institutions, with texts
in English and French, each under an agreement of its two institutions; what a process keeps of them is read
once, and stated apart. Before each search "right after a change" one offering is written anew, so that the
search reads it first.
"""

from __future__ import annotations

import json
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from benches.databases import DATABASES, measured
from benches.results import Row

INSTITUTIONS, ACHIEVEMENTS, OFFERINGS, QUERIES = 100, 2_000, 20_000, 200
NOW = datetime.now(UTC)
GOAL = "p95 under 200 ms"
VERBS = [
    "present",
    "plan",
    "design",
    "measure",
    "repair",
    "teach",
    "weld",
    "audit",
    "translate",
    "negotiate",
    "cook",
    "draw",
]
THINGS = [
    "budgets",
    "bridges",
    "gardens",
    "talks",
    "networks",
    "machines",
    "menus",
    "contracts",
    "songs",
    "maps",
    "bees",
    "wells",
]
PLACES = ["Cork", "Lyon", "Turku", "Gdansk", "Porto", "Graz", ""]
TOPICS = [f"{verb} {thing}" for verb in VERBS for thing in THINGS]


def run() -> list[Row]:
    """Four rows for each database."""
    found = []
    for database in DATABASES:
        one = measured(database, _worker)
        note = f"{OFFERINGS:,} offerings, {QUERIES} queries"
        found += [
            Row(f"search with facet counts, {database}", one["search"], GOAL, note),
            Row(f"search right after a change, {database}", one["after"], GOAL, note),
            Row(f"the page with it, {database}", one["page"], GOAL, note),
            Row(f"read once by each process, {database}", one["read"], "", note),
        ]
    return found


def _worker(environ: dict[str, str]) -> dict[str, str]:
    environ = {**environ, "DJANGO_SETTINGS_MODULE": "tests.settings"}
    command = [sys.executable, "-m", "benches.catalogue"]
    done = subprocess.run(command, env=environ, check=True, stdout=subprocess.PIPE, text=True)
    found: dict[str, str] = json.loads(done.stdout.splitlines()[-1])
    return found


def measure() -> dict[str, str]:
    """Figures of one database, as they stand in the rows."""
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from django.test import Client

    from microcred.platform.catalogue import finding

    _fill()
    client = Client(HTTP_HOST="127.0.0.1")
    read = _once(lambda: finding.find(now=NOW))
    queries = list(_queries(random.Random(11)))
    searches = [_once(lambda one=one: finding.find(now=NOW, **one)) for one in queries]
    if not any(finding.find(now=NOW, **one).items for one in queries):
        raise RuntimeError("nothing was found")
    after = [_after_a_change(number, one) for number, one in enumerate(queries)]
    client.get("/find")
    pages = [
        _once(lambda one=one: client.get("/find", {"q": one["text"], **one["chosen"]})) for one in queries
    ]
    return {"search": _told(searches), "after": _told(after), "page": _told(pages), "read": f"{read:.1f} s"}


def _after_a_change(number: int, query: dict[str, Any]) -> float:
    """Writes one offering anew, and measures the search that follows."""
    from django.db import transaction

    from microcred.platform.catalogue import findable, finding
    from microcred.platform.catalogue.models import Offering

    with transaction.atomic():
        one = Offering.objects.select_related("institution", "achievement__institution").order_by("pk")[
            number
        ]
        one.place = PLACES[number % 6]
        one.save()
        findable.refresh([one])
    return _once(lambda: finding.find(now=NOW, **query))


def _fill() -> None:
    from django.db import transaction
    from tests import house

    from microcred.platform.catalogue import findable
    from microcred.platform.catalogue.models import Achievement, AchievementVersion, Offering
    from microcred.platform.institutions.models import Institution
    from microcred.platform.network.models import Agreement

    dice = random.Random(7)
    schools = Institution.objects.bulk_create(
        Institution(did=f"did:web:bench:{n}", name=f"College {n}", kind="college", created_at=NOW)
        for n in range(INSTITUTIONS)
    )
    made = Achievement.objects.bulk_create(
        [Achievement(institution=dice.choice(schools), created_at=NOW) for _ in range(ACHIEVEMENTS)],
        batch_size=500,
    )
    AchievementVersion.objects.bulk_create(
        [_version(AchievementVersion, house, one, dice) for one in made], batch_size=200
    )
    pairs = [(one, other) for one in schools for other in schools if one is not other]
    Agreement.objects.bulk_create([_agreement(Agreement, one, other) for one, other in pairs], batch_size=500)
    with transaction.atomic():
        Offering.objects.bulk_create(
            [_offering(Offering, n, dice.choice(schools), dice.choice(made), dice) for n in range(OFFERINGS)],
            batch_size=500,
        )
        rows = Offering.objects.select_related("institution", "achievement__institution")
        findable.refresh(rows.iterator(chunk_size=1_000))
        findable.refresh_achievements(Achievement.objects.select_related("institution").iterator())


def _agreement(model: Any, certifier: Any, educator: Any) -> Any:
    return model(
        kind="award",
        proposer=certifier,
        partner=educator,
        branches=[],
        starts=NOW - timedelta(days=30),
        proposed_at=NOW - timedelta(days=30),
        accepted_at=NOW - timedelta(days=30),
    )


def _version(model: Any, house: Any, achievement: Any, dice: random.Random) -> Any:
    topic = dice.choice(TOPICS)
    skills = [{"label": label, "level": dice.randint(2, 7)} for label in dice.sample(TOPICS, 4)]
    content = house.content(
        f"How to {topic}", skills=skills, eqf_level=dice.randint(2, 7), tags=[topic.split()[1]]
    )
    return model(
        achievement=achievement,
        number=1,
        state="published",
        content=content.as_json(),
        name=content.name,
        edited_at=NOW,
        published_at=NOW,
    )


def _offering(model: Any, number: int, school: Any, achievement: Any, dice: random.Random) -> Any:
    starts = NOW.date() + timedelta(days=dice.randrange(500))
    return model(
        institution=school,
        achievement=achievement,
        state="published",
        kind=dice.choice(["course", "assessed", "assessment"]),
        title=f"Run {number}: {dice.choice(TOPICS)}",
        description="A run for people who work in the day.",
        language=dice.choice(["en", "fr", "de"]),
        mode=dice.choice(["online", "onsite", "blended"]),
        place=dice.choice(PLACES),
        starts_on=starts,
        ends_on=starts + timedelta(days=dice.randrange(7, 120)),
        price=dice.choice([0, 50, 150, 400, 1_200]),
        currency="EUR",
        hours_per_week=dice.choice([2, 4, 8]),
        created_at=NOW,
        published_at=NOW,
    )


def _queries(dice: random.Random) -> Iterator[dict[str, Any]]:
    """With words or none, with up to three choices, in both languages of the pages."""
    offers = {
        "mode": ["online", "onsite", "blended"],
        "level": [str(n) for n in range(2, 8)],
        "language": ["en", "fr", "de"],
        "place": PLACES[:-1],
        "skill": TOPICS,
        "educator": [f"College {n}" for n in range(INSTITUTIONS)],
    }
    for _ in range(QUERIES):
        words = dice.choice(["", dice.choice(THINGS), dice.choice(TOPICS), dice.choice(VERBS)[:3], "run"])
        names = dice.sample(list(offers), dice.randint(0, 3))
        chosen = {name: dice.sample(offers[name], dice.randint(1, 2)) for name in names}
        yield {"text": words, "language": dice.choice(["en", "fr"]), "chosen": chosen}


def _told(taken: list[float]) -> str:
    taken = sorted(taken)
    p95 = taken[int(len(taken) * 0.95) - 1]
    return f"p50 {statistics.median(taken) * 1000:.0f} ms, p95 {p95 * 1000:.0f} ms"


def _once(call: Callable[[], object]) -> float:
    start = time.perf_counter()
    call()
    return time.perf_counter() - start


if __name__ == "__main__":
    print(json.dumps(measure()))
