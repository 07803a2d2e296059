"""What applicants and examiners read of what was handed in."""

from __future__ import annotations

from django.utils.translation import gettext

from microcred.platform.admissions.models import Case, CaseItem
from microcred.platform.admissions.services.evaluating import held_of
from microcred.rules.facts import standing_fault


def not_counted(item: CaseItem, case: Case) -> str:
    """Why something counts nowhere in a case, in a sentence; empty where it may count."""
    if item.identity_open and not item.identity_accepted_by:
        return gettext("Identity not shown: it names nobody, and is bound to a key.")
    return next(
        (
            gettext(fault.sentence)
            for held in held_of([item])
            if (fault := standing_fault(held, case.submitted_at.date())) is not None
        ),
        "",
    )


def to_look_at(item: CaseItem, case: Case) -> str:
    """Why an examiner should look closer at something that was handed in; empty where nothing asks for it."""
    if item.paper:
        return "" if item.seen_by else gettext("A paper that nobody has looked at yet.")
    if item.issuer_open and not item.issuer_accepted_by:
        return gettext("Its issuer is not known here.")
    return not_counted(item, case) or (named(item) if item.answers.get("whose") == "name" else "")


def named(item: CaseItem) -> str:
    """Whom a credential names, in a sentence; empty where nobody asked."""
    return {
        "address": gettext("It names the applicant by a confirmed address."),
        "name": gettext("It names the applicant by name alone, which others bear too."),
        "bound": gettext("It names nobody. It is bound to a key, which its holder can show to have."),
        "nobody": gettext("It names nobody, so that it counts for nobody."),
        "other": gettext("It names somebody else."),
    }.get("bound" if item.identity_open else str(item.answers.get("whose", "")), "")
