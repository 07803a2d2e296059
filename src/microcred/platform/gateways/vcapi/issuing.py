"""What the VC API issues: a document as it came, signed with the institution's key. Nothing of it is kept.

The issuer that the document names is the institution's DID, or the did:key of its present key.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import transaction

from microcred.platform.gateways import access
from microcred.platform.gateways.access import Caller
from microcred.platform.gateways.errors import IssuingOff
from microcred.platform.gateways.events import DocumentSigned
from microcred.platform.gateways.vcapi.statuses import with_entries
from microcred.platform.institutions import services as institutions
from microcred.platform.journal import services as journal
from microcred.vc.defaults import default_canoniser
from microcred.vc.issue import IssuerNotSigner
from microcred.vc.jsontext import write
from microcred.vc.jwt.claims import identifier
from microcred.vc.keys import PublicKey
from microcred.vc.openbadges.requirements import check_requirements, listed, types_of
from microcred.vc.openbadges.terms import CREDENTIALS_CONTEXT
from microcred.vc.proofs import ECDSA_SD_2023, ProofPresent, add_base_proof, add_proof
from microcred.vc.signer import Signer

DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
"""Added to a document of version 1.1, whose own context has no words for a proof (VC-DI 2.4.1)."""
BADGES = frozenset({"OpenBadgeCredential", "AchievementCredential", "EndorsementCredential"})


@dataclass(frozen=True)
class KeyAsIssuer:
    """The institution's signer under the did:key of its key."""

    signer: Signer

    @property
    def verification_method(self) -> str:
        """`did:key:z...#z...`."""
        multikey = self.public.multikey
        return f"did:key:{multikey}#{multikey}"

    @property
    def kind(self) -> str:
        """As the signer's."""
        return self.signer.kind

    @property
    def public(self) -> PublicKey:
        """As the signer's."""
        return self.signer.public

    def sign(self, data: bytes) -> bytes:
        """As the signer's."""
        return self.signer.sign(data)


def issued(
    caller: Caller,
    credential: Mapping[str, Any],
    now: datetime,
    *,
    suite: str | None = None,
    mandatory: Sequence[str] = (),
    purposes: Sequence[str] = (),
) -> dict[str, Any]:
    """The signed document; the log keeps its hash. `suite` is a cryptosuite that goes with the key.

    `mandatory` points at what each part must disclose, in the suite that lets a holder disclose parts.
    For each of `purposes` the document gets an entry on one of the institution's status lists.

    Raises `IssuingOff`, `NotAllowed`, `StatusNeedsDid`, and what `vc.issue` raises.
    """
    if not getattr(settings, "VC_API_ISSUING", False):
        raise IssuingOff
    with transaction.atomic():
        institution = access.institution(caller.account, caller.institution, to="sign anything")
        signer = institutions.signer(institution, now)
        as_key = KeyAsIssuer(signer)
        if identifier(credential.get("issuer")) == as_key.verification_method.partition("#")[0]:
            signer = as_key
        document = with_entries(dict(credential), institution.pk, institution.did, purposes, now)
        made = _signed(document, signer, now, suite, mandatory)
        digest = sha256(write(made)).hexdigest()
        journal.record(DocumentSigned(digest, caller.key, institution.pk, now, caller.account.pk))
    return made


def _signed(
    document: dict[str, Any], signer: Signer, now: datetime, suite: str | None, mandatory: Sequence[str]
) -> dict[str, Any]:
    """As `vc.issue`, but the lists that Open Badges ask for are asked of badges only."""
    if "proof" in document:
        raise ProofPresent
    check_requirements(document, strict=not BADGES.isdisjoint(types_of(document)))
    contexts = listed(document["@context"])
    if contexts[0] != CREDENTIALS_CONTEXT and DATA_INTEGRITY not in contexts:
        document["@context"] = [*contexts, DATA_INTEGRITY]
    if identifier(document["issuer"]) != signer.verification_method.partition("#")[0]:
        raise IssuerNotSigner(signer.verification_method)
    canoniser = default_canoniser().for_issue
    canoniser.digest(document)  # in every suite: what JSON-LD would lose is refused
    if suite == ECDSA_SD_2023.name:
        return add_base_proof(
            document, signer, created=now, canoniser=default_canoniser(), mandatory=mandatory
        )
    return add_proof(document, signer, created=now, canoniser=canoniser, suite=suite)
