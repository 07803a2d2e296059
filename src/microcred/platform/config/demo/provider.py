"""Taught by one, certified by another: Lumen's course, which leads to what Northlight certifies."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from microcred.platform.awards.addresses import achievement_address
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.config.demo.building import Demo

PROVIDER = "lumen"
COURSE, TITLE = "listen-actively", "Listening that changes what you do next"


def build_provider(made: Demo, now: datetime) -> None:
    """What Lumen says of its part, signed, and its course of four weeks that begins in three."""
    owner, lumen = made.owners[PROVIDER], made.institutions[PROVIDER]
    network.educator_statement(
        actor=owner,
        institution=lumen,
        achievement=achievement_address(made.achievements[COURSE]),
        title="Active listening",
        now=now - timedelta(days=40),
    )
    start = (now + timedelta(weeks=3)).date()
    terms = OfferingTerms.read(
        {
            "kind": "course",
            "title": TITLE,
            "language": "en",
            "mode": "online",
            "starts_on": start,
            "ends_on": start + timedelta(weeks=4),
            "apply_by": start - timedelta(days=3),
            "places": 16,
            "price": Decimal(0),
            "hours_per_week": Decimal(4),
        }
    )
    offering = catalogue.draft_offering(
        actor=owner,
        institution=lumen,
        achievement=made.achievements[COURSE],
        terms=terms,
        now=now - timedelta(days=30),
    )
    catalogue.publish_offering(actor=owner, public_id=offering, now=now - timedelta(days=30))
