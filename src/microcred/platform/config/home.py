"""The first page: for a visitor what can be done here, for everybody else the first page of their role."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from microcred.platform.config.navigation import layout
from microcred.platform.institutions import access

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Sends whoever is signed in to the first item of their navigation."""
    if request.user.is_authenticated:
        items = layout(request).nav
        if items:
            return redirect(items[0].url)
    return render(request, "web/home.html", {"demo": settings.DEMO})


@login_required
@require_safe
def enter(request: HttpRequest, institution: str) -> HttpResponse:
    """The first page of somebody's role in an institution; raises `NotFound` for those who have none."""
    access.institution(cast("Account", request.user), institution, to="see")
    return redirect(layout(request).nav[0].url)
