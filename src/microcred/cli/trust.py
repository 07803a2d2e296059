"""Whom `--trust` names: a DID or address, a file of them, an issuer's own document, or authorities."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from microcred.cli.files import read_bytes
from microcred.errors import MicrocredError

if TYPE_CHECKING:
    from microcred.vc.policy import Policy

_PEM = b"-----BEGIN CERTIFICATE-----"


class TrustUnreadable(MicrocredError):
    """A trust file that is neither a list of identifiers nor an issuer's document."""

    code = "trust.unreadable"
    sentence = "The file of trusted issuers could not be read."
    remedy = (
        "Give one identifier on each line, a JSON list or object of them, a registry file, an issuer's DID "
        "document, or certificates as PEM."
    )


@dataclass
class Trust:
    """Trusted identifiers with their names, the documents of issuers that came with them, and authorities
    as PEM: whoever holds a certificate of theirs is trusted for what it sealed.
    """

    names: dict[str, str] = field(default_factory=dict)
    documents: dict[str, Mapping[str, Any]] = field(default_factory=dict)
    authorities: list[bytes] = field(default_factory=list)
    collectors: set[str] = field(default_factory=set)
    """Those named one by one, whose evidence bundles are believed. A list names issuers, not witnesses."""

    def policy(self) -> Policy:
        """That these are trusted, and nobody else."""
        from microcred.vc.policy import AnyOf, HolderOfCertificate, IssuerIn, NobodyTrusted

        named: Policy = IssuerIn(self.names) if self.names else NobodyTrusted()
        return AnyOf(named, HolderOfCertificate()) if self.authorities else named

    def add(self, named: str) -> None:
        """Adds an identifier, or what a file of that name lists; raises `TrustUnreadable`."""
        if named.startswith(("did:", "https://", "http://", "x509:")):
            self.names[named] = ""
            self.collectors.add(named)
            return
        data = read_bytes(named)
        if _PEM in data:
            self.authorities.append(data)
        elif data.lstrip()[:1] in (b"{", b"["):
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
            self.collectors.add(identifier)
            return
        if isinstance(content, dict) and isinstance(content.get("registry"), dict):
            content = {key: _name(about) for key, about in content["registry"].items()}
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


def _name(about: object) -> str:
    """The name that a registry file gives to an issuer."""
    return str(about.get("name") or "") if isinstance(about, Mapping) else ""
