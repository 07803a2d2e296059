"""Blockcerts: the content is shown, the anchor in the blockchain is not looked up."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from microcred.vc.blockcerts import AnchorUnchecked, outline
from microcred.vc.checks import Finding
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.kind import check_kind
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found
from microcred.vc.findings import IS_CREDENTIAL, NO_STATUS, NOT_REACHED
from microcred.vc.openbadges.requirements import types_of
from microcred.vc.report import SignedContent


class Blockcert:
    """Versions 2 and 3."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """A credential; version 2 is an Open Badges assertion of a form of its own."""
        if "Assertion" in types_of(found.document):
            return IS_CREDENTIAL
        return check_kind(found.document)

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """Always undecided."""
        return Proven(Finding.of_error(AnchorUnchecked()), NOT_REACHED)

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """Never asked: nothing is shown to be signed."""
        return NO_STATUS

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """The document where Open Badges 3.0 has its fields."""
        return outline(document)
