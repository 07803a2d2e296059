"""A worker killed with -9 in the middle of a release loses nothing and doubles nothing."""

from __future__ import annotations

import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from tests import house

from microcred.platform.awards import services
from microcred.platform.awards.models import Award, Batch, BatchState
from microcred.platform.credentials.models import Credential, CredentialForm
from microcred.platform.journal.models import Mail

PROCESS = Path(__file__).parent / "releases.py"
ROWS = 10_000
SHEET = "Name,Email\n" + "".join(f"Person {n},person{n}@people.example\n" for n in range(ROWS))


def test_a_killed_worker_loses_nothing_and_doubles_nothing(shared_database: dict[str, str]) -> None:
    owner = house.person()
    at = house.institution(owner)
    now = datetime.now(UTC)
    batch = services.award_many(
        actor=owner,
        achievement=house.published(owner, at),
        file_name="results.csv",
        data=SHEET.encode(),
        now=now,
    )
    services.release(actor=owner, public_id=batch, now=now)
    for chunks in (1, 2):
        _killed_after(batch, chunks, shared_database)
        made = Award.objects.count()
        assert 0 < made < ROWS
        assert made == Credential.objects.count() == CredentialForm.objects.count() == Mail.objects.count()
        assert Batch.objects.get(public_id=batch).awarded == made

    assert services.release_now(batch, datetime.now(UTC)) == ROWS
    assert Batch.objects.get(public_id=batch).state == BatchState.RELEASED
    assert Award.objects.count() == Credential.objects.count() == Mail.objects.count() == ROWS
    assert Award.objects.values("person").distinct().count() == ROWS
    positions = Credential.objects.values_list("shard", "position")
    assert len(set(positions)) == ROWS


def _killed_after(batch: str, chunks: int, environ: dict[str, str]) -> None:
    """Starts a worker and kills it after some chunks, while it is at the next one."""
    command = [sys.executable, str(PROCESS), batch]
    with subprocess.Popen(command, env=environ, stdout=subprocess.PIPE, text=True) as worker:
        assert worker.stdout is not None
        for _ in range(chunks):
            assert worker.stdout.readline()
        worker.send_signal(signal.SIGKILL)
