"""Credentials and presentations of the W3C's data model, with embedded proofs or as tokens."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.errors import Undecided
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.embedded import check_embedded
from microcred.vc.examine.kind import check_kind
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found
from microcred.vc.examine.statuses import check_status
from microcred.vc.examine.token import check_token
from microcred.vc.jwt import UnverifiedJwt
from microcred.vc.openbadges.requirements import listed
from microcred.vc.report import SignedContent
from microcred.vc.schemas import check_schemas


class W3cCredential:
    """VCDM 1.1 and 2.0, Open Badges 3.0, CLR 2.0."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """A credential or presentation that its standard allows."""
        return kind_with_schemas(found.document, around)

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """The token's signature, or the best of the embedded proofs."""
        return prove(found, around)

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """What the issuer's own lists say."""
        return check_status(signed.document, signed.issuer, around)

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """Nothing: it has this form."""
        return {}


def kind_with_schemas(document: Mapping[str, Any], around: Circumstances) -> Finding:
    """What a document is, and which schemas it keeps to; raises as `check_kind` and `check_schemas`."""
    finding = check_kind(document)
    try:
        kept = check_schemas(document, around.schemas)
    except Undecided as error:  # the proof can be checked all the same
        return Finding.of_error(error)
    if not kept:
        named = [str(one["id"]) for one in listed(document.get("credentialSchema")) if "id" in one]
        return finding.about(f"not asked about: {named[0][:200]}") if named else finding
    return finding.about(kept[0][:200])


def prove(found: Found, around: Circumstances) -> Proven:
    """The token's signature, or the best of the embedded proofs. Raises nothing."""
    if isinstance(found.token, UnverifiedJwt):
        return check_token(found.token, around)
    return check_embedded(found.document, around)
