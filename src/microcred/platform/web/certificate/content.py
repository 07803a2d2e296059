"""What a certificate says. Plain values: words are chosen and translated by whoever asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from microcred.platform.web.marks import MarkRow
from microcred.platform.web.monogram import NEUTRAL


@dataclass(frozen=True)
class Signatory:
    """Who stands behind it: a name and, under it, an office. No picture of a signature."""

    name: str
    office: str = ""


@dataclass(frozen=True)
class CertificateContent:
    """One certificate.

    `can` is the sentence after the name ("can present to an audience at level 5."); `certified` the line
    with institution and date; `facts` short statements (credits, hours, level, assessment, how identity was
    established); `address` the page of the credential, `code` what a person without a camera types;
    `signed` the bytes of the signed record, attached as `signed_name`; `at` the time of the record's
    signing, which dates the file. `language` is a BCP 47 tag.
    """

    language: str
    name: str
    can: str
    title: str
    certified: str
    institution: str
    marks: MarkRow
    address: str
    signed: bytes
    at: datetime
    colour: str = NEUTRAL
    facts: Sequence[str] = ()
    signatories: Sequence[Signatory] = ()
    code: str = ""
    signed_name: str = "credential.json"

    def texts(self) -> Iterator[str]:
        """Every text that will be printed."""
        yield from (self.name, self.can, self.title, self.certified, self.institution, self.code)
        yield from self.facts
        for one in self.signatories:
            yield from (one.name, one.office)
        for mark in self.marks:
            yield from (mark.sign, mark.under, mark.name, mark.reason, mark.label)


@dataclass(frozen=True)
class SlipContent:
    """One slip: whose it is, what for, where to go and the code to type there."""

    language: str
    name: str
    title: str
    institution: str
    address: str
    entry: str
    code: str
    colour: str = NEUTRAL

    def texts(self) -> Iterator[str]:
        """Every text that will be printed."""
        yield from (self.name, self.title, self.institution, self.code)
