"""A list of skills of one's own as the work that one wants."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from microcred.platform.accounts.asking import me
from microcred.platform.careers import services
from microcred.platform.careers.errors import NothingWanted
from microcred.platform.careers.pages.choosing import levels
from microcred.platform.careers.pages.requests import now, ticked, words_of
from microcred.platform.careers.pages.ticking import chosen, found_by
from microcred.platform.frameworks import memory


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_list(request: HttpRequest) -> HttpResponse:
    """`/plan/target/list`: skills searched one by one, as the work that one wants."""
    wanted = ticked(request.POST, request.POST.getlist("skill"))
    looked_for = request.POST.get("q", "").strip()
    searching = "find" in request.POST
    if request.method == "POST" and not searching:
        name = request.POST.get("name", "").strip() or _("a list of your own")
        try:
            services.aim_at_list(actor=me(request), name=name, wanted=wanted, now=now())
        except NothingWanted as error:
            messages.error(request, words_of(error))
        else:
            return redirect("careers:plan")
    found = found_by(looked_for, {one.skill for one in wanted}) if searching else []
    shown = {
        "rows": [*chosen(wanted), *found],
        "name": request.POST.get("name", ""),
        "looked_for": looked_for,
        "nothing": searching and bool(looked_for) and not found,
        "levels": levels(),
        "credits": memory.loaded().credits,
    }
    return render(request, "careers/own_list.html", shown)
