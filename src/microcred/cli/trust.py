"""Whom `--trust` names: a DID or address, or a file of them, or an issuer's own document."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from microcred.cli.files import read_bytes
from microcred.errors import MicrocredError


class TrustUnreadable(MicrocredError):
    """A trust file that is neither a list of identifiers nor an issuer's document."""

    code = "trust.unreadable"
    sentence = "The file of trusted issuers could not be read."
    remedy = "Give one identifier on each line, a JSON list or object of them, or an issuer's DID document."


@dataclass
class Trust:
    """Trusted identifiers with their names, and the documents of issuers that came with them."""

    names: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Mapping[str, Any]] = field(default_factory=dict)

    def add(self, named: str) -> None:
        """Adds an identifier, or what a file of that name lists; raises `TrustUnreadable`."""
        if named.startswith(("did:", "https://", "http://")):
            self.names[named] = ""
            return
        data = read_bytes(named)
        if data.lstrip()[:1] in (b"{", b"["):
            self._add_json(data, named)
        else:
            self._add_lines(data, named)

    def _add_json(self, data: bytes, named: str) -> None:
        from microcred.vc.jsontext import parse

        content = parse(data)
        if isinstance(content, dict) and "verificationMethod" in content:
            identifier = content.get("id")
            if not isinstance(identifier, str):
                raise TrustUnreadable(named)
            self.names[identifier] = ""
            self.documents[identifier] = content
            return
        names = content if isinstance(content, dict) else dict.fromkeys(map(str, content), "")
        if not all(isinstance(name, str) and ":" in key for key, name in names.items()):
            raise TrustUnreadable(named)
        self.names.update(names)

    def _add_lines(self, data: bytes, named: str) -> None:
        try:
            lines = data.decode("utf-8-sig").splitlines()
        except UnicodeDecodeError:
            raise TrustUnreadable(named) from None
        for line in lines:
            identifier, _, name = line.strip().partition(" ")
            if not identifier or identifier.startswith("#"):
                continue
            if ":" not in identifier:
                raise TrustUnreadable(f"{named}: {identifier[:60]}")
            self.names[identifier] = name.strip()
