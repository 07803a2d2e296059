"""Reports read as the rules count them, each with what its issuer was accredited for when it was awarded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from microcred.platform.network import queries as network
from microcred.platform.qualifications.reading import Read, read_report
from microcred.vc.report import VerificationReport


@dataclass(frozen=True)
class ToRead:
    """A report, the id that its credential has for the rules, and the name where it says no title."""

    report: VerificationReport
    identifier: str
    name: str = ""


def read_reports(found: Sequence[ToRead]) -> list[Read]:
    """Each as `read_report` has it, in order. Rights are looked up for all at once, and only here.

    Only what a proof covers has an issuer: where none holds, nobody was accredited for it.
    """
    read = [read_report(one.report, identifier=one.identifier, name=one.name) for one in found]
    signed = [
        (number, one.report.signed.outline or one.report.signed.document, one.report.content.encode())
        for number, one in enumerate(found)
        if one.report.signed is not None
    ]
    scopes = network.scopes_of_awards([(document, body) for _, document, body in signed])
    for (number, _, _), each in zip(signed, scopes, strict=True):
        if each:
            read[number] = replace(read[number], held=replace(read[number].held, scopes=each))
    return read
