"""The four marks of an offering: who would teach, assess and certify, and at which level."""

from __future__ import annotations

from django.utils.translation import gettext as _

from microcred.platform.catalogue.queries import OfferingDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.web.marks import Maker, MarkKind, MarkRow, mark_row


def marks(one: OfferingDetail) -> MarkRow:
    """The row of an offering; the date stands on what is awarded."""
    colours = institutions.colours([one.institution_id, one.certifier_number])
    educator = Maker(one.educator_name, colours[one.institution_id])
    assessor = Maker(one.content.roles.assessed_by) if one.content.roles.assessed_by else educator
    return mark_row(
        taught=None if one.assessment_only else educator,
        assessed=None if one.kind == "course" else assessor,
        certified=Maker(one.certifier_name, colours[one.certifier_number]),
        level=one.content.eqf_level,
        reasons={
            MarkKind.TAUGHT: _("Nothing is taught: it is an assessment only."),
            MarkKind.ASSESSED: _("This course has no assessment of its own."),
            MarkKind.LEVEL: _("No level is stated."),
        },
    )
