"""The mails to who handed in: their work is decided, their appeal was heard. Written when they are sent."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext, override

from microcred.platform.assessment.models import Decision, Stage
from microcred.platform.institutions.queries import origin
from microcred.platform.journal.messages import MailMessage

DECIDED = "assessment.decided"
HEARD = "assessment.heard"


def decided(submission: str) -> MailMessage | None:
    """The words on the decision about one work, or None where its learner has no account (any more)."""
    made = _decision(submission, instance=1)
    if made is None:
        return None
    with override(_language(made)):
        if made.outcome == Stage.PASSED:
            text = gettext(
                "%(institution)s has decided on your work for “%(title)s”: you passed. The credential comes "
                "in a mail of its own. Your marks and the feedback are here:\n\n%(address)s\n"
            )
        elif made.outcome == Stage.AGAIN:
            text = gettext(
                "%(institution)s asks you to hand in your work for “%(title)s” again. Why, your marks and "
                "the feedback are here:\n\n%(address)s\n"
            )
        else:
            text = gettext(
                "%(institution)s has decided on your work for “%(title)s”: you did not pass. Why, your marks "
                "and the feedback are here, and you can appeal:\n\n%(address)s\n"
            )
        return _message(made, gettext("Your work for “%(title)s” is decided"), text)


def heard(submission: str) -> MailMessage | None:
    """The words on what an appeal came to, or None as for `decided`."""
    made = _decision(submission, instance=2)
    if made is None:
        return None
    with override(_language(made)):
        if made.outcome == Stage.PASSED:
            text = gettext(
                "Your appeal was heard: you passed “%(title)s” by %(institution)s. The credential comes in a "
                "mail of its own. The reasons are here:\n\n%(address)s\n"
            )
        else:
            text = gettext(
                "Your appeal on “%(title)s” by %(institution)s was heard: the decision stands. The reasons "
                "are here:\n\n%(address)s\n"
            )
        return _message(made, gettext("Your appeal on “%(title)s” was heard"), text)


def _decision(submission: str, *, instance: int) -> Decision | None:
    rows = Decision.objects.select_related(
        "submission__learner", "submission__method__institution", "submission__method__version"
    )
    return rows.filter(
        submission__public_id=submission, submission__learner__is_active=True, instance=instance
    ).first()


def _language(made: Decision) -> str:
    learner = made.submission.learner
    spoken = learner.language if learner else ""
    return spoken if spoken in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


def _message(made: Decision, subject: str, text: str) -> MailMessage | None:
    work = made.submission
    if work.learner is None:
        return None
    said = {
        "institution": work.method.institution.name,
        "title": work.method.version.name,
        "address": origin() + reverse("assessment:own-work", args=[work.public_id]),
    }
    return MailMessage(
        to=work.learner.email, subject=subject % said, text=text % said, language=_language(made)
    )
