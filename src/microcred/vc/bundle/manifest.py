"""The list of what a bundle holds: each file with its hash, and which address it answers for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

import orjson

from microcred.errors import MicrocredError
from microcred.vc.bundle.errors import BundleMalformed
from microcred.vc.jsontext import parse
from microcred.vc.timestamps import parse_timestamp, write_timestamp

NAME = "manifest.json"
SEAL = "seal.jws"
KIND = "MicrocredEvidenceBundle"
KINDS = (
    *("credential", "issuer", "status", "hosted", "registry", "report"),
    *("right", "withdrawal", "network", "anchors"),
)
"""The examined file; documents of issuers by identifier; status lists and hosted documents by address;
extracts of registries; the report that was made. Then by what right it was awarded: signed rights by their
address, withdrawals by the address of the right, and what the collector says of the network around them.
Last the authorities that vouched for a certificate in it."""


@dataclass(frozen=True)
class Entry:
    """One file of a bundle. `address` is the identifier or URL that it answers for, or empty."""

    name: str
    kind: str
    sha256: str
    address: str = ""


@dataclass(frozen=True)
class Manifest:
    """What a bundle holds, who collected it, and when."""

    collector: str
    collected_at: datetime
    entries: tuple[Entry, ...]

    def write(self) -> bytes:
        """The bytes that are sealed."""
        content = {
            "type": KIND,
            "version": 1,
            "collector": self.collector,
            "collectedAt": write_timestamp(self.collected_at),
            "files": [
                {"name": one.name, "kind": one.kind, "sha256": one.sha256, "address": one.address}
                for one in self.entries
            ],
        }
        return orjson.dumps(content, option=orjson.OPT_INDENT_2)

    @classmethod
    def read(cls, data: bytes) -> Manifest:
        """Raises `BundleMalformed`."""
        try:
            content = parse(data)
            if content["type"] != KIND or content["version"] != 1:
                raise BundleMalformed("another kind of bundle")
            entries = tuple(_entry(one) for one in content["files"])
            return cls(str(content["collector"]), parse_timestamp(content["collectedAt"]), entries)
        except (MicrocredError, KeyError, TypeError, AttributeError) as error:
            raise BundleMalformed(str(error)[:80]) from None

    def check(self, files: Mapping[str, bytes]) -> None:
        """Raises `BundleMalformed` unless these are exactly the files, unchanged."""
        names = [one.name for one in self.entries]
        if len(set(names)) != len(names) or set(names) != files.keys():
            raise BundleMalformed("files that are not on the list, or the other way round")
        for one in self.entries:
            if sha256(files[one.name]).hexdigest() != one.sha256:
                raise BundleMalformed(one.name[:80])


def _entry(value: Mapping[str, Any]) -> Entry:
    if value["kind"] not in KINDS:
        raise BundleMalformed(str(value["kind"])[:20])
    return Entry(str(value["name"]), str(value["kind"]), str(value["sha256"]), str(value.get("address", "")))
