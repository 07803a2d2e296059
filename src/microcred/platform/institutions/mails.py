"""The mail that invites somebody: written when it is sent, in the language of whoever asked."""

from __future__ import annotations

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext, override

from microcred.platform.institutions.models import Invitation
from microcred.platform.institutions.queries import LASTS, origin
from microcred.platform.institutions.roles import SENTENCES, Role, ordered
from microcred.platform.journal.messages import MailMessage


def invited(public_id: str) -> MailMessage | None:
    """The words for one invitation, or None once it was accepted or withdrawn."""
    rows = Invitation.objects.select_related("institution", "invited_by")
    row = rows.filter(public_id=public_id, accepted_at=None).first()
    if row is None:
        return None
    language = row.language if row.language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        context = {
            "institution": row.institution.name,
            "by": str(row.invited_by) if row.invited_by else "",
            "roles": [(Role(role).label, SENTENCES[Role(role)]) for role in ordered(row.roles)],
            "address": origin() + reverse("institutions:invitation", args=[row.token]),
            "lapses": row.invited_at + LASTS,
        }
        return MailMessage(
            to=row.email,
            subject=gettext("%(institution)s asks you to join") % {"institution": row.institution.name},
            text=render_to_string("institutions/mail/invited.txt", context),
            language=language,
        )
