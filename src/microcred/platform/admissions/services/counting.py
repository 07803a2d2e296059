"""What credentials would count for in a programme, and why. Nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from microcred.platform.accounts import queries as accounts
from microcred.platform.admissions.errors import NothingDropped, TooManyDropped
from microcred.platform.admissions.queries import ProgrammeDetail
from microcred.platform.portfolio.recipients import whose
from microcred.platform.qualifications.accredited import ToRead, read_reports
from microcred.platform.qualifications.holdings import owned
from microcred.platform.qualifications.reading import Read, at_home, issuer_accepted
from microcred.platform.qualifications.shown import Told, told
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import Aside, outside
from microcred.rules.evaluate.evaluation import Evaluation
from microcred.rules.model.rule import Rule
from microcred.vc.report import VerificationReport

if TYPE_CHECKING:
    from microcred.platform.accounts.models import Account

MOST_FILES = 40


@dataclass(frozen=True)
class Dropped:
    """One file or pasted text, still unread."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Part:
    """One of a programme's rules and what it comes to."""

    what: str
    book: str
    rule: Rule
    told: Told
    evaluation: Evaluation


@dataclass(frozen=True)
class Estimate:
    """What was read, and what it comes to under each rule.

    `open_issuers` are names not known here, `people` those who are named where it is not one alone.
    """

    read: tuple[Read, ...]
    parts: tuple[Part, ...]
    open_issuers: tuple[str, ...]
    people: tuple[str, ...] = ()


def examined(
    dropped: Iterable[Dropped],
    *,
    now: datetime,
    consent: bool = False,
    aside: Aside = nullcontext,
    owner: Account | None = None,
) -> list[Read]:
    """Each file as the verifier finds it, in order; raises `NothingDropped` or `TooManyDropped`.

    `consent` allows requests that tell an issuer which credential is looked at. With an `owner` what names
    somebody else, or nobody, does not count.
    """
    files = [one for one in dropped if one.data.strip()]
    if not files:
        raise NothingDropped
    if len(files) > MOST_FILES:
        raise TooManyDropped(f"{len(files)}")
    sources = outside().sources(consent=consent, aside=aside, now=now)
    found: list[ToRead] = []
    for number, one in enumerate(files, 1):
        report = examine_for(one.data, at=now, sources=sources)
        for place, each in enumerate(report.inside if report.presents else (report,), 1):
            found.append(ToRead(each, f"{number}-{place}", one.name))
    read = read_reports(found)
    if owner is None:
        return read
    addresses = accounts.confirmed_addresses(owner)
    return [_owned(each, one.report, addresses, owner.name) for one, each in zip(found, read, strict=True)]


def _owned(read: Read, report: VerificationReport, addresses: Collection[str], name: str) -> Read:
    if report.signed is None:
        return read
    document = report.signed.outline or report.signed.document
    return owned(read, whose(document, addresses, name).value)


def estimate(
    programme: ProgrammeDetail, read: Sequence[Read], now: datetime, *, at_once: bool = False
) -> Estimate:
    """What each rule that is published comes to for what was read; `at_once` as `shown.told` has it.

    A credential that is sound but from an issuer that nobody here knows is counted, and its issuer named:
    whether that holds is decided in the case.
    """
    held = [
        at_home(
            issuer_accepted(one.held) if one.issuer_open and not one.identity_open else one.held,
            programme.did,
        )
        for one in read
    ]
    names = {one.held.id: one.title for one in read}
    parts = []
    for what, book, rule in programme.rules:
        shown, evaluation = told(rule, held, now.date(), names, at_once=at_once)
        parts.append(Part(what, book, rule, shown, evaluation))
    issuers = tuple(dict.fromkeys(one.issuer_name for one in read if one.issuer_open))
    people = {one.holder.casefold(): one.holder for one in read if one.holder}
    return Estimate(tuple(read), tuple(parts), issuers, tuple(people.values()) if len(people) > 1 else ())
