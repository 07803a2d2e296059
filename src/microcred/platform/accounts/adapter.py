"""What allauth asks the site: named by ACCOUNT_ADAPTER."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest, HttpResponse

from microcred.platform.accounts.languages import with_language
from microcred.platform.accounts.models import Account


class Adapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Allauth's own, but that a signed-in person reads the site in their language."""

    def post_login(self, request: HttpRequest, user: Account, **kwargs: Any) -> HttpResponse:
        """The answer after sign-in."""
        answer: HttpResponse = super().post_login(request, user, **kwargs)
        return with_language(answer, user.language)
