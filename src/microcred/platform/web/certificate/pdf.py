"""From content to PDF: tagged, by PDF/UA-1 and PDF/A-3a, the signed record inside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext, override

from microcred.platform.web.certificate.content import CertificateContent, SlipContent
from microcred.platform.web.certificate.errors import CertificateTextTooLong
from microcred.platform.web.marks import Mark, MarkKind, mark_outline
from microcred.platform.web.monogram import colour_or_neutral, ink_on, monogram
from microcred.platform.web.qr import qr_svg
from microcred.platform.web.typesetting import (
    TypesettingFailed,
    font_stack,
    refuse_missing_glyphs,
    typeset,
)

PAPERS: Mapping[str, str] = {"a4": "a4", "letter": "us-letter"}
"""Our name of a paper to typst's."""
ARCHIVED = ("a-3a", "ua-1")
"""PDF/A-3 for the attached record, PDF/UA for readers."""


def certificate(content: CertificateContent, paper: str = "a4") -> bytes:
    """The certificate as PDF: landscape, tagged, with `content.signed` attached.

    Equal content gives equal bytes on machines with the same fonts. Raises `MissingGlyphs`,
    `CertificateTextTooLong`, and KeyError for a paper that is not in `PAPERS`.
    """
    refuse_unprintable(content)
    with override(_interface(content.language)):
        data = _certificate_data(content, PAPERS[paper])
    return _pdf("certificate.typ", data, {"signed": content.signed}, ARCHIVED)


def slips(contents: Sequence[SlipContent], paper: str = "a4") -> bytes:
    """Slips for people without e-mail, four on a portrait page. Raises as `certificate`."""
    for content in contents:
        refuse_unprintable(content)
    data = {"paper": PAPERS[paper], "title": gettext("Slips"), "slips": [_slip_data(one) for one in contents]}
    return _pdf("slips.typ", data, {}, ("ua-1",))


def refuse_unprintable(content: CertificateContent | SlipContent) -> None:
    """Raises `MissingGlyphs` if a character cannot be printed here; cheap, asked before release."""
    refuse_missing_glyphs(*content.texts())


def _pdf(source: str, data: Mapping[str, Any], more: Mapping[str, bytes], standards: Sequence[str]) -> bytes:
    try:
        return typeset(_source(source), data, files=more, standards=standards)
    except TypesettingFailed as error:
        if "does not fit" in error.detail:
            raise CertificateTextTooLong(str(data.get("title", ""))[:120]) from error
        raise


@cache
def _source(name: str) -> str:
    return files(__package__).joinpath(name).read_text("utf-8")


def _interface(language: str) -> str:
    return language if language.partition("-")[0] in ("en", "fr") else "en"


def _certificate_data(content: CertificateContent, paper: str) -> dict[str, Any]:
    at = content.at
    return {
        "paper": paper,
        "language": content.language.partition("-")[0] or "en",
        "stack": list(font_stack(content.language)),
        "name": content.name,
        "can": content.can,
        "title": content.title,
        "certified": content.certified,
        "institution": content.institution,
        "colour": colour_or_neutral(content.colour),
        "facts": list(content.facts),
        "signatories": [asdict(one) for one in content.signatories],
        "own": _mark_data(
            Mark(
                MarkKind.TAUGHT,
                monogram(content.institution),
                name=content.institution,
                colour=colour_or_neutral(content.colour),
            )
        ),
        "marks": [_mark_data(mark) for mark in content.marks],
        "address": content.address,
        "address-words": gettext("Check it at"),
        "code": content.code,
        "code-words": gettext("Or type this code:"),
        "attached": gettext("The signed record is attached to this file."),
        "signed-name": content.signed_name,
        "signed-type": "application/json" if content.signed[:1] == b"{" else "application/jwt",
        "qr": qr_svg(content.address, border=0),
        "qr-words": gettext("QR code of %(address)s") % {"address": content.address},
        "date": {"year": at.year, "month": at.month, "day": at.day}
        | {"hour": at.hour, "minute": at.minute, "second": at.second},
    }


def _mark_data(mark: Mark) -> dict[str, Any]:
    ink = ink_on(colour_or_neutral(mark.colour))
    letters: list[dict[str, Any]] = []
    if mark.under:
        letters = [
            {"text": mark.sign, "size": 0.4, "dy": -0.13, "ink": ink},
            {"text": mark.under, "size": 0.24, "dy": 0.21, "ink": ink},
        ]
    elif not mark.missing:
        letters = [{"text": mark.sign, "size": 0.42 if len(mark.sign) < 3 else 0.3, "dy": 0, "ink": ink}]
    return {
        "label": mark.label,
        "words": mark.reason if mark.missing else mark.name,
        "missing": mark.missing,
        "letters": letters,
        "svg": (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">'
            f"{mark_outline(mark, '#55605B')}</svg>"
        ),
    }


def _slip_data(content: SlipContent) -> dict[str, Any]:
    with override(_interface(content.language)):
        return {
            "language": content.language.partition("-")[0] or "en",
            "stack": list(font_stack(content.language)),
            "name": content.name,
            "title": content.title,
            "institution": content.institution,
            "entry": content.entry,
            "code": content.code,
            "words": gettext(
                "Scan the code to see your credential and accept it. Or open this page and type:"
            ),
            "qr": qr_svg(content.address, border=0),
            "qr-words": gettext("QR code of %(address)s") % {"address": content.address},
        }
