"""Network: a right checked at award and verification, and the map: 2,000 institutions, 20,000 rights

On SQLite in memory. The rights are inserted straight into their table: nothing is signed for the bench.
Times are those of computing: it all runs in one thread and waits for nothing, so that other work of the
machine does not count.
"""

from __future__ import annotations

import os
import random
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from benches.results import Row

INSTITUTIONS, RIGHTS = 2_000, 20_000
NOW = datetime(2026, 5, 14, tzinfo=UTC)
FIELDS = [f"{n:04d}" for n in range(111, 1043, 7)]


def run() -> list[Row]:
    """Every figure of this part."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    import django
    from django.conf import settings

    settings.DATABASES["default"] = {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}
    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    holders = _network()
    return [_award(holders), _chain(holders), _large(), *_map(holders)]


def _network() -> list[str]:
    """An accreditor, 200 bodies that pass on, and 1,799 colleges; the DIDs of all but the accreditor."""
    from microcred.platform.institutions.models import Institution
    from microcred.platform.network.models import Agreement, Anchor, Right

    dice = random.Random(7)
    made = Institution.objects.bulk_create(
        Institution(did=f"did:web:bench:{n}", name=f"Institution {n}", kind="college", created_at=NOW)
        for n in range(INSTITUTIONS)
    )
    anchor, bodies, colleges = made[0], made[1:201], made[201:]
    Anchor.objects.create(did=anchor.did, name=anchor.name, since=NOW)
    rows = []
    for n in range(RIGHTS):
        own = n < 4_000
        over = rows[dice.randrange(4_000)] if not own else None
        holder = dice.choice(bodies) if over is None else dice.choice(colleges)
        giver = anchor if over is None else next(one for one in bodies if one.did == over.holder_did)
        rows.append(_right(Right, n, giver, holder, over, dice))
    Right.objects.bulk_create(rows, batch_size=500)
    Agreement.objects.bulk_create(
        Agreement(kind="award", proposer=one, partner=two, starts=NOW, proposed_at=NOW, accepted_at=NOW)
        for one, two in (dice.sample(made, 2) for _ in range(4_000))
    )
    return [one.did for one in made[1:]]


def _right(model: Any, n: int, giver: Any, holder: Any, over: Any, dice: random.Random) -> Any:
    field = over.branches[0][0] if over else f"http://data.europa.eu/snb/isced-f/{dice.choice(FIELDS)}"
    return model(
        address=f"urn:bench:{n}",
        public_id=f"bench{n:017d}",
        giver=giver,
        holder=holder,
        giver_did=giver.did,
        holder_did=holder.did,
        giver_name=giver.name,
        holder_name=holder.name,
        verb="certify",
        branches=[[field, "field"]],
        lowest=3,
        highest=6,
        passes_on=0 if over else 1,
        starts=NOW - timedelta(days=300),
        ends=NOW + timedelta(days=300),
        rests_on=over.address if over else "",
        given_at=NOW,
    )


def _subject(did: str) -> Any:
    from microcred.platform.network.models import Right
    from microcred.platform.network.scope import Subject

    row = Right.objects.filter(holder_did=did).first()
    return Subject(field=row.branches[0][0], level=5) if row else None


def _award(holders: list[str]) -> Row:
    from microcred.platform.institutions.models import Institution
    from microcred.platform.network.services import require_right

    did = next(one for one in holders if _subject(one))
    number, subject = Institution.objects.get(did=did).pk, _subject(did)
    taken = _times(lambda: require_right(institution_id=number, subject=subject, now=NOW), 200)
    once = statistics.median(taken)
    return Row(
        "check at award, for each credential of a batch of 500",
        f"{once / 500 * 1000:.4f} ms",
        "under 0.1 ms",
        f"{once * 1000:.2f} ms once for the batch",
    )


def _chain(holders: list[str]) -> Row:
    from microcred.platform.network.queries import standing

    dice = random.Random(3)
    asked = [(one, _subject(one)) for one in dice.sample(holders, 300)]
    taken = [_least(lambda one=one: standing(one[0], one[1], NOW)) for one in asked if one[1]]
    return _row("chain to the accreditor at verification, least of three", taken, "under 5 ms")


def _large() -> Row:
    """A holder of 1,000 rights, asked for fields that some of them are for."""
    from microcred.platform.institutions.models import Institution
    from microcred.platform.network.models import Right
    from microcred.platform.network.queries import standing
    from microcred.platform.network.scope import Subject

    dice = random.Random(5)
    anchor = Institution.objects.get(did="did:web:bench:0")
    holder = Institution.objects.create(did="did:web:bench:large", name="Large", kind="body", created_at=NOW)
    made = [_right(Right, RIGHTS + n, anchor, holder, None, dice) for n in range(1_000)]
    Right.objects.bulk_create(made, batch_size=500)
    subjects = [Subject(field=dice.choice(made).branches[0][0], level=5) for _ in range(100)]
    taken = [_least(lambda one=one: standing(holder.did, one, NOW)) for one in subjects]
    return _row("the same for a holder of 1,000 rights, least of three", taken, "under 5 ms")


def _map(holders: list[str]) -> list[Row]:
    from django.test import Client

    from microcred.platform.institutions.models import Institution
    from microcred.platform.network.queries import who_could
    from microcred.platform.network.scope import Subject

    client = Client(HTTP_HOST="127.0.0.1")
    anchor = Institution.objects.get(did="did:web:bench:0").public_id
    some = Institution.objects.filter(did__in=holders[:40]).values_list("public_id", flat=True)
    client.get(f"/i/{anchor}/network")
    of_one = [_once(lambda one=one: client.get(f"/i/{one}/network")) for one in some]
    widest = _times(lambda: client.get(f"/i/{anchor}/network"), 10)
    subject = Subject(field=f"http://data.europa.eu/snb/isced-f/{FIELDS[3]}", level=5)
    found = _times(lambda: who_could(subject, NOW), 5)
    return [
        _row("page of the map of an institution, server time", of_one, "under 500 ms"),
        _row("the same of the accreditor of 200 bodies", widest, "under 500 ms"),
        _row("who could certify a field", found, "under 500 ms"),
    ]


def _row(what: str, taken: list[float], goal: str) -> Row:
    taken = sorted(taken)
    p95 = taken[int(len(taken) * 0.95) - 1]
    note = f"{INSTITUTIONS:,} institutions, {RIGHTS:,} rights"
    return Row(what, f"p50 {statistics.median(taken) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms", goal, note)


def _times(call: Callable[[], object], count: int) -> list[float]:
    return [_once(call) for _ in range(count)]


def _least(call: Callable[[], object]) -> float:
    """Without what other programs take of the processor's caches meanwhile."""
    return min(_times(call, 3))


def _once(call: Callable[[], object]) -> float:
    start = time.thread_time()
    call()
    return time.thread_time() - start
