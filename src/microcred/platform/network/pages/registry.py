"""The registry of this installation as signed documents, and the operator's page of the others."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from microcred.errors import MicrocredError
from microcred.platform.accounts.asking import me
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.network import services
from microcred.platform.network.forms import AccreditorForm, RegistryForm
from microcred.platform.network.queries import registry as published

STATEMENT = "application/entity-statement+jwt"
_SECONDS = 60
_MOST = 2_000_000_000


@require_safe
def configuration(request: HttpRequest) -> HttpResponse:
    """The entity configuration (OpenID Federation 1.0, 9)."""
    return _open(published.configuration(timezone.now()), STATEMENT)


@require_safe
def dids(request: HttpRequest) -> HttpResponse:
    """The signed list of institutions, accreditors, rights and withdrawals."""
    return _open(published.did_list(timezone.now()), STATEMENT)


@require_safe
def listed(request: HttpRequest) -> HttpResponse:
    """The entities of this registry (OpenID Federation 1.0, 8.2)."""
    answer = JsonResponse(published.entities(), safe=False)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def fetch(request: HttpRequest) -> HttpResponse:
    """The statement about one entity, `sub` (OpenID Federation 1.0, 8.1)."""
    found = published.statement(request.GET.get("sub", ""), timezone.now())
    if found is None:
        return JsonResponse(
            {"error": "not_found", "error_description": "No such entity is listed here."}, status=404
        )
    return _open(found, STATEMENT)


@require_safe
def right(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed document of a right."""
    return _open(published.right_bytes(public_id), "application/vc")


@require_safe
def withdrawal(request: HttpRequest, public_id: str) -> HttpResponse:
    """The signed statement that a right was withdrawn."""
    return _open(published.withdrawal_bytes(public_id), "application/vc")


@require_safe
def log(request: HttpRequest) -> HttpResponse:
    """The signed heads of the log of awards, in their order, from the one after `after` on."""
    answer = JsonResponse(published.log_heads(_number(request, "after")), safe=False)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def leaves(request: HttpRequest, number: int) -> HttpResponse:
    """The hashes under one head, in their order, from the place `from` on."""
    found = published.log_leaves(min(number, _MOST), _number(request, "from"))
    if found is None:
        raise Http404
    answer = JsonResponse(found, safe=False)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@require_safe
def proof(request: HttpRequest, digest: str) -> HttpResponse:
    """That the bytes with this hash stand under a signed head."""
    found = published.log_proof(digest)
    if found is None:
        raise Http404
    answer = JsonResponse(found)
    answer["Access-Control-Allow-Origin"] = "*"
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def registries(request: HttpRequest) -> HttpResponse:
    """The operator's page: whose registries are read here, and reading one."""
    if not me(request).is_staff:
        raise Http404
    form = RegistryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        entity = form.cleaned_data["entity"].strip().rstrip("/")
        try:
            found = services.read_registry(actor=me(request), entity=entity, now=timezone.now())
        except MicrocredError as error:
            refuse(form, error)
        else:
            said = _("The registry was read: %(rights)s new rights, %(refused)s refused.")
            messages.success(request, said % {"rights": found.rights, "refused": len(found.refused)})
            return redirect("network:registries")
    return render(request, "network/registries.html", {"form": form, "rows": published.registries()})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def accreditors(request: HttpRequest) -> HttpResponse:
    """The operator's page: at whom chains of rights may end, listing one and taking one off the list."""
    account, now = me(request), timezone.now()
    if not account.is_staff:
        raise Http404
    gone = request.POST.get("unlist", "")
    if request.method == "POST" and gone:
        services.unlist_accreditor(actor=account, did=gone, now=now)
        messages.success(request, _("It was taken off the list. Chains of rights end at it no more."))
        return redirect("network:accreditors")
    form = AccreditorForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        services.list_accreditor(actor=account, now=now, **form.cleaned_data)
        messages.success(request, _("The accreditor was listed."))
        return redirect("network:accreditors")
    return render(request, "network/accreditors.html", {"form": form, "rows": published.accreditors()})


def _number(request: HttpRequest, name: str) -> int:
    text = request.GET.get(name, "")
    return min(int(text), _MOST) if text.isascii() and text.isdigit() and len(text) < 11 else 0


def _open(body: str | bytes, media_type: str) -> HttpResponse:
    answer = HttpResponse(body, content_type=media_type)
    answer["Access-Control-Allow-Origin"] = "*"
    answer["Cache-Control"] = f"public, max-age={_SECONDS}"
    return answer
