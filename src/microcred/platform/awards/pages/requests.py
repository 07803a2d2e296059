"""What the pages read of a request, and how a refusal stands beside a field."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest

from microcred.errors import MicrocredError
from microcred.platform.web.asking import now, words_of

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def actor(request: HttpRequest) -> Account | None:
    """Who is signed in, or None."""
    user = request.user
    return user if user.is_authenticated else None


def refuse(form: forms.Form, field: str | None, error: MicrocredError) -> None:
    """Puts a refusal beside a field of the form, or on top of it."""
    form.add_error(field if field in form.fields else None, words_of(error))


__all__ = [
    "actor",
    "now",
    "refuse",
    "words_of",
]
