"""Steps 2 and 3, first half, of a document with embedded proofs (VC-DATA-INTEGRITY 4.4, 4.5).

The key comes from the issuer's document. Where that cannot be had, a key found in the document itself
(did:key, a multikey in the address) still shows that nothing was changed, never whose it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from microcred.vc.checks import Finding
from microcred.vc.dids import Resolver
from microcred.vc.errors import CredentialError
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.errors import IssuerNotController
from microcred.vc.examine.kind import is_presentation
from microcred.vc.examine.proven import Proven, keyless
from microcred.vc.findings import INTEGRITY_ONLY, NOT_REACHED, UNCHANGED
from microcred.vc.jwt.claims import identifier
from microcred.vc.keys import PublicKey
from microcred.vc.openbadges.plain import plain
from microcred.vc.outcomes import Outcome
from microcred.vc.proofs import (
    Form,
    ProofOptions,
    check_chains,
    check_proof,
    covered,
    previous_of,
    proofs_of,
    read_options,
)
from microcred.vc.report import SignedContent

Document = dict[str, Any]
Proof = Mapping[str, Any]


def check_embedded(document: Document, around: Circumstances) -> Proven:
    """The best of the proofs on a document. Raises nothing."""
    try:
        proofs = proofs_of(document)
        check_chains(proofs)
    except CredentialError as error:
        return Proven(Finding.of_error(error), NOT_REACHED)
    results: dict[int, Proven] = {}
    for proof in proofs:
        found = _with_those_before(document, proof, proofs, around, results)
        if found.signed is not None and found.binding is None:
            return found
    return max(results.values(), key=_rank)


def _rank(proven: Proven) -> int:
    """One sound proof suffices (VC-DATA-INTEGRITY 4.5); a wrong one outweighs one that cannot be read."""
    if proven.signed is not None:
        return 3 if proven.binding is None else 2
    return 1 if proven.proof.outcome is Outcome.FAILED else 0


def _with_those_before(
    document: Document,
    proof: Proof,
    proofs: list[Document],
    around: Circumstances,
    results: dict[int, Proven],
) -> Proven:
    """A proof counts only if each proof that it builds on holds too, whoever made that."""
    known = results.get(id(proof))
    if known is not None:
        return known
    before = previous_of(proof, proofs)
    found = _checked(document, proof, before, around)
    for earlier in before:
        one = _with_those_before(document, earlier, proofs, around, results)
        if one.signed is None and found.signed is not None:
            found = Proven(one.proof, one.binding)
    results[id(proof)] = found
    return found


def _checked(document: Document, proof: Proof, before: list[Proof], around: Circumstances) -> Proven:
    presented = is_presentation(document)
    purpose = "authentication" if presented else "assertionMethod"
    try:
        options = read_options(proof, purpose=purpose)
        options.check_times(around.at)
        options.check_challenge(around.asked)
    except CredentialError as error:
        return Proven(Finding.of_error(error), NOT_REACHED)
    key, binding = _key(document, options, presented, around)
    if key is None:
        return keyless(binding)
    try:
        fingerprint = check_proof(
            document, proof, key, around.canoniser, purpose=purpose, previous=before, options=options
        )
        content = covered(document, proof)
    except CredentialError as error:
        return Proven(Finding.of_error(error), binding or NOT_REACHED)
    method = options.verification_method
    part = options.suite.form is Form.STATEMENTS
    signed = SignedContent(plain(content), "di", fingerprint, method, options.created, part)
    return Proven((UNCHANGED if binding is None else INTEGRITY_ONLY).about(method), binding, signed)


def _key(
    document: Document, options: ProofOptions, presented: bool, around: Circumstances
) -> tuple[PublicKey | None, Finding | None]:
    method, signed_at = options.verification_method, options.created or around.at
    stated = identifier(document.get("holder" if presented else "issuer")) or ""
    issuer = stated or options.controller if presented else stated
    key, binding = _key_of(issuer, method, options.purpose, signed_at, around.resolver)
    return key or key_in(method), binding


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


def key_in(method: str) -> PublicKey | None:
    """The key that an address carries in itself: `did:key:z...` or `...#z6Mk...`."""
    start, _, fragment = method.partition("#")
    for text in (start.removeprefix("did:key:"), fragment):
        if text.startswith("z"):
            try:
                return PublicKey.from_multikey(text)
            except CredentialError:
                continue
    return None
