"""What is right to say of each file that others made, and why: written by hand from the files and from what
their makers say of them, without asking our engine.
"""

from __future__ import annotations

UNCHECKED, CHANGED = "Could not be checked just now", "Not genuine or changed"
NOT_SIGNED, NO_CREDENTIAL, EMPTY = "Not signed", "Not a credential", "No credential inside"

_GROUPS: list[tuple[str, str, str]] = [
    (
        UNCHECKED,
        "The issuer's site hosts it: only its own address confirms it, and asking there needs consent.",
        "ob2/assertion-with-endorsements.json ob2/basic-assertion-expired.json "
        "ob2/basic-assertion-with-allowed-origins.json ob2/basic-assertion.json ob2/simple-badge.png",
    ),
    (
        UNCHECKED,
        "Its signature is by a key that stands at an address, which is not fetched with the network off.",
        "ob2/simple-not-revoked.jwt ob2/simple-revoked.jwt ob2/simple.jwt",
    ),
    (
        NO_CREDENTIAL,
        "It describes a badge, and awards it to nobody.",
        "ob2/badge-from-organization-with-revocation-list.json ob2/badgeclass1.json ob2/robotics-badge.json "
        "ob2/valid-badge-class.json",
    ),
    (
        NO_CREDENTIAL,
        "It describes an issuer.",
        "ob2/issuer1.json ob2/organization-with-revocation-list.json ob2/organization.json",
    ),
    (NO_CREDENTIAL, "It is an issuer's key.", "ob2/key1.json"),
    (NO_CREDENTIAL, "It is a list of what was revoked.", "ob2/revocation-list.json"),
    (NO_CREDENTIAL, "It praises a badge, and awards nothing to anybody.", "ob2/endorsement-1.json"),
    (NO_CREDENTIAL, "It is the vocabulary of Open Badges 2.0.", "ob2/openbadges_context.json"),
    (
        NO_CREDENTIAL,
        "It ends in .jwt and is none: it has one part where a token has three.",
        "edc/open-badge-mc-signed.jwt",
    ),
    (EMPTY, "It is the picture of a badge class: nothing was baked into it.", "ob2/robotics-badge.png"),
    (
        UNCHECKED,
        "Its signature is right by the key that its proof names; the issuer's document, which would say that "
        "the key is the issuer's, is on the network.",
        "ob3/complete.json ob3/credential-status-revoked.json ob3/endorsement-valid.json "
        "ob3/simple-eddsa-2022.json ob3/simple-json.png ob3/simple-json.svg ob3/simple-jwt.png "
        "ob3/simple-jwt.svg ob3/simple.json ob3/simple_v1.json clr2/simple.json clr2/simple.jwt",
    ),
    (
        UNCHECKED,
        "The token names no key: only the issuer's document on the network could say whose signature it is.",
        "ob3/simple.jwt",
    ),
    (
        CHANGED,
        "It says that it is valid from 2040, and names nothing that was achieved.",
        "ob3/simple-err-issued.json",
    ),
    (CHANGED, "Its signature was altered by its makers.", "ob3/simple-err-proof-value.json"),
    (CHANGED, "It has no signature, and names nothing that was achieved.", "ob3/simple-noproof.json"),
    (NOT_SIGNED, "Its makers left the signature out.", "clr2/simple-noproof.json"),
    (
        NOT_SIGNED,
        "It is an example of the text before it was sealed.",
        "edc/edc-coa-example.json edc/edc-mc-example.json edc/open-badge-mc-example.json",
    ),
    (
        UNCHECKED,
        "The seal is right by the certificate in it; no authority is trusted that vouches for the certificate.",
        "edc/edc-coa-signed.jsonld edc/edc-coe-signed.jsonld edc/edc-cps-signed.jsonld "
        "edc/edc-dc-signed.jsonld",
    ),
    (
        UNCHECKED,
        "It is anchored in a chain that cannot be asked here; its own revocation could only be asked there.",
        "blockcerts/mainnet-revoked-2.0.json blockcerts/mainnet-valid-2.0.json "
        "blockcerts/mocknet-v3-valid.json blockcerts/mocknet-vc-v2-data-integrity-proof.json",
    ),
    (
        UNCHECKED,
        "The issuer's document with the key is on the network.",
        "blockcerts/ecdsa-sd-2023-derived-credential.json blockcerts/ecdsa-sd-2023-signed-credential.json",
    ),
    (CHANGED, "Its makers changed it after it was anchored.", "blockcerts/testnet-v3--tampered.json"),
    (UNCHECKED, "A presentation that presents no credential.", "blockcerts/vp-eddsa-rdfc-2022.json"),
]

EXPECTED: dict[str, tuple[str, str]] = {
    name: (verdict, because) for verdict, because, names in _GROUPS for name in names.split()
}
"""By file: the verdict in words, and the reason."""
