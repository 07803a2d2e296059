"""Whom we trust: lists with their age, own decisions, saved policies."""

from __future__ import annotations

from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.files.uploadedfile import UploadedFile
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.errors import MicrocredError
from microcred.platform.accounts.models import Account
from microcred.platform.verifier import access, queries, services, visitors
from microcred.platform.verifier.forms import CollectorForm, ListForm, PolicyForm
from microcred.platform.verifier.trust.errors import IssuerNamedWrongly, TrustListUnknown

PAGE = 50
OWN_NETWORK = "own-network"
"""The choice that stands for this installation's institutions."""


@never_cache
@login_required
@require_GET
def trust(request: HttpRequest) -> HttpResponse:
    """The lists that count for this reader, and their policies."""
    return _page(request)


@never_cache
@login_required
@require_GET
def one_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """The issuers on one list."""
    found = access.trust_list(_reader(request), public_id, to="use")
    row = next(one for one in queries.lists(_reader(request)) if one.public_id == public_id)
    changes = found.owner_id is not None or _reader(request).is_staff
    entries, asked = queries.entries(found), " ".join(request.GET.get("q", "").split())[:200]
    wanted = [one for one in entries if asked.casefold() in f"{one.name} {one.issuer}".casefold()]
    shown = {
        "list": row,
        "page": Paginator(wanted, PAGE).get_page(request.GET.get("page")),
        "count": len(entries),
        "most": PAGE,
        "asked": asked,
        "changes": changes,
    }
    return render(request, "verifier/list.html", shown)


@login_required
@require_POST
def add_list(request: HttpRequest) -> HttpResponse:
    """Adds a list from an address or a file."""
    form = ListForm(request.POST, request.FILES)
    if form.is_valid():
        chosen, file = form.cleaned_data, request.FILES.get("file")
        try:
            services.add_list(
                actor=_reader(request),
                name=chosen["name"],
                source=chosen["source"],
                data=file.read() if isinstance(file, UploadedFile) else b"",
                for_everybody="for_everybody" in request.POST,
                now=timezone.now(),
            )
        except MicrocredError as error:
            form.add_error("source", f"{gettext(error.sentence)} {gettext(error.remedy)}")
        else:
            messages.success(request, _("The list was added."))
            return redirect("verifier:trust")
    return _page(request, list_form=form, status=422)


@login_required
@require_POST
def remove_list(request: HttpRequest, public_id: str) -> HttpResponse:
    """Removes a list."""
    services.remove_list(actor=_reader(request), public_id=public_id)
    messages.success(request, _("The list was removed."))
    return redirect("verifier:trust")


@login_required
@require_POST
def untrust(request: HttpRequest) -> HttpResponse:
    """Takes an issuer off one's own list."""
    services.untrust_issuer(actor=_reader(request), issuer=request.POST.get("issuer", ""), now=timezone.now())
    messages.success(request, _("The issuer was taken off your list."))
    return redirect("verifier:trust")


@login_required
@require_http_methods(["POST"])
def save_policy(request: HttpRequest) -> HttpResponse:
    """Saves a policy under a name."""
    form = PolicyForm(request.POST, choices=_choices(_reader(request)))
    if form.is_valid():
        chosen = form.cleaned_data
        try:
            services.save_policy(
                actor=_reader(request),
                name=chosen["name"],
                lists=[one for one in chosen["lists"] if one != OWN_NETWORK],
                own_network=OWN_NETWORK in chosen["lists"],
                every_list=chosen["every_list"],
                most_years=chosen["most_years"],
            )
        except MicrocredError:
            form.add_error("lists", _("Choose at least one list."))
        else:
            messages.success(request, _("The policy was saved. Choose it when you check."))
            return redirect("verifier:trust")
    return _page(request, policy_form=form, status=422)


@login_required
@require_POST
def remove_policy(request: HttpRequest, public_id: str) -> HttpResponse:
    """Removes a saved policy."""
    services.remove_policy(actor=_reader(request), public_id=public_id)
    messages.success(request, _("The policy was removed."))
    return redirect("verifier:trust")


@login_required
@require_POST
def believe(request: HttpRequest) -> HttpResponse:
    """Records that evidence bundles of a collector are believed."""
    form = CollectorForm(request.POST, auto_id="collector_%s")
    if form.is_valid():
        chosen = form.cleaned_data
        ends = datetime.combine(chosen["ends"], datetime.min.time(), tzinfo=timezone.get_default_timezone())
        try:
            services.believe_collector(
                actor=_reader(request),
                collector=chosen["collector"],
                name=chosen["name"],
                reason=chosen["reason"],
                ends=ends,
                now=timezone.now(),
            )
        except MicrocredError as error:
            field = "collector" if isinstance(error, IssuerNamedWrongly) else "ends"
            form.add_error(field, f"{gettext(error.sentence)} {gettext(error.remedy)}")
        else:
            messages.success(request, _("Recorded. Bundles that it sealed now count for you."))
            return redirect("verifier:trust")
    return _page(request, collector_form=form, status=422)


@login_required
@require_POST
def end_collector(request: HttpRequest, public_id: str) -> HttpResponse:
    """Believes bundles of a collector no more."""
    services.end_collector(actor=_reader(request), public_id=public_id, now=timezone.now())
    messages.success(request, _("Ended. Bundles that it sealed no longer count for you."))
    return redirect("verifier:trust")


def _reader(request: HttpRequest) -> Account:
    found = visitors.reader(request)
    if found is None:
        raise TrustListUnknown
    return found


def _choices(account: Account) -> list[tuple[str, str]]:
    rows = [(row.public_id, row.name) for row in queries.lists(account)]
    return [(OWN_NETWORK, _("The institutions of this site")), *rows]


def _page(
    request: HttpRequest,
    *,
    list_form: ListForm | None = None,
    policy_form: PolicyForm | None = None,
    collector_form: CollectorForm | None = None,
    status: int = 200,
) -> HttpResponse:
    account = _reader(request)
    shown = {
        "lists": queries.lists(account),
        "policies": queries.policies(account),
        "collectors": queries.collectors(account, timezone.now()),
        "collector_form": collector_form or CollectorForm(auto_id="collector_%s"),
        "list_form": list_form or ListForm(auto_id="list_%s"),
        "policy_form": policy_form or PolicyForm(choices=_choices(account), auto_id="policy_%s"),
        "operator": account.is_staff,
    }
    return render(request, "verifier/trust.html", shown, status=status)
