"""The learner's first page: where they stand, one next thing, the timeline, and what they hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from microcred.platform.accounts import queries as accounts
from microcred.platform.accounts.asking import me
from microcred.platform.accounts.models import Account
from microcred.platform.portfolio import queries, words
from microcred.platform.portfolio.pages.picture import drawn
from microcred.platform.portfolio.pages.requests import address_of, now
from microcred.platform.portfolio.queries import Entry

FEW = 8


@dataclass(frozen=True)
class Next:
    """The one next thing: a sentence, and the button for it."""

    sentence: str
    action: str
    url: str


@never_cache
@login_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """`/home`."""
    who, at = me(request), now()
    growth = queries.growth(who, at)
    entries = [one for one in growth.entries if one.present]
    shown = {
        "sentence": words.sentence(words.standing(entries, growth.profile(), at), at),
        "next": next_thing(who, entries),
        "drawn": drawn(growth, at),
        "entries": entries[:FEW],
        "more": max(0, len(entries) - FEW),
        "declared": words.declared_only(len(growth.declared)) if growth.declared else "",
        "plan": address_of("careers:plan"),
        "start": address_of("careers:start", "careers:plan", "frameworks:occupations"),
    }
    return render(request, "portfolio/home.html", shown)


def next_thing(who: Account, entries: Sequence[Entry]) -> Next | None:
    """An answer that is owed, an address to confirm, else a step towards the work one wants."""
    pending = [one for one in entries if one.acceptance == "pending"]
    if len(pending) == 1:
        sentence = _("%(institution)s has awarded you “%(title)s”. Do you accept it?")
        return Next(
            sentence % {"institution": pending[0].issuer, "title": pending[0].title},
            _("See it and answer"),
            pending[0].url,
        )
    if pending:
        sentence = ngettext(
            "%(n)s credential waits for your answer.",
            "%(n)s credentials wait for your answer.",
            len(pending),
        )
        return Next(
            sentence % {"n": len(pending)},
            _("See them and answer"),
            f"{reverse('portfolio:credentials')}?show=pending",
        )
    open_ones = [one.email for one in accounts.addresses(who) if not one.confirmed]
    if open_ones:
        sentence = _("What was sent to %(address)s shows here once you confirm that it is yours.")
        return Next(
            sentence % {"address": open_ones[0]}, _("Confirm the address"), address_of("account_email")
        )
    plan = address_of("careers:plan")
    if plan and entries:
        return Next(_("See what lies between you and the work you want."), _("Make a plan"), plan)
    return None
