"""What a learner is enrolled in: the way in, and the way out."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.awards import queries as awards
from microcred.platform.awards.queries import AwardRow
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.enrolments import queries, services, words
from microcred.platform.enrolments.admitting import list_moves, refusal
from microcred.platform.enrolments.due import due
from microcred.platform.enrolments.errors import AgreementEnded, PrerequisitesNotMet
from microcred.platform.enrolments.holding import HELD_FOR
from microcred.platform.enrolments.queries import Prerequisite

UNMET = PrerequisitesNotMet.code


@login_required
@require_safe
def own(request: HttpRequest) -> HttpResponse:
    """What is due, what runs and is to be paid, what is over, and what came of it."""
    actor, now = me(request), timezone.now()
    day = timezone.localdate(now)
    held = {one.achievement: one.public_id for one in reversed(awards.held_by(actor)) if _counts(one)}
    rows = [
        (
            offering,
            row,
            words.STATES[row.state],
            _at_rest(offering, now) if row.state == "waiting" else "",
            catalogue.hand_in_address(offering.achievement) if row.state == "enrolled" else "",
            held.get(offering.achievement, ""),
        )
        for offering, row in queries.own(actor)
        if offering.ends_on >= day
    ]
    over = [
        (
            offering,
            row,
            words.ENDED.get(row.state, words.ENDED["enrolled"]),
            held.get(offering.achievement, ""),
        )
        for offering, row in queries.ended(actor, day)
    ]
    shown = {"rows": rows, "over": over, "due": due(actor, day)}
    return render(request, "enrolments/own.html", shown)


def _counts(award: AwardRow) -> bool:
    return award.state == "active" and award.acceptance != "declined"


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest, offering: str) -> HttpResponse:
    """Takes a place, after what has to be held before is shown."""
    found = catalogue.offering(offering)
    if found is None:
        raise Http404
    actor, now = me(request), timezone.now()
    closed = refusal(found, now)
    refused, pay = "", request.POST.get("pay", "")
    voucher = request.POST.get("voucher", "").strip()[:40]
    if request.method == "POST":
        try:
            services.enrol(
                actor=actor,
                offering=offering,
                now=now,
                voucher=voucher if pay != "invoice" else "",
                invoice=pay == "invoice",
            )
        except MicrocredError as error:
            detail = f" ({error.detail})" if error.detail and error.code != UNMET else ""
            refused = "" if closed else f"{_(error.sentence)}{detail} {_(error.remedy)}"
        else:
            messages.success(request, _("It is noted. You find it among your enrolments."))
            return redirect("enrolments:own")
    needed = queries.prerequisites(actor, found, now)
    shown = {
        "offering": found,
        "closed": _said(closed) if closed else "",
        "taken": queries.taken(found),
        "own": queries.own_in(actor, found),
        "prerequisites": [(one, *_way_out(one)) for one in needed],
        "unmet": any(not one.met for one in needed),
        "pay": pay,
        "voucher": voucher,
        "held_days": HELD_FOR.days,
        "refused": refused,
    }
    return render(request, "enrolments/enrol.html", shown, status=422 if request.method == "POST" else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, enrolment: str) -> HttpResponse:
    """Gives the place back."""
    services.withdraw(actor=me(request), public_id=enrolment, now=timezone.now())
    messages.success(request, _("You have withdrawn. Your place goes to who waited longest."))
    return redirect("enrolments:own")


def _at_rest(offering: OfferingDetail, now: datetime) -> str:
    """Why nobody who waits gets a place at present; empty where they do."""
    if list_moves(offering, now):
        return ""
    return offering.not_agreed(now) or _("The offering is closed.")


def _said(closed: MicrocredError) -> str:
    if isinstance(closed, AgreementEnded):
        return f"{closed.detail} {_('Nobody new can enrol; who is enrolled goes on.')}"
    return _(closed.sentence)


def _way_out(one: Prerequisite) -> tuple[str, str, str]:
    """Why it is not met, what to do about it, and where; empty words where it is met."""
    if one.met:
        return "", "", ""
    waits = one.reason == "not accepted"
    url = (
        reverse("portfolio:credentials")
        if waits
        else reverse("catalogue:achievement", args=[one.achievement])
    )
    return str(words.REASONS[one.reason]), str(words.WAYS[one.reason]), url
