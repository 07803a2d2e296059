"""What an institution may teach, assess and certify, what it gave to others, and giving and withdrawing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.accounts.models import Account
from microcred.platform.institutions import access as institutions
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.network import access, queries, services
from microcred.platform.network.asking import under_right
from microcred.platform.network.forms import RightForm, WithdrawForm
from microcred.platform.network.pages.requests import others, shown


@never_cache
@login_required
@require_GET
def rights(request: HttpRequest, institution: str) -> HttpResponse:
    """The rights that are held, and those that were given."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="view")
    held, given = queries.held(person, institution, now), queries.given(person, institution, now)
    roles = institutions.roles(person, found)
    anchor = queries.is_accreditor(found.did)
    passes = any(one.scope.passes_on and one.state == "active" for one in held)
    content = {
        "institution": found,
        "held": [shown(one) for one in held],
        "given": [shown(one) for one in given],
        "anchor": anchor,
        "may_give": (anchor or passes) and not roles.isdisjoint(access.ROLES["give"]),
        "certifies": sum(one.state == "active" and one.verb == "certify" for one in held),
    }
    return render(request, "network/rights.html", content)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def give(request: HttpRequest, institution: str) -> HttpResponse:
    """The form of a right, and giving it."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="give")
    held = queries.may_pass_on(found.did, now)
    form = RightForm(
        request.POST or None,
        holders=others(institution),
        held=[(one.public_id, shown(one).sentence) for one in held],
        anchor=queries.is_accreditor(found.did),
        initial={"starts": now.date()},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.give(
                actor=person,
                giver=institution,
                holder=form.cleaned_data["holder"],
                scope=form.scope(),
                rests_on=form.cleaned_data.get("rests_on", ""),
                now=now,
            )
        except MicrocredError as error:
            refuse(form, error)
            if error.detail:
                form.add_error(None, error.detail)
        else:
            messages.success(request, _("The right was given, signed and published."))
            return redirect("network:right", made)
    return render(request, "network/give.html", {"institution": found, "form": form})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, institution: str, right: str) -> HttpResponse:
    """What would break, and the withdrawal."""
    person, now = me(request), timezone.now()
    access.institution(person, institution, to="withdraw")
    row = access.right(person, right, to="withdraw")
    form = WithdrawForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.withdraw(actor=person, public_id=right, reason=form.cleaned_data["reason"], now=now)
        except MicrocredError as error:
            refuse(form, error)
        else:
            messages.success(request, _("The right was withdrawn. Awards of before stand as they are."))
            return redirect("network:right", right)
    broken = queries.breaking(right, now)
    content = {
        "institution": row.giver,
        "right": shown(broken.right),
        "broken": [shown(one) for one in broken.rights],
        "left": broken.left_without,
        "uncovered": queries.uncovered(broken, under_right, now),
        "form": form,
    }
    return render(request, "network/withdraw.html", content)


@require_safe
def right(request: HttpRequest, public_id: str) -> HttpResponse:
    """A right, for everybody: who gave it, for what, what it rests on and what rests on it."""
    now = timezone.now()
    found = queries.right(public_id, now)
    broken = queries.breaking(public_id, now)
    over = queries.by_addresses([found.rests_on], now) if found.rests_on else []
    may = found.giver_id and found.state in ("active", "coming") and _may(request, found.giver_id)
    content = {
        "right": shown(found),
        "over": [shown(one) for one in over],
        "below": [shown(one) for one in broken.rights],
        "left": broken.left_without if found.state == "active" else (),
        "uncovered": queries.uncovered(broken, under_right, now) if found.state == "active" else (),
        "may_withdraw": may,
    }
    return render(request, "network/right.html", content)


def _may(request: HttpRequest, giver: str) -> bool:
    if not isinstance(request.user, Account):
        return False
    own = institutions.roles(request.user, institutions.by_public_id(giver))
    return not own.isdisjoint(access.ROLES["withdraw"])
