"""What is kept of somebody goes with their account: the content of what was awarded to them, and who it was.

That an award was made, and its status, stay: copies that were given out can still be checked.
"""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from microcred.platform.accounts.events import AccountErased
from microcred.platform.awards.models import Acceptance, Award, Visibility
from microcred.platform.credentials import services as credentials
from microcred.platform.journal import services as journal


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Erases the awards of an account that was erased. Harmless twice."""
    with transaction.atomic():
        held = Award.objects.select_for_update().filter(learner_id=event.account)
        ids = list(held.values_list("pk", flat=True))
        for one in ids:
            credentials.erase(public_id=one, now=now)
        journal.erase_words(ids)
        Award.objects.filter(pk__in=ids).update(
            name="",
            email="",
            person_id="",
            grade="",
            learner=None,
            acceptance=Acceptance.DECLINED,
            visibility=Visibility.PRIVATE,
            share="",
        )
