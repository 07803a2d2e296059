"""The making of awards, one or a chunk of many: signed, stored and the mails queued in one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from microcred.platform.awards.addresses import achievement_address, badge_address
from microcred.platform.awards.documents import Template, template
from microcred.platform.awards.events import Awarded
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Acceptance, Award, Visibility, new_token
from microcred.platform.awards.people import new_code, person_hash
from microcred.platform.awards.rights import require_right
from microcred.platform.awards.sheets import SheetRow
from microcred.platform.catalogue.queries import VersionDetail
from microcred.platform.credentials import services as credentials
from microcred.platform.credentials.services import Succession
from microcred.platform.institutions.queries import IssuerDetail
from microcred.platform.journal import services as journal
from microcred.platform.journal.bulk import insert_rows, stored_time
from microcred.platform.network import queries as network
from microcred.vc.signer import Signer

KIND = "award"
MAIL = "awards.awarded"
COLUMNS = (
    "credential_id",
    "institution_id",
    "achievement_id",
    "version_id",
    "batch_id",
    "row",
    "person",
    "live",
    "name",
    "email",
    "person_id",
    "grade",
    "language",
    "identity_way",
    "awarded_at",
    "awarded_by_id",
    "token",
    "claim_code",
    "invited_at",
    "reminders",
    "learner_id",
    "acceptance",
    "decided_at",
    "visibility",
    "share",
)


@dataclass(frozen=True)
class Inherited:
    """What a successor takes over from the award it replaces: the holder and their choice."""

    learner_id: int | None = None
    acceptance: str = Acceptance.PENDING
    decided_at: datetime | None = None
    visibility: str = Visibility.PRIVATE
    share: str = ""


NEW = Inherited()


@dataclass
class Grant:
    """Everything that a chunk of awards has in common."""

    issuer: IssuerDetail
    signer: Signer
    version: VersionDetail
    achievement_id: int
    identity: Identity
    now: datetime
    actor_id: int | None = None
    batch_id: int | None = None
    batch: str = ""
    _permitted: bool = field(default=False, repr=False)
    _templates: dict[str, Template] = field(default_factory=dict, repr=False)

    def require_right(self) -> None:
        """Raises `OutsideScope` where an accreditation is asked for and none covers it; asked once."""
        if not self._permitted:
            require_right(self.version, self.now)
            self._permitted = True

    def contents(self, rows: Sequence[SheetRow]) -> list[dict[str, Any]]:
        """The unsigned credentials of some people."""
        return [self.template(row.language).document_for(row, self.now) for row in rows]

    def template(self, language: str) -> Template:
        """The template in a language, made once."""
        if language not in self._templates:
            address = achievement_address(self.version.achievement)
            self._templates[language] = template(
                self.version.content,
                self.issuer,
                address=address,
                number=self.version.number,
                image=badge_address(self.version.achievement, self.version.number),
                identity=self.identity,
                language=language,
                endorsements=network.educator_statements(
                    address, self.now, certifier=self.version.institution_id
                ),
            )
        return self._templates[language]


def grant(
    work: Grant,
    rows: Sequence[SheetRow],
    *,
    succession: Succession | None = None,
    inherited: Inherited = NEW,
    mail: str = MAIL,
) -> list[str]:
    """Awards to `rows` within the caller's transaction; the public ids in order.

    The caller has left out who holds it already; if somebody else was quicker, the constraint
    `awarded_once` raises `IntegrityError` and nothing of the chunk is kept.
    """
    work.require_right()
    ids = credentials.issue_many(
        institution_id=work.issuer.id,
        kind=KIND,
        contents=work.contents(rows),
        signer=work.signer,
        now=work.now,
        succession=succession,
    )
    insert_rows(Award, COLUMNS, _award_rows(work, rows, ids, inherited))
    journal.queue_mails(
        mail, [public_id for row, public_id in zip(rows, ids, strict=True) if row.email], now=work.now
    )
    journal.record(
        Awarded(
            tuple(ids),
            work.version.achievement,
            work.version.number,
            work.issuer.id,
            work.batch,
            work.now,
            work.actor_id,
        )
    )
    return ids


def _award_rows(
    work: Grant, rows: Sequence[SheetRow], ids: Sequence[str], inherited: Inherited
) -> list[tuple[Any, ...]]:
    stamp = stored_time(work.now)
    decided = stored_time(inherited.decided_at) if inherited.decided_at else None
    head = (work.issuer.id, work.achievement_id, work.version.id, work.batch_id)
    tail = (0, inherited.learner_id, inherited.acceptance, decided, inherited.visibility, inherited.share)
    way = work.identity.way
    return [
        (
            public_id,
            *head,
            row.number if work.batch_id else None,
            person_hash(work.issuer.id, row),
            True,
            row.name,
            row.email,
            row.person_id,
            row.grade,
            row.language,
            way,
            stamp,
            work.actor_id,
            new_token(),
            None if row.email else new_code(),
            stamp if row.email else None,
            *tail,
        )
        for row, public_id in zip(rows, ids, strict=True)
    ]
