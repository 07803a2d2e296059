"""The institution's side of offerings: list, editor, and the way from draft to closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.catalogue import access, queries, services, words
from microcred.platform.catalogue.pages.offeringform import OfferingForm
from microcred.platform.catalogue.queries import OfferingDetail

if TYPE_CHECKING:
    pass

STEPS: dict[str, tuple[Callable[..., Any], Promise]] = {
    "publish": (services.publish_offering, gettext_lazy("It is published: everybody finds it now.")),
    "close": (services.close_offering, gettext_lazy("It is closed. Who is enrolled stays so.")),
}
"""What a button does, and what is said afterwards."""


@login_required
@require_safe
def listing(request: HttpRequest, institution: str) -> HttpResponse:
    """All offerings of the institution, the latest start first."""
    rows = queries.offerings_of(me(request), institution)
    shown = {
        "institution": institution,
        "rows": [(one, words.OFFERING_KINDS[one.kind]) for one in rows],
    }
    return render(request, "catalogue/offerings.html", shown)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest, institution: str) -> HttpResponse:
    """Drafts an offering."""
    found = access.institution(me(request), institution, to="offer")
    own = queries.published(institution_id=found.pk)
    asked = request.GET.get("achievement", "")
    form = OfferingForm(request.POST or None, own=own, initial={"achievement": asked})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_offering(
                actor=me(request),
                institution=institution,
                achievement=form.cleaned_data["leads_to"],
                terms=form.terms(),
                now=timezone.now(),
            )
        except MicrocredError as error:
            form.add_error(None, _words(error))
        else:
            messages.success(request, _("The draft is saved. Only your institution sees it."))
            return redirect("catalogue:own-offering", institution, made)
    return render(request, "catalogue/offering_edit.html", {"form": form, "institution": institution})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, institution: str, offering: str) -> HttpResponse:
    """One offering in its form, with the next step on its way."""
    before = _own(request, institution, offering)
    own = queries.published(institution_id=before.institution_id)
    form = OfferingForm(request.POST or None, own=own, before=before, initial=OfferingForm.initial_of(before))
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_offering(
                actor=me(request), public_id=offering, terms=form.terms(), now=timezone.now()
            )
        except MicrocredError as error:
            form.add_error(None, _words(error))
        else:
            messages.success(request, _("The offering is saved."))
            return redirect("catalogue:own-offering", institution, offering)
    not_agreed = before.not_agreed(timezone.now())
    shown = {"form": form, "institution": institution, "offering": before, "not_agreed": not_agreed}
    return render(request, "catalogue/offering_edit.html", shown)


@login_required
@require_POST
def step(request: HttpRequest, institution: str, offering: str) -> HttpResponse:
    """Publishes an offering or closes it."""
    what = request.POST.get("what", "")
    if what not in STEPS:
        raise Http404
    service, said = STEPS[what]
    try:
        service(actor=me(request), public_id=offering, now=timezone.now())
        messages.success(request, str(said))
    except MicrocredError as error:
        messages.error(request, _words(error))
    return redirect("catalogue:own-offering", institution, offering)


def _own(request: HttpRequest, institution: str, offering: str) -> OfferingDetail:
    """The offering for somebody who may write at it; 404 where it is another institution's."""
    access.offering(me(request), offering, to="offer")
    rows = queries.offerings_of(me(request), institution)
    found = next((one for one in rows if one.public_id == offering), None)
    if found is None:
        raise Http404
    return found


def _words(error: MicrocredError) -> str:
    detail = f" ({error.detail})" if error.detail else ""
    return f"{_(error.sentence)}{detail} {_(error.remedy)}".strip()
