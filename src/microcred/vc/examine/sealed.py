"""Credentials of the European Learning Model, sealed with JAdES."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from microcred.vc.certificates import holder_of
from microcred.vc.checks import Finding
from microcred.vc.errors import CredentialError
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found
from microcred.vc.examine.statuses import check_status
from microcred.vc.examine.w3c import kind_with_schemas
from microcred.vc.findings import NOT_REACHED, SEALED
from microcred.vc.jades import UnverifiedSeal, outline, sealed_by_issuer
from microcred.vc.report import SignedContent


class SealedCredential:
    """A credential of which an organisation's seal covers every letter."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """A credential of version 1.1 or 2.0."""
        return kind_with_schemas(found.document, around)

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """The seal against the certificate inside, and that against the authorities that are trusted."""
        seal = found.token
        assert isinstance(seal, UnverifiedSeal)
        holder = holder_of(seal.chain.first)
        try:
            seal.check()
        except CredentialError as error:
            return Proven(Finding.of_error(error), NOT_REACHED)
        binding: Finding | None = None
        try:
            around.anchors.check(seal.chain, seal.signed_at or around.at)
            sealed_by_issuer(seal.document, holder)
        except CredentialError as error:
            binding = Finding.of_error(error)
        signed = SignedContent(
            seal.document,
            "jades",
            sha256(seal.payload).hexdigest(),
            holder.id,
            seal.signed_at,
            outline=outline(seal.document),
        )
        return Proven(SEALED.about(holder.name[:200]), binding, signed, signer=holder.id)

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """What the issuer's own lists say."""
        return check_status(signed.document, signed.issuer, around)

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """The document where Open Badges 3.0 has its fields."""
        return outline(document)
