"""A completed qualification as a CLR 2.0: one signed record with the award and its parts inside."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from microcred.platform.institutions.queries import IssuerDetail
from microcred.vc.examine.inside import MOST_INSIDE
from microcred.vc.jsontext import parse
from microcred.vc.openbadges import Recipient, issuer_profile
from microcred.vc.timestamps import write_timestamp

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
CONTEXTS = (
    CREDENTIALS,
    "https://purl.imsglobal.org/spec/clr/v2p0/context-2.0.1.json",
    "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
)
PLACEHOLDER = "urn:uuid:00000000-0000-4000-8000-000000000000"


def record_document(
    title: str,
    its: IssuerDetail,
    recipient: Recipient,
    texts: Sequence[str],
    now: datetime,
    *,
    partial: bool = False,
) -> dict[str, Any]:
    """The unsigned record (CLR 2.0, ClrCredential). `texts` are the award and its parts as they were signed.

    Each keeps its own proof, so that a verifier examines each for itself. `partial` says that some are left
    out; more than a verifier looks at (`MOST_INSIDE`) always are.
    """
    kept = texts[:MOST_INSIDE]
    profile = issuer_profile(its.did, its.name, country=its.country, url=its.website, image=its.image)
    return {
        "@context": list(CONTEXTS),
        "id": PLACEHOLDER,
        "type": ["VerifiableCredential", "ClrCredential"],
        "issuer": profile.document(),
        "name": title,
        "validFrom": write_timestamp(now),
        "awardedDate": write_timestamp(now),
        "partial": partial or len(kept) < len(texts),
        "credentialSubject": {
            "type": ["ClrSubject"],
            "identifier": [one.document() for one in recipient.identifiers()],
            "verifiableCredential": [_inside(one) for one in kept],
        },
    }


def _inside(text: str) -> dict[str, Any]:
    """A JSON credential as it stands; a token in its envelope (VCDM 2.0, 4.13)."""
    if text.lstrip().startswith("{"):
        found: dict[str, Any] = parse(text.encode())
        return found
    return {
        "@context": CREDENTIALS,
        "id": f"data:application/vc+jwt,{text.strip()}",
        "type": "EnvelopedVerifiableCredential",
    }
