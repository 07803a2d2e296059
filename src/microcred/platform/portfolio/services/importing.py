"""Credentials from elsewhere: examined, kept with their bytes and verdict, examined again."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext

from microcred.errors import MicrocredError
from microcred.platform.accounts import queries as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.awards import queries as awards
from microcred.platform.institutions.queries import origin
from microcred.platform.journal import services as journal
from microcred.platform.portfolio import access
from microcred.platform.portfolio.errors import (
    AlreadyKept,
    CannotBeCounted,
    NotACredential,
    OwnAlready,
    TooMany,
)
from microcred.platform.portfolio.events import ImportChanged
from microcred.platform.portfolio.models import Imported
from microcred.platform.portfolio.queries.holdings import settle
from microcred.platform.portfolio.reading import knows_issuer, outcome_of, said_of, time_of
from microcred.platform.portfolio.recipients import whose
from microcred.platform.verifier.intake import Given
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside
from microcred.vc.checks import Step
from microcred.vc.outcomes import Outcome
from microcred.vc.report import VerificationReport

if TYPE_CHECKING:
    from collections.abc import Mapping

MOST = 500
"""Imports of one learner."""
AGAIN = timedelta(days=1)
"""How old a check may be before the round makes it again."""
_ROUND = 200
_log = logging.getLogger(__name__)


def keep(*, actor: Account, given: Given, now: datetime) -> str:
    """Examines what was given and keeps it for the learner; its public id.

    It may fetch issuer documents and status lists, so call it outside a transaction. Raises `NotACredential`,
    `AlreadyKept`, `OwnAlready` or `TooMany`.
    """
    digest = sha256(given.data).hexdigest()
    mine = Imported.objects.filter(owner=actor)
    same = mine.filter(sha256=digest).values_list("pk", flat=True).first()
    if same is not None:
        raise AlreadyKept(same)
    if mine.count() >= MOST:
        raise TooMany(str(MOST))
    report = examine(given.data, now)
    kind = report.check(Step.KIND)
    if kind.outcome is not Outcome.PASSED or (report.signed is None and report.claimed is None):
        raise NotACredential(gettext(kind.reason) if kind.outcome is not Outcome.PASSED else "")
    values = _columns(report, actor)
    if _is_own(values["credential"], actor):
        raise OwnAlready
    try:
        with transaction.atomic():
            row = Imported.objects.create(
                owner=actor,
                body=given.data,
                sha256=digest,
                file_name=given.name[:300],
                address=given.address[:2000],
                added_at=now,
                checked_at=now,
                **values,
            )
    except IntegrityError:  # the same file twice at once
        raise AlreadyKept(mine.get(sha256=digest).pk) from None
    return str(row.pk)


def examine(data: bytes, now: datetime) -> VerificationReport:
    """The report on an import; the learner gave it, so its issuer may be asked about it."""
    return examine_for(data, at=now, sources=outside().sources(consent=True, now=now))


def check_again(*, actor: Account, public_id: str, now: datetime) -> VerificationReport:
    """Examines a kept credential again and stores what it came to; the report. Raises `NotHeld`."""
    row = access.imported(actor, public_id)
    return _check(row, actor, now)


def check_due(*, now: datetime) -> int:
    """Examines again what was last checked a day ago or longer; how many. For the hourly round."""
    due = Imported.objects.filter(checked_at__lte=now - AGAIN).select_related("owner").order_by("checked_at")
    count = 0
    for row in due[:_ROUND]:
        try:
            _check(row, row.owner, now)
            count += 1
        except MicrocredError as error:  # one that cannot be read stops none of the others
            _log.warning("an import was not checked again: %s", error.code)
    return count


def count_privately(*, actor: Account, public_id: str, counted: bool, now: datetime) -> None:
    """Counts an import in the learner's private view, or no more. Raises `CannotBeCounted` or `NotHeld`."""
    with transaction.atomic():
        row = access.imported(actor, public_id, lock=True)
        if counted and settle(row) not in ("issuer", "person"):
            raise CannotBeCounted
        row.counted = counted
        row.save(update_fields=["counted"])


def remove(*, actor: Account, public_id: str) -> None:
    """Deletes an import with its bytes. Raises `NotHeld`."""
    with transaction.atomic():
        access.imported(actor, public_id, lock=True).delete()


def _check(row: Imported, owner: Account, now: datetime) -> VerificationReport:
    report = examine(bytes(row.body), now)
    values = {**_columns(report, owner), "checked_at": now}
    with transaction.atomic():
        stored = Imported.objects.select_for_update().filter(pk=row.pk).first()
        if stored is not None:  # else it was removed meanwhile
            before = (stored.verdict, stored.code)
            Imported.objects.filter(pk=row.pk).update(**values)
            if before != (values["verdict"], values["code"]):
                journal.record(ImportChanged(row.pk, values["verdict"], values["code"], now, None))
    return report


def _columns(report: VerificationReport, owner: Account) -> dict[str, Any]:
    """The columns of an import, read out of its report."""
    found = report.signed or report.claimed
    assert found is not None
    document: Mapping[str, Any] = found.outline or found.document
    until = time_of(found.valid_until)
    language = found.achievement.get("inLanguage")
    first = next((one for one in report.checks if one.outcome in (Outcome.FAILED, Outcome.UNDECIDED)), None)
    return {
        "verdict": report.verdict.value,
        "code": first.code[:100] if first else "",
        "outcome": outcome_of(report) if report.signed else "failed",
        "issuer_known": knows_issuer(report),
        "whose": whose(document, accounts.confirmed_addresses(owner), owner.name).value,
        "credential": found.id[:500],
        "title": (found.title or found.types[-1])[:300],
        "recipient": found.recipient[:300],
        "issuer": found.issuer[:500],
        "issuer_name": (report.trusted_as or found.issuer_name)[:300],
        "language": language[:35] if isinstance(language, str) else "",
        "valid_from": time_of(found.valid_from),
        "valid_until": until,
        "found_in": report.found_in[:10],
        "said": said_of(report).as_json(),
    }


def _is_own(credential: str, actor: Account) -> bool:
    start = f"{origin()}/c/"
    if not credential.startswith(start):
        return False
    public_id = credential.removeprefix(start)
    return any(one.public_id == public_id for one in awards.held_by(actor))
