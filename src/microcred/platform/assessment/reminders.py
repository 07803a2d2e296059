"""The mail before a last day: written when it is sent, and only if there is still something to hand in."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext, override

from microcred.platform.assessment.models import Reminder, Unreminded
from microcred.platform.assessment.queries.due import to_hand_in
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage

REMINDER = "assessment.reminder"


def reminder(reference: str) -> MailMessage | None:
    """A last day is near; None where the work is in, the day is over, or no reminder is wanted any more."""
    rows = Reminder.objects.select_related("learner", "method__version__achievement", "method__institution")
    row = rows.filter(pk=int(reference), learner__is_active=True).first()
    if row is None or Unreminded.objects.filter(learner=row.learner).exists():
        return None
    achievement = row.method.version.achievement.public_id
    open_ = to_hand_in(row.learner, timezone.localdate())
    if all((one.achievement, one.due) != (achievement, row.due) for one in open_):
        return None
    language = row.learner.language
    language = language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    with override(language):
        said = {
            "title": row.method.version.name,
            "institution": row.method.institution.name,
            "day": date_format(row.due, "DATE_FORMAT"),
            "address": origin() + reverse("assessment:hand-in", args=[achievement]),
            "own": origin() + reverse("assessment:own-works"),
        }
        text = gettext(
            "%(day)s is the last day on which %(institution)s takes your work for “%(title)s”. You hand it "
            "in here:\n\n%(address)s\n\nThis mail comes once. You can say here that you want no more of them:"
            "\n\n%(own)s\n"
        )
        return MailMessage(
            to=row.learner.email,
            subject=gettext("Your work for “%(title)s” is due on %(day)s") % said,
            text=text % said,
            language=language,
        )
