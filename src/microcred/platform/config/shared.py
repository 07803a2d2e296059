"""What the pages of institutions and of the network show of the catalogue, which stands above them."""

from __future__ import annotations

from datetime import datetime

from django.urls import reverse

from microcred.platform.awards.addresses import achievement_address
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.agreeing import subject
from microcred.platform.institutions import queries as institutions
from microcred.platform.network.scope import Subject


def offers(institution_id: int) -> list[tuple[str, str]]:
    """Names and addresses of the micro-credentials that an institution awards."""
    return [
        (one.name, reverse("catalogue:achievement", args=[one.public_id]))
        for one in catalogue.published(institution_id=institution_id)
    ]


def shared(institution_id: int, now: datetime) -> list[tuple[str, str, str]]:
    """What is taught by one and certified by another under an agreement: the other's id, name and address.

    Each micro-credential stands once for each partner.
    """
    found = {}
    for one in catalogue.offerings(institution_id=institution_id):
        if one.agreed is not None and one.agreed.holds(now):
            found[one.certifier, one.achievement] = one.content.name
    for one in catalogue.offerings(certifier_id=institution_id):
        if one.agreed is not None and one.agreed.holds(now):
            found[one.educator, one.achievement] = one.content.name
    return [
        (partner, name, reverse("catalogue:achievement", args=[achievement]))
        for (partner, achievement), name in sorted(found.items(), key=lambda pair: pair[1].casefold())
    ]


def sought(institution_id: int) -> list[tuple[str, str]]:
    """Public id and name of each micro-credential that the published offerings of an institution lead to."""
    found = {one.achievement: one.content.name for one in catalogue.offerings(institution_id=institution_id)}
    return sorted(found.items(), key=lambda pair: pair[1].casefold())


def asked_of(achievement: str) -> tuple[str, Subject] | None:
    """Name of a published micro-credential, and what a right has to cover for it; wherever that is."""
    found = catalogue.published_version(achievement)
    return (found.content.name, subject(found.content, "")) if found else None


def under_right(institution_id: int) -> list[tuple[str, str, Subject]]:
    """Name, address and subject of each micro-credential that an institution awards only under a right."""
    country = institutions.issuer(institution_id).country
    return [
        (
            one.content.name,
            reverse("catalogue:achievement", args=[one.achievement]),
            subject(one.content, country),
        )
        for one in catalogue.under_right(institution_id)
    ]


def taught(institution_id: int) -> list[tuple[str, str]]:
    """Address and name of each micro-credential that the published offerings of an institution lead to."""
    found = {
        achievement_address(one.achievement): one.content.name
        for one in catalogue.offerings(institution_id=institution_id)
    }
    return sorted(found.items(), key=lambda pair: pair[1].casefold())
