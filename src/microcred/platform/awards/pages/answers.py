"""What several pages of awards answer with: a PDF, and what stands behind an institution's certificates."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from microcred.platform.awards.certificates import Standing
from microcred.platform.institutions import queries as institutions


@dataclass(frozen=True)
class Issuer:
    """An institution's name, public id and what stands behind its certificates."""

    name: str
    public_id: str
    standing: Standing


def standing(institution_id: int) -> Issuer:
    """What is printed on the certificates of an institution."""
    found = institutions.issuer(institution_id)
    signed_by = tuple((one.name, one.role) for one in found.signatories)
    return Issuer(found.name, found.public_id, Standing(found.colour, signed_by))


def pdf(data: bytes, name: str) -> HttpResponse:
    """A PDF that opens in the browser."""
    answer = HttpResponse(data, content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(False, name) or "inline"
    return answer
