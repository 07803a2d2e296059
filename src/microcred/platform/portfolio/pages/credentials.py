"""All credentials of a learner: narrowed, ticked, put away, taken along."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts import limits
from microcred.platform.accounts.asking import me
from microcred.platform.portfolio import exporting, queries, services
from microcred.platform.portfolio.pages.requests import now, words_of

PAGE = 50
SHOW = (
    ("", gettext_lazy("All but archived ones")),
    ("pending", gettext_lazy("Not accepted yet")),
    ("public", gettext_lazy("Public")),
    ("link", gettext_lazy("With the link")),
    ("private", gettext_lazy("Only me")),
    ("over", gettext_lazy("Lapsed, replaced or withdrawn")),
    ("elsewhere", gettext_lazy("From elsewhere")),
    ("declined", gettext_lazy("Declined")),
    ("archived", gettext_lazy("Archived")),
)
SORT = (
    ("", gettext_lazy("Latest first")),
    ("title", gettext_lazy("Title")),
    ("issuer", gettext_lazy("Institution")),
    ("ends", gettext_lazy("What ends soonest")),
)


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """`/credentials`."""
    everything = queries.holdings(me(request), now())
    show, text, issuer, sort = (request.GET.get(name, "") for name in ("show", "text", "issuer", "sort"))
    found = queries.ordered(queries.narrowed(everything, show, text, issuer), sort)
    unsettled = [one for one in found if one.settle] if show in ("", "elsewhere") else []
    page = Paginator([one for one in found if one not in unsettled], PAGE).get_page(request.GET.get("page"))
    shown: dict[str, Any] = {
        "any": bool(everything),
        "page": page,
        "entries": page.object_list,
        "unsettled": unsettled,
        "show": show,
        "text": text,
        "issuer": issuer,
        "issuers": sorted({one.issuer for one in everything if one.issuer}, key=str.casefold),
        "choices": [(value, word) for value, word in SHOW if not value or _any(everything, value)],
        "sort": sort,
        "orders": SORT,
        "narrowed": bool(show or text or issuer or sort),
    }
    return render(request, "portfolio/credentials.html", shown)


def _any(everything: list[queries.Entry], show: str) -> bool:
    return bool(queries.narrowed(everything, show, ""))


@login_required
@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Does something with the credentials that are ticked."""
    who, chosen, what = me(request), request.POST.getlist("credential"), request.POST.get("what", "")
    try:
        if what == "archive":
            count = services.archive(actor=who, public_ids=chosen, now=now())
            told = ngettext("%(n)s credential was put away.", "%(n)s credentials were put away.", count)
            messages.success(request, told % {"n": count})
        elif what == "restore":
            count = services.restore(actor=who, public_ids=chosen)
            told = ngettext("%(n)s credential is back.", "%(n)s credentials are back.", count)
            messages.success(request, told % {"n": count})
        elif what in ("share", "collect") and chosen:
            name = "portfolio:new-share" if what == "share" else "portfolio:new-collection"
            return redirect(f"{reverse(name)}?{urlencode({'credential': chosen}, doseq=True)}")
        else:
            messages.error(request, _("Tick at least one credential."))
    except MicrocredError as error:
        messages.error(request, words_of(error))
    return redirect("portfolio:credentials")


@never_cache
@login_required
@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """Everything that the learner holds, as one ZIP."""
    who = me(request)
    limits.spend("portfolio-export", str(who.pk), most=20, seconds=600)
    return zipped(exporting.everything(who, now()), "my-credentials.zip")


def zipped(body: bytes, name: str) -> HttpResponse:
    """A ZIP to be saved."""
    answer = HttpResponse(body, content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Robots-Tag"] = "noindex"
    return answer
