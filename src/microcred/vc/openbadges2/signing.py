"""The keys with which an issuer signs badges (OB 2.0 signed verification)."""

from __future__ import annotations

from collections.abc import Mapping

from microcred.vc.documents import Documents
from microcred.vc.errors import CredentialError
from microcred.vc.keys import PublicKey
from microcred.vc.limits import Limits
from microcred.vc.openbadges2.assertion import Assertion
from microcred.vc.openbadges2.errors import HostedMalformed, KeyNotTheIssuers
from microcred.vc.openbadges2.hosting import fetch_json
from microcred.vc.openbadges2.profile import Profile


def signing_keys(
    assertion: Assertion, profile: Profile, documents: Documents, limits: Limits
) -> list[tuple[str, PublicKey]]:
    """The keys, with their addresses, that may have signed: the one named, else each one of the issuer.

    Raises `KeyNotTheIssuers` for a named key that the profile does not list or another owns,
    `HostedMalformed`, what `Documents.fetch` raises, or why a key is unusable.
    """
    named = [one for one in profile.keys if not assertion.creator or _id(one) == assertion.creator]
    if not named:
        raise KeyNotTheIssuers(assertion.creator or profile.id)
    found: list[tuple[str, PublicKey]] = []
    problem: CredentialError | None = None
    for one in named:
        try:
            found.append(_read(one, profile, documents, limits))
        except CredentialError as error:
            problem = error
    if not found and problem is not None:
        raise problem
    return found


def _id(key: object) -> str:
    value = key.get("id") if isinstance(key, Mapping) else key
    return value if isinstance(value, str) else ""


def _read(key: object, profile: Profile, documents: Documents, limits: Limits) -> tuple[str, PublicKey]:
    address = _id(key)
    document = key if isinstance(key, Mapping) else fetch_json(address, documents, limits)
    if document.get("owner") != profile.id:
        raise KeyNotTheIssuers(f"{address[:200]} is owned by {str(document.get('owner'))[:200]}")
    if document.get("id", address) != address:
        raise HostedMalformed(f"the key at {address[:200]} is of another id")
    return address, PublicKey.from_pem(document.get("publicKeyPem"))
