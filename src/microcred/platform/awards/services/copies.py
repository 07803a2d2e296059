"""The copies of a credential that people and programs take along: JSON, JWT, PNG, SVG, certificate."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred import vc
from microcred.platform.awards import access
from microcred.platform.awards.certificates import Standing, certificate_pdf
from microcred.platform.awards.errors import CopyUnknown
from microcred.platform.awards.queries.awards import AwardRow, award_row, with_credential
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.badges import design_of, picture
from microcred.platform.credentials import queries as credentials
from microcred.platform.credentials import services
from microcred.platform.credentials.services import Form
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions import services as keys
from microcred.platform.web.badges import badge_png, badge_svg
from microcred.vc.jsontext import parse

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account


@dataclass(frozen=True, slots=True)
class Copy:
    """The bytes of one copy; `sha256` is that of the signed record in it."""

    body: bytes
    media_type: str
    sha256: str
    name: str


def copy_of(*, actor: Account | None, public_id: str, form: str, now: datetime, paper: str = "a4") -> Copy:
    """A copy for the institution that made the award; `form` is json, jwt, png, svg or pdf.

    Raises `CopyUnknown`, `ContentGone`, `NotAllowed` or `NotFound`, and for a certificate what
    `certificate_pdf` raises.
    """
    access.award(actor, public_id, to="view")
    return made_copy(award_row(with_credential().get(pk=public_id)), form, now, paper=paper)


def made_copy(award: AwardRow, form: str, now: datetime, *, paper: str = "a4") -> Copy:
    """As `copy_of`, for a reader of whom it was asked already what they may see."""
    make = FORMS.get(form)
    if make is None:
        raise CopyUnknown(form[:20])
    return make(award, now, paper)


def _json(award: AwardRow, now: datetime, paper: str) -> Copy:
    return _signed(award, services.stored_form(award.public_id), "json")


def _jwt(award: AwardRow, now: datetime, paper: str) -> Copy:
    signer = keys.signer_of(award.institution_id, now)
    made = services.form(public_id=award.public_id, format="jwt", signer=signer, now=now)
    return _signed(award, made, "jwt")


def _png(award: AwardRow, now: datetime, paper: str) -> Copy:
    signed, (kind, body) = services.stored_form(award.public_id), _badge(award)
    if kind != "image/png":
        version, name, language = _drawn_from(award)
        body = badge_png(design_of(version.content, version.design, name, language))
    baked = vc.bake_png(body, signed.body)
    return Copy(baked, "image/png", signed.sha256, f"{award.public_id}.png")


def _svg(award: AwardRow, now: datetime, paper: str) -> Copy:
    signed, (kind, body) = services.stored_form(award.public_id), _badge(award)
    if kind != "image/svg+xml":
        version, name, language = _drawn_from(award)
        body = badge_svg(design_of(version.content, version.design, name, language)).encode()
    baked = vc.bake_svg(body, signed.body)
    return Copy(baked, "image/svg+xml", signed.sha256, f"{award.public_id}.svg")


def _pdf(award: AwardRow, now: datetime, paper: str) -> Copy:
    signed, issuer = services.stored_form(award.public_id), institutions.issuer(award.institution_id)
    signed_by = tuple((one.name, one.role) for one in issuer.signatories)
    body = certificate_pdf(
        parse(signed.body),
        signed.body,
        public_id=award.public_id,
        at=award.awarded_at,
        standing=Standing(issuer.colour, signed_by),
        paper=paper,
    )
    return Copy(body, "application/pdf", signed.sha256, f"{award.public_id}.pdf")


FORMS: Mapping[str, Callable[[AwardRow, datetime, str], Copy]] = {
    "json": _json,
    "jwt": _jwt,
    "png": _png,
    "svg": _svg,
    "pdf": _pdf,
}


def _signed(award: AwardRow, made: Form, ending: str) -> Copy:
    return Copy(made.body, made.media_type, made.sha256, f"{award.public_id}.{ending}")


def _badge(award: AwardRow) -> tuple[str, bytes]:
    version, name, language = _drawn_from(award)
    return picture(version, name, language)


def _drawn_from(award: AwardRow) -> tuple[catalogue.VersionDetail, str, str]:
    found = credentials.credential(award.public_id)
    language = found.language if found else ""
    return catalogue.version(award.version_id), institutions.issuer(award.institution_id).name, language
