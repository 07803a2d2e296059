"""What educators said, signed, of an achievement."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Q

from microcred.platform.credentials import services as credentials
from microcred.platform.network.models import EducatorStatement
from microcred.vc.jsontext import parse


def educator_statements(achievement: str, now: datetime) -> list[dict[str, Any]]:
    """The signed endorsements of the achievement at an address that hold now, as they go into credentials."""
    rows = EducatorStatement.objects.filter(Q(ends=None) | Q(ends__gt=now), achievement=achievement)
    return [parse(credentials.stored_form(row.credential).body) for row in rows.order_by("part", "pk")]
