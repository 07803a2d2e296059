"""What a key may be made for. A key never does more than its scopes say, nor more than its account may."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Scope(models.TextChoices):
    """One kind of request."""

    INSTITUTION = "institution:read", _("See the institution and its signing keys")
    KEYS = "keys:rotate", _("Make the next signing key")
    DESIGNS = "micro-credentials:read", _("See micro-credentials and their versions")
    DESIGNS_WRITE = "micro-credentials:write", _("Write, publish and retire micro-credentials")
    AWARDS = "awards:read", _("See awards, their documents and what learners answered")
    AWARDS_WRITE = "awards:write", _("Award, correct and renew")
    AWARDS_STATUS = "awards:status", _("Withdraw, suspend and reinstate")
    ENROLMENTS = "enrolments:read", _("See enrolments and invoices")
    ENROLMENTS_WRITE = "enrolments:write", _("Mark invoices as paid")
    RESULTS_WRITE = "results:write", _("Send the marks of cohorts and offerings that are taught here")
    DESK = "desk:check", _("Check many credentials at once")
    ISSUE = "credentials:issue", _("Sign any credential through the VC API")


SENTENCES: Mapping[str, Promise] = {scope.value: scope.label for scope in Scope}
ORDER: Mapping[str, int] = {scope.value: number for number, scope in enumerate(Scope)}


def ordered(scopes: Iterable[str]) -> tuple[str, ...]:
    """Each known scope once, in the order in which they are shown."""
    return tuple(sorted({one for one in scopes if one in ORDER}, key=lambda one: ORDER[one]))
