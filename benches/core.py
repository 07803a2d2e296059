"""The engine's core: bytes to quads to hash to signature, and back

The credential of `documents`, without models, policies, statuses or reports: `add_proof` and `write` against
`parse` and `check_proof`. Each rate is per CPU-second of one process, the median of five rounds, rounds of
the compared programs interleaved. "Any" and "unseen" are documents of shapes not seen before, "many" are
recipients of one achievement. Our pipeline with PyLD is the same code with PyLD as its canoniser.
"""

from __future__ import annotations

import statistics
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from pyld import jsonld

from benches.documents import KEY, NOW, ROUNDS, SHAPES, SIGNER, content, peer_rates, rate, unseen
from benches.results import Row
from microcred.vc.canonical import Canoniser
from microcred.vc.jsontext import parse, write
from microcred.vc.proofs import add_proof, check_proof

MANY = 300
GOALS = {
    "issue, any document": 18,
    "issue, one achievement to many": 70,
    "verify, unseen shapes": 15,
    "verify, repeated shapes": 35,
}


class PyldCanoniser:
    """PyLD in place of our canoniser, with the published contexts at hand and parsed."""

    def __init__(self) -> None:
        from tests.conformance.interop.peers import contexts

        self.published = contexts()

    def digest(self, document: dict[str, Any], hash_name: str = "sha256") -> bytes:
        """The SHA-256 of the canonical N-Quads."""
        options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": self._load}
        return sha256(jsonld.normalize(document, options).encode()).digest()

    def _load(self, address: str, _: object) -> dict[str, Any]:
        return {"documentUrl": address, "document": self.published[address], "contextUrl": None}


def run() -> list[Row]:
    """One row for each way with its ratios, then the programs compared with, then bare signatures."""
    found: dict[str, list[float]] = {}
    ways = _ways()
    for _ in range(ROUNDS):
        for name, work in ways.items():
            found.setdefault(name, []).append(rate(work()))
        for name, figure in peer_rates().items():
            found.setdefault(f"@digitalbazaar/vc {name}", []).append(figure)
    median = {name: statistics.median(figures) for name, figures in found.items()}
    return [_row(name, median) for name in median]


def _row(name: str, median: dict[str, float]) -> Row:
    if name not in GOALS:
        return Row(name, f"{median[name]:,.0f}/s")
    kind = name.partition(",")[0]
    peer = median.get(f"@digitalbazaar/vc {kind}")
    pyld = median[name] / median[f"our pipeline with PyLD, {kind}"]
    ratio = f", {median[name] / peer:.0f}x" if peer else ", peer not run: make peers"
    note = f"{pyld:.0f}x our pipeline with PyLD"
    return Row(name, f"{median[name]:,.0f}/s{ratio}", f"{GOALS[name]}x @digitalbazaar/vc", note)


def _ways() -> dict[str, Callable[[], Callable[[int], object]]]:
    various = [content(number, tags=number).document() for number in range(SHAPES)]
    alike = [content(number).document() for number in range(MANY)]
    ours, pyld = Canoniser(), PyldCanoniser()
    various_signed = [_issue(document, ours) for document in various]
    alike_signed = [_issue(document, ours) for document in alike]
    _verify(alike_signed[0], pyld)
    return {
        "issue, any document": lambda: unseen(lambda n, canoniser: _issue(various[n], canoniser)),
        "issue, one achievement to many": lambda: lambda n: _issue(alike[n % MANY], ours),
        "verify, unseen shapes": lambda: unseen(lambda n, canoniser: _verify(various_signed[n], canoniser)),
        "verify, repeated shapes": lambda: lambda n: _verify(alike_signed[n % MANY], ours),
        "our pipeline with PyLD, issue": lambda: lambda n: _issue(various[n % SHAPES], pyld),
        "our pipeline with PyLD, verify": lambda: lambda n: _verify(various_signed[n % SHAPES], pyld),
        "bare Ed25519, sign": lambda: lambda n: KEY.sign(b"%064d" % n),
        "bare Ed25519, sign and verify": lambda: (
            lambda n: KEY.public.verify(KEY.sign(b"%064d" % n), b"%064d" % n)
        ),
    }


def _issue(document: dict[str, Any], canoniser: Any) -> bytes:
    return write(add_proof(document, SIGNER, created=NOW, canoniser=canoniser))


def _verify(body: bytes, canoniser: Any) -> str:
    document = parse(body)
    return check_proof(document, document["proof"], KEY.public, canoniser)
