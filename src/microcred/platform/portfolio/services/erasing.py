"""What is kept of somebody goes with their account."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from microcred.platform.accounts.events import AccountErased
from microcred.platform.portfolio.models import (
    Archived,
    Collection,
    DeclaredSkill,
    Imported,
    Reflection,
    Share,
)


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Deletes imports, collections, links, declared skills and notes. Harmless twice."""
    with transaction.atomic():
        for model in (Share, Collection, Imported, Archived, DeclaredSkill, Reflection):
            model._default_manager.filter(owner_id=event.account).delete()
