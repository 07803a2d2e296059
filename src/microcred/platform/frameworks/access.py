"""Who may: anybody searches, operators import, a table of courses is its author's."""

from __future__ import annotations

from typing import TYPE_CHECKING

from microcred.platform.frameworks.errors import OperatorOnly, SkillUnknown
from microcred.platform.frameworks.models import CourseTable

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


def require_operator(actor: Account) -> None:
    """Raises `OperatorOnly` for whoever is not an operator of the site."""
    if not actor.is_staff:
        raise OperatorOnly


def course_table(actor: Account, public_id: str, *, lock: bool = False) -> CourseTable:
    """A table of one's own, locked if it is to be changed. Raises `SkillUnknown` for others' as for none."""
    rows = CourseTable.objects.select_for_update() if lock else CourseTable.objects
    found = rows.filter(pk=public_id, author=actor.pk).first()
    if found is None:
        raise SkillUnknown
    return found
