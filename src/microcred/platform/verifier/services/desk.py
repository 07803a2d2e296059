"""Runs of the desk: started, moved on a little with each look at them, deleted after an hour.

There is no worker behind a run: whoever watches it moves it on. What a check needs from the network is
fetched beside it, several hosts at once, and each address once for all that need it.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING

import orjson
from django.db import transaction
from django.db.models.functions import Length

from microcred.errors import MicrocredError
from microcred.platform.journal.bulk import insert_rows, update_rows
from microcred.platform.verifier import intake
from microcred.platform.verifier.desk.errors import RunGone
from microcred.platform.verifier.desk.gathering import Gathered
from microcred.platform.verifier.desk.results import Expectation, refused, result_of
from microcred.platform.verifier.errors import LinkInPicture
from microcred.platform.verifier.models import DeskItem, DeskRun
from microcred.platform.verifier.qr.reading import inside
from microcred.platform.verifier.services.examining import examine_for
from microcred.platform.verifier.sources import Noting, Outside, OwnStore, Wanted, outside
from microcred.platform.verifier.trust.stored import ReaderPolicy, policy_for
from microcred.vc.documents import ConsentMissing

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

KEPT = timedelta(hours=1)
FETCHES = 8
"""Addresses that are fetched at once, over all runs of this process."""
LOT = 125
"""Results that are written at once; sooner where `EVERY` is over."""
LOT_BYTES = 16_000_000
"""Of the files that are read at once."""
EVERY = 0.5
"""Seconds after which results are written: so much work is done again where the process is killed."""
MOST_SKILLS = 50
WAITING, CHECKED, CONSENT = "waiting", "checked", "consent"


def start_run(
    *,
    actor: Account | None,
    gathered: Gathered,
    wanted: list[str],
    policy: str,
    consent: bool,
    now: datetime,
    institution_id: int | None = None,
) -> DeskRun:
    """Keeps what was gathered for an hour, to be checked. Raises `TrustListUnknown` for another's policy.

    `institution_id` is that of the API key by which a program started it.
    """
    policy_for(actor, policy)
    with transaction.atomic():
        run = DeskRun.objects.create(
            owner=actor,
            institution_id=institution_id,
            policy=policy,
            consent=consent,
            wanted=[skill[:200] for skill in dict.fromkeys(wanted)][:MOST_SKILLS],
            people=[[one.name, one.email] for one in gathered.people],
            problems=[[one.name, one.code, one.sentence] for one in gathered.problems],
            at=now,
            created_at=now,
            ends_at=now + KEPT,
        )
        insert_rows(
            DeskItem,
            ("run_id", "number", "name", "address", "person", "content", "state"),
            (
                (run.pk, number, one.name, one.address[:2000], one.person, one.content, WAITING)
                for number, one in enumerate(gathered.things, 1)
            ),
        )
    return run


def run_of(actor: Account | None, public_id: str, now: datetime) -> DeskRun:
    """The run of this reader; raises `RunGone` for another's, an unknown or an ended one."""
    run = DeskRun.objects.filter(pk=public_id, ends_at__gt=now).first()
    if run is None or (run.owner_id is not None and (actor is None or actor.pk != run.owner_id)):
        raise RunGone
    return run


