"""The record of a completed qualification: signed with it, kept for the learner, erased with the account."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from microcred.errors import MicrocredError
from microcred.platform.accounts.events import AccountErased
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions import services as signing
from microcred.platform.qualifications.models import Established, Part, Progress
from microcred.platform.qualifications.reading import Read
from microcred.platform.qualifications.records import record_document
from microcred.vc.openbadges import Recipient

KIND = "record"


def sign_record(row: Progress, award: str, parts: Sequence[Read], now: datetime) -> str:
    """Signs the award and its parts as one record; its public id.

    A part from elsewhere that the standard does not let into a record, such as an Open Badge 2.0, is left
    out, and the record says that it is partial: the award does not wait for it.
    """
    own = [one for one in parts if not one.elsewhere]
    try:
        with transaction.atomic():
            return _signed(row, award, parts, now, partial=False)
    except MicrocredError:
        if len(own) == len(parts):
            raise
    return _signed(row, award, own, now, partial=True)


def _signed(row: Progress, award: str, parts: Sequence[Read], now: datetime, *, partial: bool) -> str:
    its = institutions.issuer(row.qualification.institution_id)
    texts = [credentials.stored_form(award).body.decode(), *(one.text for one in parts)]
    recipient = Recipient(name=row.learner.name, email=row.learner.email)
    return credentials.issue(
        institution_id=its.id,
        kind=KIND,
        content=record_document(row.qualification.book.title, its, recipient, texts, now, partial=partial),
        signer=signing.signer_of(its.id, now),
        now=now,
    )


def hear_account_erased(event: AccountErased, *, now: datetime) -> None:
    """Erases the records of an account that was erased, the titles of its parts, and what was established of
    its credentials. Harmless twice."""
    with transaction.atomic():
        rows = Progress.objects.filter(learner_id=event.account)
        for record in rows.exclude(record="").values_list("record", flat=True):
            credentials.erase(public_id=record, now=now)
        Part.objects.filter(progress__in=rows).update(title="")
        rows.update(record="")
        Established.objects.filter(learner_id=event.account).delete()
