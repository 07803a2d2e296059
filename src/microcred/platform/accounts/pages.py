"""The pages of one's own account, and the demo's sign-in."""

from __future__ import annotations

import json

from django.contrib import messages
from django.contrib.auth import login, logout
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from microcred.platform.accounts import demo as demo_lock
from microcred.platform.accounts import limits, queries, services
from microcred.platform.accounts.asking import me
from microcred.platform.accounts.errors import AccountHeld, AccountUnknown
from microcred.platform.accounts.forms import AccountForm, EraseForm
from microcred.platform.accounts.languages import with_language
from microcred.platform.accounts.models import Account

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def account(request: HttpRequest) -> HttpResponse:
    """Name, language, addresses, passkeys, one's own data and the way out."""
    own = me(request)
    form = AccountForm(request.POST or None, initial={"name": own.name, "language": own.language})
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data
        services.change(actor=own, name=chosen["name"], language=chosen["language"], now=timezone.now())
        messages.success(request, _("Your account was changed."))
        return with_language(redirect("accounts:account"), chosen["language"])
    shown = {
        "form": form,
        "addresses": queries.addresses(own),
        "passkeys": queries.passkeys(own),
        "holds": queries.holds(own),
    }
    return render(request, "accounts/account.html", shown)


@never_cache
@login_required
@require_GET
def own_data(request: HttpRequest) -> HttpResponse:
    """Everything that is kept about this person, as one JSON file."""
    own = me(request)
    limits.spend("export", str(own.pk), most=10, seconds=600)
    body = json.dumps(queries.own_data(own), ensure_ascii=False, indent=2, default=str)
    answer = HttpResponse(body, content_type="application/json; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="my-microcred-data.json"'
    return answer


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest) -> HttpResponse:
    """Says what goes and what stays, then erases."""
    own = me(request)
    form = EraseForm(request.POST or None, address=own.email)
    if request.method == "POST" and form.is_valid():
        try:
            services.erase(actor=own, now=timezone.now())
        except AccountHeld as error:
            form.add_error(None, error.detail)
        else:
            logout(request)
            messages.success(request, _("Your account was erased."))
            return redirect("/")
    return render(request, "accounts/erase.html", {"form": form, "holds": queries.holds(own)})


@never_cache
@require_GET
def demo(request: HttpRequest) -> HttpResponse:
    """The people of the demo, to sign in as one of them."""
    if not demo_lock.open_to(request):
        raise Http404
    return render(request, "accounts/demo.html", {"people": queries.personas()})


@never_cache
@require_http_methods(["GET", "POST"])
def demo_sign_in(request: HttpRequest, account_id: int) -> HttpResponse:
    """Signs in as one of the demo's people. Only where `demo.open_to` says so; 404 everywhere else."""
    if not demo_lock.open_to(request):
        raise Http404
    chosen = Account.objects.filter(pk=account_id, is_active=True).first()
    if chosen is None:
        raise AccountUnknown(str(account_id))
    if request.method == "GET":
        return render(request, "accounts/demo.html", {"people": [chosen]})
    login(request, chosen, backend=MODEL_BACKEND)
    onward = request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(onward, {request.get_host()}, require_https=request.is_secure()):
        onward = "/"
    return with_language(HttpResponseRedirect(onward), chosen.language)
