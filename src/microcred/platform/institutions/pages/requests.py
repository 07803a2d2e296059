"""What the pages read of a request, and how a refusal stands beside a field."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext

from microcred.errors import MicrocredError


def refuse(form: forms.Form, error: MicrocredError, field: str = "") -> None:
    """Puts a refusal beside the field it is about, or on top of the form."""
    named = field or error.detail
    text = f"{gettext(error.sentence)} {gettext(error.remedy)}"
    form.add_error(named if named in form.fields else None, text)
