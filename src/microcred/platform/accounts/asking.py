"""Who asks for a page."""

from __future__ import annotations

from django.http import HttpRequest

from microcred.platform.accounts.errors import AccountUnknown
from microcred.platform.accounts.models import Account


def me(request: HttpRequest) -> Account:
    """Who is signed in, on pages where `login_required` has sent everybody else away.

    Raises `AccountUnknown` for nobody.
    """
    if not isinstance(request.user, Account):
        raise AccountUnknown
    return request.user
