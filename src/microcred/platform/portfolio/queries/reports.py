"""What a learner holds, verified at this moment: for rules of stacking, recognition and entry."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.accounts import queries as accounts
from microcred.platform.awards import queries as awards
from microcred.platform.credentials import services as credentials
from microcred.platform.portfolio.models import Archived, Imported
from microcred.platform.portfolio.recipients import Whose
from microcred.platform.portfolio.rounds import Round
from microcred.vc.report import VerificationReport

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True)
class Reported:
    """One accepted credential with the report of its bytes; `elsewhere` says that it was brought along.

    `whose` says how it names the learner: an award that was accepted names their address.
    """

    id: str
    title: str
    elsewhere: bool
    report: VerificationReport
    whose: str = Whose.ADDRESS.value


@dataclass(frozen=True, slots=True)
class Kept:
    """One accepted credential of somebody, unverified. `status` changes whenever what is known of it does;
    `institution` awarded it, None for one from elsewhere."""

    owner: int
    id: str
    title: str
    elsewhere: bool
    whose: str
    institution: int | None
    status: str


def kept_by(owners: Collection[int]) -> list[Kept]:
    """Every accepted credential of these learners, in as many questions as for one of them: archived ones
    and those of somebody else's name left out."""
    put_away = set(Archived.objects.filter(owner__in=owners).values_list("owner_id", "award_id"))
    found = [
        Kept(one.owner, one.public_id, one.title, False, Whose.ADDRESS.value, one.institution_id, one.status)
        for one in awards.accepted_by(accounts.confirmed_of(owners))
        if (one.owner, one.public_id) not in put_away
    ]
    kept = Imported.objects.filter(owner__in=owners, archived_at__isnull=True).exclude(whose=Whose.OTHER)
    rows = kept.order_by("added_at").values_list(
        "owner_id", "pk", "title", "whose", "verdict", "code", "checked_at"
    )
    return found + [
        Kept(owner, key, title, True, whose, None, f"{whose} {verdict} {code} {checked_at.isoformat()}")
        for owner, key, title, whose, verdict, code, checked_at in rows
    ]


def reports_on(kept: Sequence[Kept], now: datetime) -> list[Reported]:
    """Each of these verified anew, with what the platform knows without asking an issuer: some milliseconds
    each. What was erased meanwhile is left out."""
    checks = Round.of(now)
    forms = credentials.stored_forms([one.id for one in kept if not one.elsewhere])
    bodies = {key: form.body for key, form in forms.items()}
    imported = Imported.objects.filter(pk__in=[one.id for one in kept if one.elsewhere])
    bodies |= {key: bytes(body) for key, body in imported.values_list("pk", "body")}
    return [
        Reported(one.id, one.title, one.elsewhere, checks.examine(bodies[one.id]), one.whose)
        for one in kept
        if one.id in bodies
    ]


def reports(actor: Account, now: datetime) -> list[Reported]:
    """Every accepted credential of a learner, archived ones and those of somebody else's name left out.

    Each is verified anew: it is for a decision and not for a list. A decision stands on the report, not on a
    stored verdict.
    """
    return reports_on(kept_by([actor.pk]), now)
