"""Making a bundle from what a check was made with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from microcred.vc.bundle.archive import Packed, pack
from microcred.vc.bundle.manifest import NAME, SEAL, Entry, Manifest
from microcred.vc.bundle.seal import seal
from microcred.vc.signer import Signer

_SUFFIX = {"png": "png", "svg": "svg", "pdf": "pdf", "jwt": "jwt"}


@dataclass
class Evidence:
    """What a check looked at: documents of issuers by identifier, lists and hosted documents by address.

    `registry` are extracts: for each issuer that a list names, which list that was and as of when. `rights`
    are the signed rights that the award rests on by their address, `withdrawals` their ends by the address of
    the right, and `network` what is needed to follow them; empty where no right is asked for. `anchors` are
    the authorities that vouched for certificates, each as PEM.
    """

    issuers: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    statuses: dict[str, bytes] = field(default_factory=dict)
    hosted: dict[str, bytes] = field(default_factory=dict)
    registry: list[dict[str, Any]] = field(default_factory=list)
    rights: dict[str, bytes] = field(default_factory=dict)
    withdrawals: dict[str, bytes] = field(default_factory=dict)
    network: dict[str, Any] = field(default_factory=dict)
    anchors: list[bytes] = field(default_factory=list)


def make_bundle(
    data: bytes,
    evidence: Evidence,
    *,
    report: Mapping[str, Any],
    found_in: str,
    signer: Signer,
    now: datetime,
) -> bytes:
    """The ZIP with the examined file as it was given, the evidence, the report, and the seal of `signer`."""
    files: list[tuple[Packed, str, str]] = [
        (Packed(f"credential.{_SUFFIX.get(found_in, 'json')}", data), "credential", "")
    ]
    for number, (identifier, document) in enumerate(sorted(evidence.issuers.items()), 1):
        files.append((Packed(f"issuers/{number}.json", _json(document)), "issuer", identifier))
    files += _numbered("status", evidence.statuses)
    files += _numbered("hosted", evidence.hosted)
    files += _numbered("rights", evidence.rights, kind="right")
    files += _numbered("withdrawals", evidence.withdrawals, kind="withdrawal")
    if evidence.network:
        files.append((Packed("network.json", _json(evidence.network)), "network", ""))
    if evidence.anchors:
        files.append((Packed("anchors.pem", b"".join(evidence.anchors)), "anchors", ""))
    files.append((Packed("registry.json", _json(evidence.registry)), "registry", ""))
    files.append((Packed("report.json", _json(report)), "report", ""))
    entries = [
        Entry(packed.name, kind, sha256(packed.data).hexdigest(), address) for packed, kind, address in files
    ]
    collector = signer.verification_method.partition("#")[0]
    manifest = Manifest(collector, now, tuple(entries)).write()
    own = [Packed(NAME, manifest), Packed(SEAL, seal(manifest, signer))]
    return pack([*own, *(packed for packed, _, _ in files)])


def _numbered(
    folder: str, documents: Mapping[str, bytes], *, kind: str = ""
) -> Sequence[tuple[Packed, str, str]]:
    return [
        (Packed(f"{folder}/{number}.txt", data), kind or folder, address)
        for number, (address, data) in enumerate(sorted(documents.items()), 1)
    ]


def _json(value: object) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)
