"""The calculator of a programme: server time of a request besides verification, on the demo

Credentials of the demo are dropped on the page of its degree programme, and on that of a programme with one
rule of 300 requirements. Verification is what `examined` takes; the rest is reading the request, the rules,
and the page, in a process set up as the server's is. Times are of CPU: one thread answers, and others may
share the cores.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benches.results import Row

REQUESTS = 30
DROPPED = (8, 40)
"""A median learner, and as many files as are taken."""


def run() -> list[Row]:
    """Every figure of this part, in a process of its own."""
    with tempfile.TemporaryDirectory(prefix="microcred-bench-", ignore_cleanup_errors=True) as folder:
        command = [sys.executable, "-m", "benches.calculator", folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return [
        Row(
            f"calculator page, {what}, besides verification",
            _p95(each["rest"]),
            "under 150 ms",
            f"{REQUESTS} requests, CPU time; by the clock {_p95(each['clock'])}; "
            f"verification {_p95(each['verification'])} more",
        )
        for what, each in found.items()
    ]


def _p95(taken: list[float]) -> str:
    ordered = sorted(taken)
    return f"p50 {statistics.median(ordered):.0f} ms, p95 {ordered[int(0.95 * len(ordered))]:.0f} ms"


def measure(folder: str) -> dict[str, Any]:
    """Builds the demo, then measures; milliseconds in lists."""
    from microcred.platform.config.demo import _environment
    from microcred.platform.config.front import tune
    from microcred.platform.config.serve import prepare

    _environment(Path(folder), 8000)
    prepare()
    from microcred.platform.config.demo.building import build

    made = build()
    tune()  # as the server does
    from microcred.platform.admissions import queries
    from microcred.platform.credentials.models import CredentialForm

    small = queries.open_programmes()[0].public_id
    large = _large(made)
    bodies = [bytes(each.body) for each in CredentialForm.objects.order_by("pk")[:4000]]
    files = [body for body in bodies if body.startswith(b"{") and b"creditsAvailable" in body]
    found = {}
    for what, programme in (("demo's programme", small), ("a rule of 300 requirements", large)):
        for number in DROPPED:
            some = files[:: len(files) // number][:number]
            found[f"{what}, {number} credentials"] = _asked(programme, some)
    return found


def _large(made: Any) -> str:
    """A programme whose entry takes 300 requirements."""
    from benches.rules import large_rule
    from microcred.platform.admissions import services
    from microcred.platform.qualifications.models import RuleVersion
    from microcred.rules.reading import rule_value

    now, owner = datetime.now(UTC), made.owners["alder"]
    facts = {"title": "Large", "level": 6, "description": "Three hundred.", "days": 28, "open": True}
    programme = services.new_programme(
        actor=owner, institution=made.institutions["alder"], facts=facts, now=now
    )
    small = {"kind": "credits", "atLeast": 6}
    parts = {"requirement": small}
    book = services.write_rule_for(actor=owner, public_id=programme, what="entry", parts=parts, now=now)
    rows = RuleVersion.objects.filter(book__public_id=book)
    body = json.loads(rows.get().body) | {"requirement": rule_value(large_rule(7))["requirement"]}
    rows.update(body=json.dumps(body), state="published", published_at=now)
    return str(programme)


def _asked(programme: str, files: list[bytes]) -> dict[str, list[float]]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.test import Client

    from microcred.platform.admissions import services

    examined, spent = services.examined, [0.0, 0.0]

    def timed(*args: Any, **keys: Any) -> Any:
        busy, clock = time.process_time(), time.perf_counter()
        read = examined(*args, **keys)
        spent[:] = [time.process_time() - busy, time.perf_counter() - clock]
        return read

    services.examined = timed
    found: dict[str, list[float]] = {"rest": [], "clock": [], "verification": []}
    client = Client(SERVER_NAME="127.0.0.1", SERVER_PORT="8000")  # one, as a server loads its parts once
    for number in range(REQUESTS + 3):
        dropped = [SimpleUploadedFile(f"{n}.json", body) for n, body in enumerate(files)]
        visitor: dict[str, Any] = {"REMOTE_ADDR": f"10.1.{number}.1"}
        busy, clock = time.process_time(), time.perf_counter()
        answer = client.post(f"/programmes/{programme}", {"file": dropped, "text": ""}, **visitor)
        whole = time.process_time() - busy, time.perf_counter() - clock
        assert answer.status_code == 200, answer.content[:2000]
        if number >= 3:  # the first ones load templates and keys
            found["rest"].append(1000 * (whole[0] - spent[0]))
            found["clock"].append(1000 * (whole[1] - spent[1]))
            found["verification"].append(1000 * spent[0])
    services.examined = examined
    return found


if __name__ == "__main__":
    print(json.dumps(measure(sys.argv[1])))
