"""Template tags of plans: `{% load plans %}`."""

from __future__ import annotations

from django import template
from django.utils.formats import number_format

from microcred.platform.careers.words import MODES

register = template.Library()


@register.filter
def money(cents: float) -> str:
    """Cents as an amount: "420 EUR", with cents only where there are any."""
    whole = round(cents)
    places = 2 if whole % 100 else 0
    return f"{number_format(whole / 100, decimal_pos=places, force_grouping=True)}\u00a0EUR"


@register.filter
def way(mode: str) -> str:
    """The mode of an offering in words."""
    return str(MODES.get(mode, mode))
