"""Pages that a learner shows to others: made, listed, withdrawn."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.portfolio import queries, services
from microcred.platform.portfolio.pages.forms import ShareForm
from microcred.platform.portfolio.pages.requests import now, words_of

USUALLY = timedelta(days=90)
"""How long a link is open unless another day is chosen."""


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All links, the open ones first."""
    return render(request, "portfolio/shares.html", {"shares": queries.shares(me(request), now())})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A page of chosen credentials."""
    who, at = me(request), now()
    entries = queries.holdings(who, at)
    start = {
        "credentials": request.GET.getlist("credential"),
        "ends": (at + USUALLY).date(),
        "title": _("Credentials of %(name)s") % {"name": who.name} if who.name else "",
    }
    form = ShareForm(request.POST or None, entries=entries, initial=start)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.share(
                actor=who,
                title=given["title"],
                note=given["note"],
                public_ids=given["credentials"],
                ends_at=form.ends_at,
                indexed=given["indexed"],
                with_words=given["with_words"],
                now=at,
            )
        except MicrocredError as error:
            form.add_error(None, words_of(error))
        else:
            messages.success(request, _("The page is open to whoever has its address."))
            return redirect("portfolio:shares")
    shown = {"form": form, "any": bool(form.fields["credentials"].choices)}  # type: ignore[attr-defined]
    return render(request, "portfolio/share_new.html", shown, status=422 if form.errors else 200)


@login_required
@require_POST
def withdraw(request: HttpRequest, public_id: str) -> HttpResponse:
    """Ends a link for good."""
    services.withdraw(actor=me(request), public_id=public_id, now=now())
    messages.success(request, _("The link was withdrawn. It opens nothing any more."))
    return redirect("portfolio:shares")
