"""The frame of each page: who is signed in, for whom they act, and the five items of their role."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from microcred.platform.web.layout import Layout


def layout(request: HttpRequest) -> Layout:
    """The layout of a page that sets none itself."""
    account = getattr(request, "user", None)
    if account is None or not account.is_authenticated:
        return Layout(sign_in_url=reverse("account_login"))
    return Layout(
        account=str(account) or _("Your account"),
        account_url=reverse("account_email"),
        sign_out_url=reverse("account_logout"),
    )
