"""The mails about awards: written when they are sent, in the language of the award.

Each function answers the words of one mail for the id of an award, or None where there is nothing to say any
more: the person has answered, the address is gone, or the content was erased.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext, override

from microcred.platform.awards import words
from microcred.platform.awards.access import INVITATION
from microcred.platform.awards.addresses import credential_address, mail_address
from microcred.platform.awards.facts import Facts, facts
from microcred.platform.awards.models import Acceptance, Award
from microcred.platform.awards.past import document_of
from microcred.platform.credentials.errors import ContentGone
from microcred.platform.journal.messages import MailMessage

_Subject = Callable[[dict[str, str]], str]


def awarded(public_id: str) -> MailMessage | None:
    """“X has awarded you Y”, with the link that opens it without login."""
    return _invitation(public_id, "awarded", _awarded_subject)


def reminder(public_id: str) -> MailMessage | None:
    """The same again for somebody who has not answered."""
    return _invitation(
        public_id, "reminder", lambda it: gettext("Still waiting for you: %(title)s by %(institution)s") % it
    )


def corrected(public_id: str) -> MailMessage | None:
    """A corrected credential replaces the one before."""
    return _told(public_id, "corrected", lambda it: gettext("%(institution)s has corrected %(title)s") % it)


def renewed(public_id: str) -> MailMessage | None:
    """A renewed credential follows the one before."""
    return _told(public_id, "renewed", lambda it: gettext("%(institution)s has renewed %(title)s") % it)


def revoked(public_id: str) -> MailMessage | None:
    """The credential was withdrawn, and why."""
    return _told(public_id, "revoked", lambda it: gettext("%(institution)s has withdrawn %(title)s") % it)


def suspended(public_id: str) -> MailMessage | None:
    """The credential is suspended, and why."""
    return _told(public_id, "suspended", lambda it: gettext("%(institution)s has suspended %(title)s") % it)


def reinstated(public_id: str) -> MailMessage | None:
    """The suspension has ended."""
    return _told(public_id, "reinstated", lambda it: gettext("%(title)s is valid again") % it)


def sample(document: Mapping[str, Any], email: str, now: datetime) -> MailMessage:
    """The mail as it will be sent, for the sample before a release: its link opens nothing yet."""
    said = facts(document)
    award = Award(email=email, language=said.language, awarded_at=now, invited_at=now)
    return _message(award, said, "awarded", _awarded_subject)


def _awarded_subject(it: dict[str, str]) -> str:
    return gettext("%(institution)s has awarded you %(title)s") % it


def _invitation(public_id: str, template: str, subject: _Subject) -> MailMessage | None:
    award = _award(public_id)
    if award is None or award.acceptance != Acceptance.PENDING or not award.live:
        return None
    return _said(award, template, subject)


def _told(public_id: str, template: str, subject: _Subject) -> MailMessage | None:
    award = _award(public_id)
    if award is None or award.acceptance == Acceptance.DECLINED:
        return None
    return _said(award, template, subject)


def _award(public_id: str) -> Award | None:
    found = Award.objects.select_related("credential").filter(pk=public_id).exclude(email="")
    return found.first()


def _said(award: Award, template: str, subject: _Subject) -> MailMessage | None:
    try:
        said = facts(document_of(award))
    except ContentGone:
        return None
    return _message(award, said, template, subject)


def _message(award: Award, said: Facts, template: str, subject: _Subject) -> MailMessage:
    language = interface_language(award.language or said.language)
    with override(language):
        context: dict[str, Any] = {
            "facts": said,
            "name": said.name,
            "sentence": words.sentence(said),
            "certified": words.certified(said),
            "address": mail_address(award.pk or "sample", award.token),
            "page": credential_address(award.pk or "sample"),
            "reason": award.credential.reason if award.pk else "",
            "lapses": (award.invited_at or award.awarded_at) + INVITATION,
            "language": language,
        }
        return MailMessage(
            to=award.email,
            subject=subject({"institution": said.institution, "title": said.title}),
            text=render_to_string(f"awards/mail/{template}.txt", context),
            html=render_to_string(f"awards/mail/{template}.html", context),
            language=language,
        )


def interface_language(wanted: str) -> str:
    """The language of the site that is nearest to `wanted`, a BCP 47 tag."""
    known = [code for code, _ in settings.LANGUAGES]
    short = wanted.partition("-")[0]
    return next((code for code in (wanted, short) if code in known), settings.LANGUAGE_CODE)
