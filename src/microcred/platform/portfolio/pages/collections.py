"""Collections: credentials kept together, with links of their own."""

from __future__ import annotations

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
from microcred.platform.portfolio.pages.forms import CollectionForm, LinkForm
from microcred.platform.portfolio.pages.requests import now, words_of


@never_cache
@login_required
@require_safe
def listing(request: HttpRequest) -> HttpResponse:
    """All collections."""
    return render(request, "portfolio/collections.html", {"collections": queries.collections(me(request))})


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """A new collection."""
    who, at = me(request), now()
    form = CollectionForm(
        request.POST or None,
        entries=queries.holdings(who, at),
        initial={"credentials": request.GET.getlist("credential")},
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            made = services.collect(
                actor=who, name=given["name"], note=given["note"], public_ids=given["credentials"], now=at
            )
        except MicrocredError as error:
            form.add_error(None, words_of(error))
        else:
            return redirect("portfolio:collection", made)
    return render(
        request, "portfolio/collection_new.html", {"form": form}, status=422 if form.errors else 200
    )


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def collection(request: HttpRequest, public_id: str) -> HttpResponse:
    """One collection: what is in it, its links, and a form to change it."""
    who, at = me(request), now()
    found = queries.collection(who, public_id)
    held = queries.by_id(who, at)
    start = {"name": found.name, "note": found.note, "credentials": list(found.items)}
    changing, linking = request.POST.get("what") == "change", request.POST.get("what") == "link"
    form = CollectionForm(request.POST if changing else None, entries=list(held.values()), initial=start)
    link = LinkForm(request.POST if linking else None, initial={"title": found.name}, auto_id="link_%s")
    try:
        if changing and form.is_valid():
            given = form.cleaned_data
            services.change_collection(
                actor=who,
                public_id=public_id,
                name=given["name"],
                note=given["note"],
                public_ids=given["credentials"],
            )
            messages.success(request, _("The collection was changed."))
            return redirect("portfolio:collection", public_id)
        if linking and link.is_valid():
            services.share(
                actor=who,
                title=link.cleaned_data["title"],
                note=link.cleaned_data["note"],
                collection=public_id,
                ends_at=link.ends_at,
                indexed=link.cleaned_data["indexed"],
                with_words=link.cleaned_data["with_words"],
                now=at,
            )
            messages.success(request, _("The link is open."))
            return redirect("portfolio:collection", public_id)
    except MicrocredError as error:
        (form if changing else link).add_error(None, words_of(error))
    shown = {
        "collection": found,
        "entries": [held[one] for one in found.items if one in held],
        "form": form,
        "link": link,
        "shares": [one for one in queries.shares(who, at) if one.collection == found.name],
    }
    status = 422 if form.errors or link.errors else 200
    return render(request, "portfolio/collection.html", shown, status=status)


@login_required
@require_POST
def remove(request: HttpRequest, public_id: str) -> HttpResponse:
    """Deletes a collection; the credentials stay."""
    services.remove_collection(actor=me(request), public_id=public_id)
    messages.success(request, _("The collection and its links are gone. The credentials stay."))
    return redirect("portfolio:collections")
