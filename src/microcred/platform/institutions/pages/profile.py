"""Settings: the profile, the logo, what needs a second person; and founding an institution."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from microcred.platform.accounts.asking import me
from microcred.platform.institutions import access, queries, services
from microcred.platform.institutions.errors import LogoRefused, NotAllowed, ProfileInvalid
from microcred.platform.institutions.forms import LogoForm, ProfileForm, ReviewForm
from microcred.platform.institutions.models import Institution
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.institutions.profile import Profile
from microcred.platform.institutions.roles import SENTENCES, Role


@never_cache
@login_required
@require_GET
def settings(request: HttpRequest, institution: str) -> HttpResponse:
    """The first page of Settings: what one may do here, and the ways onward."""
    found = access.institution(me(request), institution, to="see")
    own = access.roles(me(request), found)
    roles = [(role.label, SENTENCES[role]) for role in Role if role.value in own]
    return render(request, "institutions/settings.html", {"institution": found, "roles": roles, "own": own})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def profile(request: HttpRequest, institution: str) -> HttpResponse:
    """What the institution says of itself."""
    person = me(request)
    found = access.institution(person, institution, to="profile")
    form = ProfileForm(request.POST or None, initial=ProfileForm.entries(_profile_of(found)))
    if request.method == "POST" and form.is_valid():
        try:
            services.change_profile(
                actor=person, institution=institution, profile=form.profile, now=timezone.now()
            )
        except ProfileInvalid as error:
            refuse(form, error)
        else:
            messages.success(request, _("The profile was saved."))
            return redirect("institutions:profile", institution=institution)
    return _page(request, found, form, LogoForm())


@never_cache
@login_required
@require_POST
def logo(request: HttpRequest, institution: str) -> HttpResponse:
    """Takes the uploaded logo, or removes it where `remove` was pressed."""
    person = me(request)
    found = access.institution(person, institution, to="profile")
    if "remove" in request.POST:
        services.remove_logo(actor=person, institution=institution, now=timezone.now())
        return redirect("institutions:profile", institution=institution)
    form = LogoForm(request.POST, request.FILES)
    if form.is_valid():
        data = form.cleaned_data["picture"].read()
        try:
            services.set_logo(actor=person, institution=institution, data=data, now=timezone.now())
        except LogoRefused as error:
            refuse(form, error, "picture")
        else:
            messages.success(request, _("The logo was saved."))
            return redirect("institutions:profile", institution=institution)
    return _page(request, found, ProfileForm(initial=ProfileForm.entries(_profile_of(found))), form)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def review(request: HttpRequest, institution: str) -> HttpResponse:
    """What needs a second person."""
    person = me(request)
    found = access.institution(person, institution, to="review")
    now_set = {
        "before_publishing": found.review_before_publishing,
        "batches_over": found.review_batches_over,
    }
    form = ReviewForm(request.POST or None, initial=now_set)
    if request.method == "POST" and form.is_valid():
        services.change_review(actor=person, institution=institution, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The rules for review were saved."))
        return redirect("institutions:review", institution=institution)
    return render(request, "institutions/review.html", {"institution": found, "form": form})


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Founds an institution: done by an operator of the site, who becomes its first owner."""
    person = me(request)
    if not person.is_staff:
        raise NotAllowed
    form = ProfileForm(request.POST or None, initial={"colour": "#3b4540", "kind": "college"})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.create(actor=person, profile=form.profile, owner=person, now=timezone.now())
        except ProfileInvalid as error:
            refuse(form, error)
        else:
            return redirect("institutions:enter", institution=made)
    return render(request, "institutions/new.html", {"form": form})


def _page(request: HttpRequest, found: Institution, form: ProfileForm, logo_form: LogoForm) -> HttpResponse:
    shown = {
        "institution": found,
        "form": form,
        "logo_form": logo_form,
        "has_logo": queries.logo(found.public_id) is not None,
    }
    return render(request, "institutions/profile.html", shown)


def _profile_of(found: Institution) -> Profile:
    return Profile(
        name=found.name,
        kind=found.kind,
        country=found.country,
        website=found.website,
        colour=found.colour,
        street=found.street,
        postal_code=found.postal_code,
        locality=found.locality,
        email=found.email,
        description=found.description,
        signatories=tuple((one["name"], one["role"]) for one in found.signatories),
    )
