"""Steps 2 and 3, first half: the proof, and whether its key is the issuer's own.

The key comes from the issuer's document. Where that cannot be had, a key found in the document itself
(did:key, a multikey in the address, a header) still shows that nothing was changed, never whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from microcred.vc.canonical import Canoniser
from microcred.vc.checks import Finding
from microcred.vc.dids import ControllerDocument, Resolver
from microcred.vc.errors import CredentialError, Failed, Undecided
from microcred.vc.examine.errors import IssuerNotController
from microcred.vc.examine.kind import is_presentation
from microcred.vc.examine.reading import Found
from microcred.vc.findings import INTEGRITY_ONLY, NOT_REACHED, UNCHANGED
from microcred.vc.jwt import UnverifiedJwt, check_jwt, header_key, issuer_key
from microcred.vc.jwt.claims import identifier, moment
from microcred.vc.keys import PublicKey
from microcred.vc.openbadges.plain import plain
from microcred.vc.outcomes import Outcome
from microcred.vc.proofs import check_proof, proofs_of, read_options
from microcred.vc.report import SignedContent
from microcred.vc.timestamps import parse_timestamp


@dataclass(frozen=True)
class Proven:
    """What the proof step came to. `binding` is None where the key is the issuer's own."""

    proof: Finding
    binding: Finding | None
    signed: SignedContent | None = None


@dataclass(frozen=True)
class Circumstances:
    """What a proof is checked against."""

    at: datetime
    resolver: Resolver
    canoniser: Canoniser


def check_proofs(found: Found, around: Circumstances) -> Proven:
    """The best of the proofs on a document; of a JWT its one signature. Raises nothing."""
    if found.jwt is not None:
        return _checked_jwt(found.jwt, around)
    try:
        proofs = proofs_of(found.document)
    except CredentialError as error:
        return Proven(Finding.of_error(error), NOT_REACHED)
    results = []
    for proof in proofs:
        results.append(_checked(found.document, proof, around))
        if results[-1].signed is not None and results[-1].binding is None:
            break
    return max(results, key=_rank)


def _rank(proven: Proven) -> int:
    """One sound proof suffices (VC-DATA-INTEGRITY 4.5); a wrong one outweighs one that cannot be read."""
    if proven.signed is not None:
        return 3 if proven.binding is None else 2
    return 1 if proven.proof.outcome is Outcome.FAILED else 0


def _checked(document: dict[str, Any], proof: Mapping[str, Any], around: Circumstances) -> Proven:
    presented = is_presentation(document)
    purpose = "authentication" if presented else "assertionMethod"
    try:
        options = read_options(proof, purpose=purpose)
        options.check_times(around.at)
    except CredentialError as error:
        return Proven(Finding.of_error(error), NOT_REACHED)
    method = options.verification_method
    issuer = identifier(document.get("holder" if presented else "issuer")) or ""
    if presented and not issuer:
        issuer = options.controller
    key, binding = _key_of(issuer, method, purpose, options.created or around.at, around.resolver)
    if presented:
        binding = binding or NOT_REACHED  # a presentation has a holder, not an issuer
    key = key or _key_in(method)
    if key is None:
        return _keyless(binding)
    try:
        fingerprint = check_proof(document, proof, key, around.canoniser, purpose=purpose)
    except CredentialError as error:
        return Proven(Finding.of_error(error), binding or NOT_REACHED)
    unsecured = plain({name: value for name, value in document.items() if name != "proof"})
    signed = SignedContent(unsecured, "di", fingerprint, method, options.created)
    return Proven((UNCHANGED if binding is None else INTEGRITY_ONLY).about(method), binding, signed)


def _key_of(
    issuer: str, method: str, purpose: str, signed_at: datetime, resolver: Resolver
) -> tuple[PublicKey | None, Finding | None]:
    """The issuer's own key, or why there is none."""
    if method.partition("#")[0] != issuer:
        return None, Finding.of_error(IssuerNotController(method))
    try:
        return resolver.resolve(issuer).key_for(method, purpose=purpose, at=signed_at), None
    except CredentialError as error:
        return None, Finding.of_error(error)


def _key_in(method: str) -> PublicKey | None:
    """The key that an address carries in itself: `did:key:z...` or `...#z6Mk...`."""
    start, _, fragment = method.partition("#")
    for text in (start.removeprefix("did:key:"), fragment):
        if text.startswith("z"):
            try:
                return PublicKey.from_multikey(text)
            except CredentialError:
                continue
    return None


def _keyless(binding: Finding | None) -> Proven:
    """Without any key the proof stays open, for the reason that the issuer step gives."""
    reason = binding or NOT_REACHED
    return Proven(reason if reason.outcome is Outcome.UNDECIDED else NOT_REACHED, reason)


def _checked_jwt(jwt: UnverifiedJwt, around: Circumstances) -> Proven:
    document: ControllerDocument | None = None
    binding: Finding | None = None
    key: PublicKey | None = None
    try:
        signed_at = _signed_at(jwt)
        document = around.resolver.resolve(jwt.issuer or "")
        key = issuer_key(jwt, document, at=signed_at or around.at)
    except (Failed, Undecided) as error:
        binding, signed_at = Finding.of_error(error), None
        try:
            key = header_key(jwt) or _key_in(jwt.verification_method or "")
        except CredentialError as unusable:
            return Proven(Finding.of_error(unusable), binding)
    if key is None:
        return _keyless(binding)
    try:
        fingerprint = check_jwt(jwt, key, at=around.at)
    except CredentialError as error:
        return Proven(Finding.of_error(error), binding or NOT_REACHED)
    method = jwt.verification_method or ""
    signed = SignedContent(plain(jwt.credential), "jwt", fingerprint, method, _signed_at(jwt))
    return Proven((UNCHANGED if binding is None else INTEGRITY_ONLY).about(method), binding, signed)


def _signed_at(jwt: UnverifiedJwt) -> datetime | None:
    """`iat` or `nbf`, else what the credential says of its beginning."""
    for name in ("iat", "nbf"):
        if (time := moment(jwt.payload, name)) is not None:
            return time
    for name in ("validFrom", "issuanceDate"):
        if name in jwt.credential:
            return parse_timestamp(jwt.credential[name])
    return None
