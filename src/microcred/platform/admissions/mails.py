"""The mail that tells an applicant of a decision."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from microcred.platform.admissions.models import Case, CaseState
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage


def decided(reference: str) -> MailMessage | None:
    """The words for one case, or None where it is open again or the person is gone."""
    rows = Case.objects.select_related("applicant", "programme__institution")
    row = rows.filter(public_id=reference, state=CaseState.DECIDED).first()
    if row is None or row.applicant is None:
        return None
    with override(settings.LANGUAGE_CODE):
        said = {
            "programme": row.programme.title,
            "institution": row.programme.institution.name,
            "address": origin() + reverse("admissions:case", args=[row.public_id]),
        }
        text = gettext(
            "%(institution)s has decided on your application for “%(programme)s”. "
            "The decision, its reasons and the letter are here:\n\n%(address)s\n"
        )
        return MailMessage(
            to=row.applicant.email,
            subject=gettext("Your application for “%(programme)s” is decided") % said,
            text=text % said,
            language=settings.LANGUAGE_CODE,
        )
