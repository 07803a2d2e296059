"""Who taught, who assessed and who certified, as a signed Open Badge names them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from microcred.platform.network.scope.values import Subject, Verb


@dataclass(frozen=True, slots=True)
class Party:
    """An institution with a part in an award. `country` is empty where the document does not state it."""

    verb: Verb
    did: str
    name: str
    country: str = ""

    def subject(self, of: Subject) -> Subject:
        """What its right is needed for: as for the whole, in the country where it is itself."""
        return replace(of, country=self.country) if self.country else of


def parties(document: Mapping[str, Any]) -> tuple[Party, ...]:
    """Those that are named by a DID, in the order taught, assessed, certified."""
    return tuple(_parties(document))


def _parties(document: Mapping[str, Any]) -> Iterator[Party]:
    subject = document.get("credentialSubject")
    earned = subject.get("achievement") if isinstance(subject, Mapping) else None
    named: tuple[tuple[Verb, object], ...] = (
        ("teach", earned.get("creator") if isinstance(earned, Mapping) else None),
        ("assess", subject.get("source") if isinstance(subject, Mapping) else None),
        ("certify", document.get("issuer")),
    )
    for verb, profile in named:
        did = profile.get("id") if isinstance(profile, Mapping) else profile
        if isinstance(did, str) and did.startswith("did:"):
            yield Party(verb, did, _text(profile, "name"), _country(profile))


def _text(profile: object, name: str) -> str:
    value = profile.get(name) if isinstance(profile, Mapping) else ""
    return value if isinstance(value, str) else ""


def _country(profile: object) -> str:
    address = profile.get("address") if isinstance(profile, Mapping) else None
    return _text(address, "addressCountryCode")


def part_of(endorsed: Mapping[str, Any]) -> str:
    """Which part the subject of an educator's statement is about, teach or assess; empty for another."""
    about = endorsed.get("id")
    part = about.rpartition("#")[2].partition("-")[0] if isinstance(about, str) else ""
    return part if part in ("teach", "assess") else ""
