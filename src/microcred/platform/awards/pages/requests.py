"""What the pages read of a request, and how a refusal stands beside a field."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django import forms
from django.http import HttpRequest
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.ports.clock import SystemClock

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

_CLOCK = SystemClock()


def now() -> datetime:
    """The present time."""
    return _CLOCK.now()


def actor(request: HttpRequest) -> Account | None:
    """Who is signed in, or None."""
    user = request.user
    return user if user.is_authenticated else None


def words_of(error: MicrocredError) -> str:
    """What happened and what to do, in the reader's language, with the place it is about."""
    parts = [gettext(error.sentence)]
    if error.detail:
        parts.append(f"({error.detail})")
    if error.remedy:
        parts.append(gettext(error.remedy))
    return " ".join(parts)


def refuse(form: forms.Form, field: str | None, error: MicrocredError) -> None:
    """Puts a refusal beside a field of the form, or on top of it."""
    form.add_error(field if field in form.fields else None, words_of(error))
