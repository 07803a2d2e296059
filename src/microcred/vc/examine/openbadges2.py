"""Badges of Open Badges 2.0: what the issuer's own address states, or what its own key signed."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.documents import DocumentGone
from microcred.vc.errors import CredentialError
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.proven import Proven
from microcred.vc.examine.reading import Found
from microcred.vc.findings import HOSTED, IS_CREDENTIAL, NO_STATUS, NOT_REACHED, STATUS_CLEAR, UNCHANGED
from microcred.vc.jsontext.jcs import canonical_json
from microcred.vc.jwt import Compact, read_header
from microcred.vc.keys import SignatureWrong
from microcred.vc.openbadges2 import (
    Assertion,
    AssertionOutOfScope,
    BadgeOfVersion1,
    Hosted,
    HostedMalformed,
    collect,
    fetch_assertion,
    first_version,
    outline,
    read_assertion,
    read_profile,
    revoked_reason,
    signing_keys,
)
from microcred.vc.openbadges2.hosting import check_same
from microcred.vc.report import SignedContent
from microcred.vc.status import StatusRevoked, check_time
from microcred.vc.timestamps import TimestampInvalid, parse_timestamp

_OPEN = Finding.of_error(BadgeOfVersion1())


class OpenBadge2:
    """The family of versions 2.0 and 1."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """A badge that Open Badges 2.0 allows; one of version 1 is undecided."""
        if first_version(found.document):
            return _OPEN
        if found.document.keys() != {"id"}:
            read_assertion(found.document, signed=found.token is not None)
            outline(found.document)
        return IS_CREDENTIAL

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """By signature where there is one, else by the copy at the badge's own address."""
        if first_version(found.document):
            return Proven(NOT_REACHED, None)
        try:
            if isinstance(found.token, Compact):
                return _by_signature(found.token, around)
            return _by_host(found.document, around)
        except CredentialError as error:
            return Proven(Finding.of_error(error), NOT_REACHED)

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """What the issuer's list says of a signed badge; a hosted one is taken back at its address."""
        try:
            if signed.form == "ob2-hosted":
                check_time(None, None, around.at, around.had)
                return STATUS_CLEAR
            badge: Mapping[str, Any] = signed.document["badge"]
            profile = read_profile(badge["issuer"], signed.issuer)
            if not profile.revocation_list:
                return NO_STATUS
            reason = revoked_reason(signed.id, profile, around.documents, around.limits)
            check_time(None, None, around.at, around.had)
        except CredentialError as error:
            return Finding.of_error(error)
        return STATUS_CLEAR if reason is None else Finding.of_error(StatusRevoked(reason))

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """The badge where Open Badges 3.0 has its facts; nothing where its times cannot be read."""
        try:
            return outline(document)
        except TimestampInvalid:
            return {}


def _by_signature(token: Compact, around: Circumstances) -> Proven:
    header = read_header(token.header)
    assertion = read_assertion(token.payload, signed=True)
    hosted = collect(assertion, around.documents, around.limits)
    wrong: CredentialError | None = None
    for address, key in signing_keys(assertion, hosted.profile, around.documents, around.limits):
        try:
            header.agree_with(key)
            key.verify(token.signature, token.signed)
        except CredentialError as error:
            wrong = error
            continue
        fingerprint = sha256(token.payload_bytes).hexdigest()
        signed = _signed(assertion, hosted, "ob2-signed", fingerprint, address)
        return Proven(UNCHANGED.about(address), None, signed)
    return Proven(Finding.of_error(wrong or SignatureWrong(assertion.id)), NOT_REACHED)


def _by_host(presented: Mapping[str, Any], around: Circumstances) -> Proven:
    address = str(presented["id"])
    try:
        stated = fetch_assertion(address, around.documents, around.limits)
    except DocumentGone as error:
        return Proven(Finding.of_error(error), NOT_REACHED, status=_revoked(address[:200], around))
    if stated.get("id") != address:
        raise HostedMalformed(f"the badge at {address[:200]} is of another id")
    if stated.get("revoked") is True:
        reason = str(stated.get("revocationReason", ""))[:200]
        return Proven(NOT_REACHED, NOT_REACHED, status=_revoked(reason, around))
    assertion = read_assertion(stated, signed=False)
    if presented.keys() != {"id"}:
        check_same(presented, stated)
    hosted = collect(assertion, around.documents, around.limits)
    binding = None
    if not hosted.profile.vouches_for(address):
        binding = Finding.of_error(AssertionOutOfScope(f"{address[:200]} for {hosted.profile.id[:200]}"))
    fingerprint = sha256(canonical_json(stated)).hexdigest()
    return Proven(
        HOSTED.about(address), binding, _signed(assertion, hosted, "ob2-hosted", fingerprint, address)
    )


def _revoked(reason: str, around: Circumstances) -> Finding:
    """That the badge is taken back now; of another time that says nothing."""
    try:
        check_time(None, None, around.at, around.had)
    except CredentialError as error:
        return Finding.of_error(error)
    return Finding.of_error(StatusRevoked(reason))


def _signed(assertion: Assertion, hosted: Hosted, form: str, fingerprint: str, address: str) -> SignedContent:
    profile = dict(hosted.profile.document)
    shown = outline(assertion.document, hosted.badge, profile)
    document = {**assertion.document, "badge": {**hosted.badge, "issuer": profile}}
    made = parse_timestamp(shown["validFrom"]) if form == "ob2-signed" else None
    return SignedContent(document, form, fingerprint, address, made, outline=shown)
