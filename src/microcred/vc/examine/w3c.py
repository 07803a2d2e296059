"""Credentials and presentations of the W3C's data model, with embedded proofs or as tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.embedded import check_embedded
from microcred.vc.examine.kind import check_kind
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found
from microcred.vc.examine.statuses import check_status
from microcred.vc.examine.token import check_token
from microcred.vc.jwt import UnverifiedJwt
from microcred.vc.report import SignedContent


class W3cCredential:
    """VCDM 1.1 and 2.0, Open Badges 3.0, CLR 2.0."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """A credential or presentation that its standard allows."""
        return check_kind(found.document)

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """The token's signature, or the best of the embedded proofs."""
        return prove(found, around)

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """What the issuer's own lists say."""
        return check_status(signed.document, signed.issuer, around)

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing: it has this form."""
        return {}


def prove(found: Found, around: Circumstances) -> Proven:
    """The token's signature, or the best of the embedded proofs. Raises nothing."""
    if isinstance(found.token, UnverifiedJwt):
        return check_token(found.token, around)
    return check_embedded(found.document, around)