def allow_requests(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """The reader allows requests that tell an issuer or a host which credential is checked."""
    run = run_of(actor, public_id, now)
    with transaction.atomic():
        DeskRun.objects.filter(pk=run.pk).update(consent=True)
        run.items.filter(state=CONSENT).update(state=WAITING, result=None)


def forget_run(*, actor: Account | None, public_id: str, now: datetime) -> None:
    """Deletes a run with all it holds."""
    run_of(actor, public_id, now).delete()


def forget_runs(*, now: datetime) -> int:
    """Deletes the runs whose hour is over; how many. Every hour, and whenever the desk is opened."""
    ended = DeskRun.objects.filter(ends_at__lte=now)
    count = ended.count()
    if count:
        ended.delete()
    return count


def advance(run: DeskRun, *, now: datetime, seconds: float, source: Outside | None = None) -> int:
    """Checks what waits, for about so many seconds; how many still wait.

    What lacks a document from the network is passed over, and taken up again once it has come or failed.
    """
    work = _Work(run, now, source or outside(), time.monotonic() + seconds)
    while True:
        wanted = work.round()
        if not wanted or not work.fetch(wanted):
            return run.items.filter(state=WAITING).count()


class _Work:
    """One slice of work on a run."""

    def __init__(self, run: DeskRun, now: datetime, source: Outside, ends: float) -> None:
        self._run = run
        self._now = now
        self._outside = source
        self._ends = ends
        self._policy: ReaderPolicy = policy_for(run.owner, run.policy)
        self._own = OwnStore(now)
        self._kept = time.monotonic()

    def round(self) -> dict[str, Wanted]:
        """Checks all that waits and can be checked in time; what the others lack.

        What was found lacking is told though the time is over: else a slow machine, which needs longer for
        one walk over all that waits, would never fetch anything.
        """
        wanted: dict[str, Wanted] = {}
        done: list[DeskItem] = []
        for item in self._waiting():
            if self._check(item, wanted):
                done.append(item)
            moment = time.monotonic()
            if moment >= self._ends:
                _keep(done)
                return wanted
            if len(done) >= LOT or moment >= self._kept + EVERY:
                _keep(done)
                done, self._kept = [], moment
        _keep(done)
        return wanted

    def fetch(self, wanted: dict[str, Wanted]) -> bool:
        """Begins to fetch, beside this slice; whether anything came before its time was over."""
        futures = [_fetched(url, one) for url, one in wanted.items()]
        left = self._ends - time.monotonic()
        if left <= 0:
            return False
        done, _ = wait(futures, timeout=left, return_when="FIRST_COMPLETED")
        if done:
            wait(futures, timeout=min(0.05, max(0.0, self._ends - time.monotonic())))
        return bool(done)

    def _waiting(self) -> Iterator[DeskItem]:
        """What waits, in order; so much of it at hand at once as `LOT` and `LOT_BYTES` say."""
        rows = self._run.items.filter(state=WAITING).order_by("number")
        lot: list[int] = []
        size = 0
        for key, length in list(rows.values_list("pk", Length("content"))):
            if lot and (len(lot) >= LOT or size + (length or 0) > LOT_BYTES):
                yield from DeskItem.objects.filter(pk__in=lot).order_by("number")
                lot, size = [], 0
            lot.append(key)
            size += length or 0
        yield from DeskItem.objects.filter(pk__in=lot).order_by("number")

    def _check(self, item: DeskItem, wanted: dict[str, Wanted]) -> bool:
        """Whether the item is done with; else `wanted` has what it lacks."""
        lacks: dict[str, Wanted] = {}
        try:
            data = self._data(item, lacks)
        except ConsentMissing as error:
            item.state, item.result = CONSENT, refused(error)
            return True
        except MicrocredError as error:
            if lacks:
                wanted.update(lacks)
                return False
            item.state, item.result = CHECKED, refused(error)
            return True
        report = examine_for(
            data,
            at=self._now,
            policy=self._policy.policy,
            anchors=self._policy.anchors,
            sources=self._outside.at_hand(lacks, own=self._own, consent=self._run.consent),
            account=self._run.owner,
        )
        if lacks:
            wanted.update(lacks)
            return False
        item.result = result_of(report, self._expected(item))
        asks = item.result["code"] == ConsentMissing.code and not self._run.consent
        item.state = CONSENT if asks else CHECKED
        if not asks:
            item.content = None
        return True

    def _data(self, item: DeskItem, lacks: dict[str, Wanted]) -> bytes:
        """The bytes to examine; raises `ConsentMissing` for a link nobody allowed, else as `intake`."""
        if item.content is not None:
            try:
                item.content = inside(bytes(item.content))
                return item.content
            except LinkInPicture as link:
                item.content, item.address = None, link.detail
        if not intake.is_own(item.address) and not self._run.consent:
            raise ConsentMissing(item.address[:200])
        given = intake.from_address(
            item.address,
            account=self._run.owner,
            now=self._now,
            fetcher=Noting(self._outside.documents, lacks),
        )
        return given.data

    def _expected(self, item: DeskItem) -> Expectation:
        name, email = self._run.people[item.person] if item.person is not None else ("", "")
        return Expectation(name, email, self._run.wanted)


def _keep(done: list[DeskItem]) -> None:
    """Writes what a lot came to; raises `RunGone` where the run was deleted meanwhile."""
    rows = [(one.content, one.address, one.state, orjson.dumps(one.result).decode(), one.pk) for one in done]
    with transaction.atomic():
        if update_rows(DeskItem, ("content", "address", "state", "result"), rows) < len(rows):
            raise RunGone


_IN_FLIGHT: dict[str, Future[None]] = {}
_LOCK = threading.Lock()


@cache
def _pool() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(FETCHES, thread_name_prefix="desk")


def _fetched(url: str, wanted: Wanted) -> Future[None]:
    """The one fetch of an address that is under way, begun where none is."""
    with _LOCK:
        found = _IN_FLIGHT.get(url)
        if found is None or found.done():
            found = _pool().submit(wanted.get)
            _IN_FLIGHT[url] = found
        for other in [key for key, future in _IN_FLIGHT.items() if future.done() and key != url]:
            del _IN_FLIGHT[other]
        return found
