"""The assertion: that somebody earned a badge, as Open Badges 2.0 writes it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from microcred.vc.openbadges.requirements import absolute, listed, types_of
from microcred.vc.openbadges2.errors import AssertionMalformed

CONTEXT = "https://w3id.org/openbadges/v2"
_FIRST_CONTEXTS = ("https://w3id.org/openbadges/v1", "http://w3id.org/openbadges/v1")
_HOSTED = ("hosted", "HostedBadge")
_SIGNED = ("signed", "SignedBadge")

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Assertion:
    """A read assertion. `badge` is the address of its badge class, or the class itself.

    `creator` is the address of the signing key where a signed one names it.
    """

    document: Object
    id: str
    badge: str | Object
    hosted: bool
    creator: str


def is_assertion(document: Object) -> bool:
    """Whether this is an assertion of Open Badges 2.0 or 1."""
    contexts = listed(document.get("@context"))
    if contexts and "Assertion" not in types_of(document):
        return False
    contexts = [one for one in contexts if isinstance(one, str)]
    known = any(one in (CONTEXT, *_FIRST_CONTEXTS) for one in contexts)
    return (known and "Assertion" in types_of(document)) or first_version(document)


def first_version(document: Object) -> bool:
    """Whether this is an assertion of Open Badges 0.5 to 1.1."""
    contexts = listed(document.get("@context"))
    if contexts:
        return "Assertion" in types_of(document) and any(
            one in _FIRST_CONTEXTS for one in contexts if isinstance(one, str)
        )
    hinted = {"uid", "verify", "salt", "issued_on", "issuedOn"} & document.keys()
    return {"recipient", "badge"} <= document.keys() and bool(hinted) and "proof" not in document


def read_assertion(document: Object, *, signed: bool) -> Assertion:
    """Reads an assertion that came in a token (`signed`) or as JSON; raises `AssertionMalformed`."""
    verification = document.get("verification")
    name, badge = document.get("id"), document.get("badge")
    if not absolute(name):
        raise AssertionMalformed("id")
    recipient = document.get("recipient")
    if not isinstance(recipient, Mapping) or not isinstance(recipient.get("identity"), str):
        raise AssertionMalformed("recipient")
    if not absolute(badge) and not isinstance(badge, Mapping):
        raise AssertionMalformed("badge")
    if "issuedOn" not in document:
        raise AssertionMalformed("issuedOn")
    kinds = types_of(verification)
    if signed != any(kind in _SIGNED for kind in kinds) or signed == any(kind in _HOSTED for kind in kinds):
        raise AssertionMalformed("verification.type")
    creator = verification.get("creator", "") if isinstance(verification, Mapping) else ""
    if not isinstance(creator, str):
        raise AssertionMalformed("verification.creator")
    return Assertion(document, str(name), badge, not signed, creator)  # type: ignore[arg-type]
