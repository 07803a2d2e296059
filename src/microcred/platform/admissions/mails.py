"""The mails of admissions: an applicant hears of a decision, an examiner of a deadline."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from microcred.platform.accounts import queries as accounts
from microcred.platform.admissions.models import Case, CaseState
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage

_Words = Callable[[dict[str, str]], str]


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


def assigned(reference: str) -> MailMessage | None:
    """A colleague gave a case to somebody: the words for them ("case.account")."""
    return _deadline(
        reference,
        lambda said: gettext("For you to decide by %(day)s: an application for “%(programme)s”") % said,
        lambda said: (
            gettext(
                "An application for “%(programme)s” was given to you. It is to be decided by %(day)s. "
                "It is here:\n\n%(address)s\n"
            )
            % said
        ),
        taken=True,
    )


def due(reference: str) -> MailMessage | None:
    """A case is to be decided within days: the words for one examiner ("case.account")."""
    return _deadline(
        reference,
        lambda said: gettext("To be decided by %(day)s: an application for “%(programme)s”") % said,
        lambda said: (
            gettext(
                "An application for “%(programme)s” is to be decided by %(day)s. It is here:\n\n%(address)s\n"
            )
            % said
        ),
    )


def overdue(reference: str) -> MailMessage | None:
    """A case was to be decided before now: the words for one examiner ("case.account")."""
    return _deadline(
        reference,
        lambda said: gettext("Overdue since %(day)s: an application for “%(programme)s”") % said,
        lambda said: (
            gettext(
                "An application for “%(programme)s” was to be decided by %(day)s. The applicant is waiting. "
                "It is here:\n\n%(address)s\n"
            )
            % said
        ),
    )


def _deadline(reference: str, subject: _Words, text: _Words, *, taken: bool = False) -> MailMessage | None:
    """None where it is decided by now, or the examiner is gone. The applicant is not named in it.

    `taken` asks that the examiner still has it.
    """
    public_id, _, account = reference.partition(".")
    rows = Case.objects.select_related("programme__institution").exclude(state=CaseState.DECIDED)
    row, reader = rows.filter(public_id=public_id).first(), accounts.by_id(int(account))
    if row is None or reader is None or (taken and row.assigned_to_id != reader.pk):
        return None
    language = reader.language if reader.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        at = row.programme.institution.public_id
        said = {
            "programme": row.programme.title,
            "day": date_format(row.due_at, "DATE_FORMAT"),
            "address": origin() + reverse("admissions:examine", args=[at, row.public_id]),
        }
        return MailMessage(to=reader.email, subject=subject(said), text=text(said), language=language)
