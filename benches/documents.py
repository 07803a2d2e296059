"""Whole documents: `vc.issue` and `vc.examine` with models, refusals and checks

The credential is `content()`: an Open Badge with the elements of Annex I, 39 quads with its proof options
left out. Each rate is per CPU-second of one process, the median of five rounds, rounds of the compared
programs interleaved. "Many" are recipients of one achievement, "any" are documents of shapes not seen
before; the whole of `vc.issue` counts the building of the model where it says so.
"""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from benches.results import Row
from microcred import vc
from microcred.vc.canonical import Canoniser
from microcred.vc.dids import did_key
from microcred.vc.keys import PrivateKey
from microcred.vc.openbadges import (
    AchievementCredential,
    Course,
    Outcome,
    Recipient,
    achievement,
    achievement_credential,
    issuer_profile,
)
from microcred.vc.signer import KeySigner

PEERS = Path(__file__).parents[1] / "tests" / "peers"
ROUNDS, SECONDS = 5, 0.6
KEY = PrivateKey("Ed25519", bytes(range(32)))
SIGNER = KeySigner.did_key(KEY)
ISSUER = did_key(KEY.public)
NOW = datetime(2026, 5, 14, 9, tzinfo=UTC)
POLICY = vc.IssuerIn({ISSUER: "Alder College"})
SHAPES = 20
GOAL = "12x @digitalbazaar/vc"


def content(number: int = 0, tags: int = 0) -> AchievementCredential:
    """The credential that is measured; another number of `tags` is another shape."""
    course = Course(
        outcomes=(Outcome("Structure a talk of fifteen minutes around one message"),),
        ects=2,
        eqf_level=5,
        assessment=("oral",),
    )
    return achievement_credential(
        identifier=f"https://college.example/c/{number}",
        issuer=issuer_profile(ISSUER, "Alder College", country="IE"),
        achievement=achievement(
            "https://college.example/m/talk",
            "Presenting to an audience",
            "Talks that land.",
            criteria="Give a talk of fifteen minutes.",
            course=course,
            tags=[f"tag {one}" for one in range(tags)],
        ),
        recipient=Recipient(name=f"Máire Ní Bhriain {number}", email=f"{number}@example.org", salt="Kosher"),
        valid_from=NOW,
    )


def rate(work: Callable[[int], object]) -> float:
    """How often `work` runs per CPU-second; it is given a number that never repeats."""
    done, began = 0, time.process_time()
    while (used := time.process_time() - began) < SECONDS:
        work(done)
        done += 1
    return done / used


def run() -> list[Row]:
    """One row for each measured way, as ratios to the Node peer where it is there."""
    ours: dict[str, list[float]] = {name: [] for name in _WAYS}
    theirs: dict[str, list[float]] = {"issue": [], "verify": []}
    for _ in range(ROUNDS):
        for name, way in _WAYS.items():
            ours[name].append(rate(way()))
        for name, figure in peer_rates().items():
            theirs[name].append(figure)
    median = {name: statistics.median(figures) for name, figures in (ours | theirs).items() if figures}
    rows = [_row(name, median) for name in _WAYS]
    for name in theirs:
        if name in median:
            rows.append(
                Row(f"@digitalbazaar/vc {name}", f"{median[name]:,.0f}/s", note="Node, same credential")
            )
    if "issue" not in median:
        rows.append(Row("@digitalbazaar/vc", "not run", note="Node or its modules are missing: make peers"))
    return rows


def _row(name: str, median: dict[str, float]) -> Row:
    peer = median.get("issue" if name.startswith("vc.issue") else "verify")
    ratio = f", {median[name] / peer:.1f}x" if peer else ""
    return Row(name, f"{median[name]:,.0f}/s{ratio}", "" if "bare" in name else GOAL)


def unseen(work: Callable[[int, Canoniser], object]) -> Callable[[int], object]:
    """`work` with a canoniser that has not seen the shape: SHAPES differ, then a new one begins."""
    held = [Canoniser()]

    def run(n: int) -> object:
        if n % SHAPES == 0:
            held[0] = Canoniser()
        return work(n % SHAPES, held[0])

    return run


def _issue_any() -> Callable[[int], object]:
    documents = [content(number, tags=number).document() for number in range(SHAPES)]
    return unseen(lambda n, canoniser: vc.issue(documents[n], SIGNER, now=NOW, canoniser=canoniser))


def _issue_many() -> Callable[[int], object]:
    documents = [content(number).document() for number in range(500)]
    return lambda n: vc.issue(documents[n % 500], SIGNER, now=NOW)


def _issue_models() -> Callable[[int], object]:
    return lambda n: vc.issue(content(n), SIGNER, now=NOW)


def _issue_jwt() -> Callable[[int], object]:
    documents = [content(number).document() for number in range(500)]
    return lambda n: vc.issue(documents[n % 500], SIGNER, now=NOW, format="jwt")


def _signed(form: Any, shapes: int) -> list[bytes]:
    bodies = [
        vc.issue(content(number, tags=number % shapes), SIGNER, now=NOW, format=form).body
        for number in range(max(shapes, 300))
    ]
    assert all(vc.examine(body, at=NOW, policy=POLICY).verified for body in bodies)
    return bodies


def _examine_any() -> Callable[[int], object]:
    bodies = _signed("di", SHAPES)
    return unseen(lambda n, canoniser: vc.examine(bodies[n], at=NOW, policy=POLICY, canoniser=canoniser))


def _examine_many(form: Any) -> Callable[[int], object]:
    bodies = _signed(form, 1)
    return lambda n: vc.examine(bodies[n % 300], at=NOW, policy=POLICY)


_WAYS: dict[str, Callable[[], Callable[[int], object]]] = {
    "vc.issue, any document": _issue_any,
    "vc.issue, one achievement to many": _issue_many,
    "vc.issue, one achievement to many, model built too": _issue_models,
    "vc.issue as JWT": _issue_jwt,
    "vc.examine, shapes never seen": _examine_any,
    "vc.examine, repeated shape": lambda: _examine_many("di"),
    "vc.examine of JWT": lambda: _examine_many("jwt"),
    "bare Ed25519 sign and verify": lambda: lambda n: KEY.public.verify(KEY.sign(b"%d" % n), b"%d" % n),
}


def peer_rates() -> dict[str, float]:
    """Rates of @digitalbazaar/vc, or nothing where it cannot run."""
    if shutil.which("node") is None or not (PEERS / "node_modules").exists():
        return {}
    from tests.conformance.interop.peers import contexts

    public = KEY.public.multikey
    job = {
        "contexts": contexts(),
        "credential": content().document(),
        "key": {
            "id": SIGNER.verification_method,
            "type": "Multikey",
            "controller": ISSUER,
            "publicKeyMultibase": public,
            "secretKeyMultibase": KEY.secret_multikey,
        },
        "seconds": SECONDS,
    }
    done = subprocess.run(
        ["node", "bench_documents.mjs"],
        cwd=PEERS,
        input=json.dumps(job),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        print(done.stderr[-500:])
        return {}
    rates: dict[str, float] = json.loads(done.stdout)
    return rates
