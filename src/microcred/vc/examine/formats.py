"""Each family of credentials has one way through the steps; here is which, and what a way consists of."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from microcred.vc.blockcerts import is_blockcert
from microcred.vc.checks import Finding
from microcred.vc.examine.blockcerts import Blockcert
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.openbadges2 import OpenBadge2
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found
from microcred.vc.examine.sdjwt import SdJwtVc
from microcred.vc.examine.sealed import SealedCredential
from microcred.vc.examine.w3c import W3cCredential
from microcred.vc.jades import UnverifiedSeal
from microcred.vc.openbadges2 import is_assertion
from microcred.vc.report import SignedContent
from microcred.vc.sdjwt import UnverifiedSdJwt


class Family(Protocol):
    """The steps that differ between families; the others read the outline."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """Step 1; raises a `CredentialError` for what is no credential or a malformed one."""

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """Step 2, and whose key it was; raises nothing."""

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """Step 4; raises nothing."""

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """The document where Open Badges 3.0 has its fields; empty where it has them itself."""


_W3C = W3cCredential()
_OPEN_BADGES_2 = OpenBadge2()
_SD_JWT = SdJwtVc()
_SEALED = SealedCredential()
_BLOCKCERT = Blockcert()


def family_of(found: Found) -> Family:
    """The family that a document belongs to; what belongs to none fails at its step 1."""
    if isinstance(found.token, UnverifiedSdJwt):
        return _SD_JWT
    if isinstance(found.token, UnverifiedSeal):
        return _SEALED
    if found.token is None and is_blockcert(found.document):
        return _BLOCKCERT
    if found.document.keys() == {"id"} or is_assertion(found.document):
        return _OPEN_BADGES_2
    return _W3C
