"""The demo's offerings: runs of what an institution certifies, by itself or by a partner; who is enrolled."""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from microcred.platform.catalogue import queries as catalogue_queries
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.config.demo.network import AGREED
from microcred.platform.enrolments import services as enrolments
from microcred.platform.network import services as network

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account
    from microcred.platform.config.demo.building import Demo

COUNT = 30
PARTNERS: dict[str, list[str]] = {}
"""Who may teach what somebody certifies, by the demo's agreements."""
for _certifier, _partner, _kind, _words in AGREED:
    if _kind == "award":
        PARTNERS.setdefault(_certifier, []).append(_partner)
KINDS = ("assessed", "course", "assessment")
MODES = ("online", "onsite", "blended")
PLACES = {"onsite": ("Cork", "Utrecht", "Ghent", "Bremen"), "blended": ("Dublin", "Leiden")}
PRICES = ("0", "90.00", "240.00", "145.50", "0", "420.00")

HANDED_IN = "listen-actively"
"""Of this one there is work to hand in."""


def build_offers(made: Demo, now: datetime) -> None:
    """Thirty offerings by turns of who may teach each, with dates from today on; some learners enrolled."""
    first = ""
    for number, (key, achievement) in enumerate(list(made.achievements.items())[:COUNT]):
        teaching = [made.certifiers[key], *PARTNERS.get(made.certifiers[key], ())]
        educator = teaching[(number + 1) % len(teaching)]
        mode, kind = MODES[number % 3], KINDS[number % 4 % 3]
        start = (now + timedelta(days=14 + number * 5)).date()
        weeks = 1 if kind == "assessment" else 4 + number % 5
        places = PLACES.get(mode, ("",))
        terms = OfferingTerms.read(
            {
                "kind": kind,
                "language": "en",
                "mode": mode,
                "place": places[number % len(places)],
                "starts_on": start,
                "ends_on": start + timedelta(weeks=weeks),
                "apply_by": start - timedelta(days=7),
                "places": 2 if number == 0 else 12 + number % 9,
                "price": Decimal(PRICES[number % len(PRICES)]),
                "hours_per_week": Decimal(3 + number % 6),
            }
        )
        offering = catalogue.draft_offering(
            actor=made.owners[educator],
            institution=made.institutions[educator],
            achievement=achievement,
            terms=terms,
            now=now,
        )
        catalogue.publish_offering(actor=made.owners[educator], public_id=offering, now=now)
        first = first or offering
        if key == HANDED_IN:
            _by_voucher(made, made.owners[educator], offering, now)
    _ended(made, now)
    for learner in made.learners[:4]:
        enrolments.enrol(actor=learner, offering=first, now=now)
    priced = next(one for one in catalogue_queries.offerings(open_at=now) if one.price)
    enrolments.enrol(actor=made.learners[0], offering=priced.public_id, now=now, invoice=True)


def _ended(made: Demo, now: datetime) -> None:
    """A run that nobody new can enrol in: its institutions let their agreement end a week ago."""
    cedar, lumen = made.institutions["cedar"], made.institutions["lumen"]
    before, day = now - timedelta(days=60), now.date()
    agreement = network.propose(
        actor=made.owners["cedar"],
        institution=cedar,
        partner=lumen,
        kind="award",
        starts=before,
        words="Lumen teaches a first run of what Cedar certifies.",
        now=before,
    )
    network.accept(actor=made.owners["lumen"], institution=lumen, public_id=agreement, now=before)
    terms = {
        "title": "Empathy, evening run",
        "starts_on": day + timedelta(days=20),
        "ends_on": day + timedelta(days=60),
    }
    offering = catalogue.draft_offering(
        actor=made.owners["lumen"],
        institution=lumen,
        achievement=made.achievements["show-empathy"],
        terms=OfferingTerms.read({**terms, "hours_per_week": 3}),
        now=before,
    )
    catalogue.publish_offering(actor=made.owners["lumen"], public_id=offering, now=before)
    network.end(
        actor=made.owners["cedar"], institution=cedar, public_id=agreement, now=now - timedelta(days=7)
    )


def _by_voucher(made: Demo, owner: Account, offering: str, now: datetime) -> None:
    [code] = enrolments.make_vouchers(actor=owner, offering=offering, name="City fund", count=1, now=now)
    enrolments.enrol(actor=made.learners[1], offering=offering, now=now, voucher=code)
