"""After awarding: withdraw, suspend, reinstate, one or many; the mail again; reminders."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F, Q

from microcred.platform.awards import access
from microcred.platform.awards.errors import NoAddress
from microcred.platform.awards.models import Acceptance, Award, new_token
from microcred.platform.awards.services.granting import MAIL
from microcred.platform.credentials import services as credentials
from microcred.platform.credentials.access import institution_of
from microcred.platform.journal import services as journal

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

REMINDER, REVOKED, SUSPENDED, REINSTATED = (
    "awards.reminder",
    "awards.revoked",
    "awards.suspended",
    "awards.reinstated",
)
REMIND_AFTER = (timedelta(days=7), timedelta(days=30))
"""When those are reminded who have not answered: after a week, and after a month."""
INVITATION = timedelta(days=180)
"""How long the link of a mail opens what nobody has answered; a new mail begins it anew."""
_CHUNK = 500


def revoke(
    *, actor: Account | None, institution: str, public_ids: Sequence[str], reason: str, now: datetime
) -> int:
    """Withdraws awards of one institution for good, all or none; how many. Their holders get a mail.

    The same person can be awarded again afterwards. Raises `NotAllowed`, `NotFound` or `ReasonMissing`.
    """
    with transaction.atomic():
        guarded = institution_of(actor, institution)
        changed = credentials.revoke(
            actor=actor, institution=guarded, public_ids=public_ids, reason=reason, now=now
        )
        for start in range(0, len(changed), _CHUNK):
            Award.objects.filter(pk__in=changed[start : start + _CHUNK]).update(live=False)
        _tell(REVOKED, changed, now)
    return len(changed)


def revoke_batch(*, actor: Account | None, public_id: str, reason: str, now: datetime) -> int:
    """Withdraws every award of a batch; how many."""
    batch = access.batch(actor, public_id, to="award")
    ids = list(Award.objects.filter(batch=batch, live=True).values_list("pk", flat=True))
    return revoke(
        actor=actor, institution=batch.institution.public_id, public_ids=ids, reason=reason, now=now
    )


def suspend(
    *, actor: Account | None, institution: str, public_ids: Sequence[str], reason: str, now: datetime
) -> int:
    """Suspends awards until they are reinstated; how many. Raises as `revoke`, and `StateFinal`."""
    with transaction.atomic():
        guarded = institution_of(actor, institution)
        changed = credentials.suspend(
            actor=actor, institution=guarded, public_ids=public_ids, reason=reason, now=now
        )
        _tell(SUSPENDED, changed, now)
    return len(changed)


def reinstate(
    *, actor: Account | None, institution: str, public_ids: Sequence[str], reason: str, now: datetime
) -> int:
    """Ends the suspension of awards; how many. Raises as `suspend`."""
    with transaction.atomic():
        guarded = institution_of(actor, institution)
        changed = credentials.reinstate(
            actor=actor, institution=guarded, public_ids=public_ids, reason=reason, now=now
        )
        _tell(REINSTATED, changed, now)
    return len(changed)


def resend(*, actor: Account | None, public_ids: Sequence[str], now: datetime) -> int:
    """Sends the mail again with a new link, which ends the one before; how many.

    Raises `NoAddress` if none of them has an address.
    """
    with transaction.atomic():
        awards = [access.award(actor, public_id, to="award") for public_id in public_ids]
        waiting = [award for award in awards if award.email and award.acceptance == Acceptance.PENDING]
        if not waiting:
            raise NoAddress
        for award in waiting:
            award.token, award.invited_at, award.reminders = new_token(), now, 0
        Award.objects.bulk_update(waiting, ["token", "invited_at", "reminders"])
        journal.queue_mails(MAIL, [award.pk for award in waiting], now=now)
    return len(waiting)


def send_reminders(*, now: datetime) -> int:
    """Reminds those who have not answered, each at most twice; how many. For the hourly round."""
    count = 0
    for number, after in enumerate(REMIND_AFTER):
        due = Q(reminders=number, invited_at__lte=now - after, invited_at__gt=now - INVITATION)
        while True:
            with transaction.atomic():
                waiting = Award.objects.select_for_update().filter(
                    due, live=True, acceptance=Acceptance.PENDING
                )
                ids = list(waiting.exclude(email="").order_by("pk").values_list("pk", flat=True)[:_CHUNK])
                Award.objects.filter(pk__in=ids).update(reminders=F("reminders") + 1)
                journal.queue_mails(REMINDER, ids, now=now)
            count += len(ids)
            if len(ids) < _CHUNK:
                break
    return count


def _tell(kind: str, public_ids: Sequence[str], now: datetime) -> None:
    """A mail to each holder of whom an address is known."""
    for start in range(0, len(public_ids), _CHUNK):
        chunk = public_ids[start : start + _CHUNK]
        known = Award.objects.filter(pk__in=chunk).exclude(email="").values_list("pk", flat=True)
        journal.queue_mails(kind, list(known), now=now)
