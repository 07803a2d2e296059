"""The mail that tells a certifier of a withdrawn part."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from microcred.platform.accounts.models import Account
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage
from microcred.platform.qualifications.models import Progress, Stage


def reopened(reference: str) -> MailMessage | None:
    """The words for one certifier ("progress.account"), or None once somebody has looked at it."""
    progress, _, account = reference.partition(".")
    rows = Progress.objects.select_related("qualification__book", "qualification__institution", "learner")
    row = rows.filter(public_id=progress, stage=Stage.REOPENED).first()
    reader = Account.objects.filter(pk=account, is_active=True).first()
    if row is None or reader is None:
        return None
    with override(settings.LANGUAGE_CODE):
        place = reverse("qualifications:cohort", args=[row.qualification.institution.public_id])
        title = row.qualification.book.title
        text = gettext(
            "A part of “%(title)s” of %(name)s was withdrawn. The qualification still stands: "
            "please look at it and decide.\n\n%(address)s\n"
        )
        return MailMessage(
            to=reader.email,
            subject=gettext("A part of “%(title)s” was withdrawn") % {"title": title},
            text=text % {"title": title, "name": str(row.learner), "address": origin() + place},
            language=settings.LANGUAGE_CODE,
        )
