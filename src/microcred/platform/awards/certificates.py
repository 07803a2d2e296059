"""The certificate of an award as PDF, and the slips of a batch: set from what was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import override

from microcred.platform.awards import words
from microcred.platform.awards.addresses import credential_address
from microcred.platform.awards.facts import Facts, facts
from microcred.platform.awards.mails import interface_language
from microcred.platform.institutions.queries import origin
from microcred.platform.web.certificate import CertificateContent, Signatory, SlipContent, certificate, slips
from microcred.platform.web.monogram import NEUTRAL


@dataclass(frozen=True)
class Standing:
    """What stands behind a certificate beside the document: the institution's colour and signatories."""

    colour: str = NEUTRAL
    signatories: tuple[tuple[str, str], ...] = ()


def certificate_pdf(
    document: Mapping[str, Any],
    signed: bytes,
    *,
    public_id: str,
    at: datetime,
    standing: Standing,
    paper: str = "a4",
) -> bytes:
    """The certificate, the signed record attached; in the language of the award.

    Raises `MissingGlyphs` or `CertificateTextTooLong`, and KeyError for an unknown paper.
    """
    said = facts(document)
    language = interface_language(said.language)
    with override(language):
        content = CertificateContent(
            language=language,
            name=said.name,
            can=words.sentence(said),
            title=said.title,
            certified=words.certified(said),
            institution=said.institution,
            marks=words.marks(said, {said.institution: standing.colour}),
            address=credential_address(public_id),
            signed=signed,
            at=at,
            colour=standing.colour,
            facts=_facts(said),
            signatories=[Signatory(name, office) for name, office in standing.signatories],
        )
        return certificate(content, paper)


def _facts(said: Facts) -> list[str]:
    return [*(f"{label}: {value}" for label, value in words.weight(said)), words.identity(said.identity)]


@dataclass(frozen=True)
class Slip:
    """Somebody without e-mail: the name, what was awarded and by whom, and the code that claims it."""

    name: str
    title: str
    institution: str
    code: str
    language: str = "en"


def slips_pdf(people: Sequence[Slip], standing: Standing, *, paper: str = "a4") -> bytes:
    """Slips to print and cut, four on a page."""
    entry = f"{origin()}/claim"
    contents = [
        SlipContent(
            language=interface_language(one.language),
            name=one.name,
            title=one.title,
            institution=one.institution,
            address=f"{entry}?code={one.code}",
            entry=entry,
            code=one.code,
            colour=standing.colour,
        )
        for one in people
    ]
    return slips(contents, paper)
