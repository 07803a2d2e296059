"""What is kept of somebody goes with their account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from microcred.platform.accounts.events import AccountErased
from microcred.platform.careers.models import AdoptedPlan, Answer, Goal


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Deletes the goal, plans and answers. Harmless twice."""
    with transaction.atomic():
        for model in (Goal, AdoptedPlan, Answer):
            model._default_manager.filter(owner_id=event.account).delete()
