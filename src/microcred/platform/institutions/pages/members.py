"""Settings: who is a member and as what."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from microcred.platform.accounts import limits
from microcred.platform.accounts.asking import me
from microcred.platform.institutions import access, queries, services
from microcred.platform.institutions.errors import AddressInvalid, LastOwner, MemberUnknown, NotAllowed
from microcred.platform.institutions.forms import InviteForm, RolesForm
from microcred.platform.institutions.pages.requests import refuse
from microcred.platform.institutions.roles import named


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def members(request: HttpRequest, institution: str) -> HttpResponse:
    """Everybody with their roles, the open invitations, and a form to invite."""
    person, now = me(request), timezone.now()
    found = access.institution(person, institution, to="members")
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        try:
            limits.spend("invite", str(person.pk), most=200, seconds=3600)
            services.invite(
                actor=person,
                institution=institution,
                email=asked["email"],
                roles=asked["roles"],
                now=now,
                language=get_language() or "",
            )
        except AddressInvalid as error:
            refuse(form, error, "email")
        except NotAllowed as error:
            refuse(form, error, "roles")
        else:
            messages.success(request, _("%(email)s was invited.") % {"email": asked["email"]})
            return redirect("institutions:members", institution=institution)
    shown = {
        "institution": found,
        "form": form,
        "members": [(row, named(row.roles)) for row in queries.members(person, institution)],
        "invitations": [(row, named(row.roles)) for row in queries.invitations(person, institution, now)],
    }
    return render(request, "institutions/members.html", shown)


@never_cache
@login_required
@require_http_methods(["GET", "POST"])
def member(request: HttpRequest, institution: str, account: int) -> HttpResponse:
    """The roles of one member."""
    person = me(request)
    found = access.institution(person, institution, to="members")
    row = next((one for one in queries.members(person, institution) if one.account == account), None)
    if row is None:
        raise MemberUnknown(str(account))
    form = RolesForm(request.POST or None, initial={"roles": list(row.roles)})
    if request.method == "POST" and form.is_valid():
        try:
            services.change_roles(
                actor=person,
                institution=institution,
                account_id=account,
                roles=form.cleaned_data["roles"],
                now=timezone.now(),
            )
        except (LastOwner, NotAllowed) as error:
            refuse(form, error, "roles")
        else:
            messages.success(request, _("The roles were changed."))
            return redirect("institutions:members", institution=institution)
    return render(request, "institutions/member.html", {"institution": found, "member": row, "form": form})


@never_cache
@login_required
@require_POST
def remove(request: HttpRequest, institution: str, account: int) -> HttpResponse:
    """Takes every role from a member."""
    services.remove_member(actor=me(request), institution=institution, account_id=account, now=timezone.now())
    messages.success(request, _("They are no longer a member."))
    return redirect("institutions:members", institution=institution)


@never_cache
@login_required
@require_POST
def withdraw(request: HttpRequest, institution: str, invitation: str) -> HttpResponse:
    """Takes an invitation back."""
    services.withdraw_invitation(
        actor=me(request), institution=institution, invitation=invitation, now=timezone.now()
    )
    messages.success(request, _("The invitation was withdrawn."))
    return redirect("institutions:members", institution=institution)
