"""How an institution stands for a micro-credential at a date: its rights, followed to an anchor."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.frameworks import queries as frameworks
from microcred.platform.network import rows
from microcred.platform.network.models import Anchor, LogLeaf, Right
from microcred.platform.network.scope import Chain, Given, Outcome, Subject, Verb, chain
from microcred.platform.network.scope.branches import Above
from microcred.platform.network.scope.subjects import awarded_at, subject_of

_BEST: dict[Outcome, int] = {"passed": 0, "undecided": 1, "failed": 2}


@dataclass(frozen=True, slots=True)
class LinkShown:
    """A link of the chain for a page: names, the right's public id and the value itself."""

    giver: str
    holder: str
    address: str
    given: Given


@dataclass(frozen=True, slots=True)
class Standing:
    """What is to be said of an institution's right. `reason` is a key of `words.REASONS`.

    `links` begin with the institution's own right and end at the accreditor; `withdrawn_at` is set also for a
    withdrawal after the date asked about.
    """

    outcome: Outcome
    reason: str
    links: tuple[LinkShown, ...] = ()
    limits: tuple[str, ...] = ()
    withdrawn_at: datetime | None = None


def standing(
    holder: str,
    subject: Subject,
    at: datetime,
    *,
    verb: Verb = "certify",
    logged_at: datetime | None = None,
) -> Standing:
    """Whether the institution with the DID `holder` had the right at `at`, by the rights known here.

    `logged_at` as for `scope.chain`: see `logged`. The best of its rights counts.
    """
    own = list(Right.objects.filter(holder_did=holder, verb=verb).defer("body", "withdrawal_body"))
    if not own:
        return Standing("undecided", "none")
    names: dict[str, Right] = {row.address: row for row in own}
    known, ends = filed(subject), anchors()
    found = min(
        (
            chain(
                rows.given(row),
                lambda address: _found(address, names),
                ends,
                at=at,
                logged_at=logged_at,
                subject=subject,
                above=known,
            )
            for row in own
        ),
        key=lambda one: (_BEST[one.outcome], one.reason == "outside", len(one.limits)),
    )
    return _shown(found, names)


def by_what_right(document: Mapping[str, Any], body: bytes) -> Standing | None:
    """The standing of the issuer of a credential whose proof holds, as of the date of the award.

    `body` is the signed text, whose hash is looked for in the log. None where it is no Open Badge with a
    date, or no right of its issuer is known here: most credentials need none.
    """
    try:
        at = awarded_at(document)
        subject = subject_of(document)
        issuer = document["issuer"]
    except (MicrocredError, KeyError, TypeError, ValueError):
        return None
    did = str(issuer.get("id", "")) if isinstance(issuer, Mapping) else str(issuer)
    if at is None:
        return None
    found = standing(did, subject, at, logged_at=logged(sha256(body).hexdigest()))
    return None if found.reason == "none" else found


def logged(digest: str) -> datetime | None:
    """When the bytes with this hash stood in a signed log of this installation; None if in none."""
    leaf = LogLeaf.objects.select_related("head").filter(sha256=digest).order_by("head__number").first()
    return leaf.head.at if leaf else None


def anchors() -> frozenset[str]:
    """The accreditors that chains may end at."""
    return frozenset(Anchor.objects.values_list("did", flat=True))


def find(address: str) -> Given | None:
    """A right by the address of its document."""
    row = Right.objects.filter(address=address).defer("body", "withdrawal_body").first()
    return rows.given(row) if row else None


def filed(subject: Subject) -> Above:
    """What the frameworks here say of the skills of a micro-credential."""
    known = frameworks.above(subject.skills) if subject.skills else {}
    return lambda address: known.get(address, frozenset())


def _found(address: str, names: dict[str, Right]) -> Given | None:
    if address not in names:
        row = Right.objects.filter(address=address).defer("body", "withdrawal_body").first()
        if row is None:
            return None
        names[address] = row
    return rows.given(names[address])


def _shown(found: Chain, names: dict[str, Right]) -> Standing:
    links = tuple(
        LinkShown(names[one.id].giver_name, names[one.id].holder_name, one.id, one) for one in found.links
    )
    return Standing(found.outcome, found.reason, links, found.limits, found.withdrawn_at)
