"""The roles in an institution, each with the sentence that stands beside it where it is given."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What somebody is in an institution; one person can be several."""

    OWNER = "owner", _("Owner")
    ADMIN = "admin", _("Administrator")
    AUTHOR = "author", _("Author")
    AWARDER = "awarder", _("Awarder")
    REVIEWER = "reviewer", _("Reviewer")
    ASSESSOR = "assessor", _("Assessor")
    CERTIFIER = "certifier", _("Certifier")
    REGISTRAR = "registrar", _("Registrar")
    RECRUITER = "recruiter", _("Recruiter")
    VIEWER = "viewer", _("Viewer")


SENTENCES: Mapping[Role, Promise] = {
    Role.OWNER: _("May do everything, give every role and take it, and change the keys."),
    Role.ADMIN: _("May do everything but change the keys and the owners."),
    Role.AUTHOR: _("Writes micro-credentials and offers them."),
    Role.AWARDER: _("Awards what has been published."),
    Role.REVIEWER: _("Is the second pair of eyes: approves micro-credentials and large batches."),
    Role.ASSESSOR: _("Assesses what learners hand in."),
    Role.CERTIFIER: _("Decides who is certified."),
    Role.REGISTRAR: _("Decides what is recognised here, and what counts towards a qualification."),
    Role.RECRUITER: _("Checks the credentials of people who apply, and lists openings."),
    Role.VIEWER: _("Sees what is done here and changes nothing."),
}
ORDER: Mapping[str, int] = {role.value: number for number, role in enumerate(Role)}


def ordered(roles: Iterable[str]) -> tuple[str, ...]:
    """Each role once, the widest first."""
    return tuple(sorted(set(roles), key=lambda role: ORDER.get(role, len(ORDER))))


def named(roles: Iterable[str]) -> str:
    """The roles in words, in the language of the page."""
    return ", ".join(str(Role(role).label) for role in ordered(roles))
