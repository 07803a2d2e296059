"""What a learner holds, verified at this moment: for rules of stacking, recognition and entry."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

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


def reports(actor: Account, now: datetime) -> list[Reported]:
    """Every accepted credential of a learner, archived ones and those of somebody else's name left out.

    Each is verified anew, with what the platform knows without asking an issuer: some milliseconds each, so
    it is for a decision and not for a list. A decision stands on the report, not on a stored verdict.
    """
    checks = Round.of(now)
    put_away = set(Archived.objects.filter(owner=actor).values_list("award_id", flat=True))
    held = [
        one for one in awards.held_by(actor) if one.acceptance == "accepted" and one.public_id not in put_away
    ]
    forms = credentials.stored_forms([one.public_id for one in held])
    kept = Imported.objects.filter(owner=actor, archived_at__isnull=True).exclude(whose=Whose.OTHER)
    given = [
        (one.public_id, one.title, Whose.ADDRESS.value, False, forms[one.public_id].body)
        for one in held
        if one.public_id in forms
    ]
    given += [(row.pk, row.title, row.whose, True, bytes(row.body)) for row in kept.order_by("added_at")]
    return [
        Reported(key, title, elsewhere, checks.examine(body), whose)
        for key, title, whose, elsewhere, body in given
    ]
