"""The mails about places: written when they are sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from microcred.platform.accounts import queries as accounts
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.enrolments.models import RUNNING, TAKING_A_PLACE, Enrolment, Invitation, State
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage

PROMOTED = "enrolments.promoted"
INVITED = "enrolments.invited"
LAPSED = "enrolments.lapsed"


def promoted(public_id: str) -> MailMessage | None:
    """A place has come free for who waited, or None once it was given back."""
    rows = Enrolment.objects.select_related("learner")
    row = rows.filter(public_id=public_id, state__in=TAKING_A_PLACE, learner__is_active=True).first()
    found = catalogue.offerings_by_id([row.offering_id]).get(row.offering_id) if row else None
    if row is None or found is None:
        return None
    language = _spoken(row.learner.language)
    with override(language):
        said = {"offering": found.name, "address": origin() + reverse("enrolments:own")}
        if row.state == State.HELD:
            text = gettext(
                "A place in “%(offering)s” has come free, and it is held for you until the invoice is paid. "
                "You find it, and can give it back, here:\n\n%(address)s\n"
            )
        else:
            text = gettext(
                "A place in “%(offering)s” has come free: you are enrolled. "
                "You find it, and can give it back, here:\n\n%(address)s\n"
            )
        return MailMessage(
            to=row.learner.email,
            subject=gettext("You have a place in “%(offering)s”") % said,
            text=text % said,
            language=language,
        )


def lapsed(public_id: str) -> MailMessage | None:
    """A place that was held went on, since its invoice was not paid; None where somebody is in it again."""
    row = Enrolment.objects.select_related("learner").filter(public_id=public_id, state=State.LAPSED).first()
    found = catalogue.offerings_by_id([row.offering_id]).get(row.offering_id) if row else None
    if row is None or found is None or not row.learner.is_active:
        return None
    again = Enrolment.objects.filter(learner=row.learner, offering_id=row.offering_id, state__in=RUNNING)
    if again.exists():
        return None
    language = _spoken(row.learner.language)
    with override(language):
        said = {
            "offering": found.name,
            "address": origin() + reverse("catalogue:offering", args=[found.public_id]),
        }
        text = gettext(
            "The place in “%(offering)s” that was held for you went to who waits, since its invoice was not "
            "paid in time. Nothing is owed. While there are places you can enrol again here:\n\n%(address)s\n"
        )
        return MailMessage(
            to=row.learner.email,
            subject=gettext("Your place in “%(offering)s” is no longer held") % said,
            text=text % said,
            language=language,
        )


def invited(reference: str) -> MailMessage | None:
    """An invitation into an offering, or None where it is closed or the person is in it."""
    row = Invitation.objects.filter(pk=int(reference)).first()
    found = catalogue.offerings_by_id([row.offering_id]).get(row.offering_id) if row else None
    if row is None or found is None or found.state == "closed" or _is_in(row):
        return None
    language = _spoken(found.language)
    with override(language):
        said = {
            "educator": found.educator_name,
            "offering": found.name,
            "first": date_format(found.starts_on, "DATE_FORMAT"),
            "last": date_format(found.ends_on, "DATE_FORMAT"),
            "address": origin() + reverse("catalogue:offering", args=[found.public_id]),
        }
        text = gettext(
            "%(educator)s invites you to “%(offering)s”, %(first)s – %(last)s. What it is about, what it "
            "costs and how to enrol is here; sign in with this address:\n\n%(address)s\n"
        )
        return MailMessage(
            to=row.email,
            subject=gettext("%(educator)s invites you to “%(offering)s”") % said,
            text=text % said,
            language=language,
        )


def _is_in(row: Invitation) -> bool:
    account = accounts.by_address(row.email)
    rows = Enrolment.objects.filter(learner=account, offering_id=row.offering_id, state__in=RUNNING)
    return account is not None and rows.exists()


def _spoken(wanted: str) -> str:
    return wanted if wanted in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
