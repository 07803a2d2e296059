"""Own credentials, their signed bytes checked again: each once for each change of its status, in an hour."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from microcred.platform.awards.facts import Facts, facts
from microcred.platform.awards.queries import AwardRow
from microcred.platform.credentials import queries as credentials
from microcred.platform.credentials import services
from microcred.platform.credentials.errors import ContentGone
from microcred.platform.credentials.queries import CredentialRow
from microcred.platform.portfolio.reading import held, said
from microcred.platform.verifier.services import examine_for
from microcred.platform.verifier.sources import outside
from microcred.ports.memory import Memory
from microcred.skills.profile.profile import HeldCredential
from microcred.vc.jsontext import parse
from microcred.vc.verdicts import Verdict

SECONDS = 3600.0
"""How long a check is used again while the status stays the same: a key may have been given up since."""


@dataclass(frozen=True)
class Checked:
    """One own credential: what its bytes say, what the check came to, and how the profile counts it."""

    facts: Facts
    verdict: Verdict
    at: datetime
    held: HeldCredential | None


_memory: Memory[Checked] = Memory(seconds=SECONDS, places=20_000)


def checked(awards: Iterable[AwardRow], now: datetime) -> Mapping[str, tuple[CredentialRow, Checked]]:
    """The credentials of these awards by public id, each with its check; erased ones are left out."""
    rows = credentials.by_ids([one.public_id for one in awards])
    found = {}
    for row in rows:
        one = _memory.get(row.etag) or _check(row, now)
        if one is not None:
            _memory.put(row.etag, one)
            found[row.public_id] = (row, one)
    return found


def _check(row: CredentialRow, now: datetime) -> Checked | None:
    try:
        body = services.stored_form(row.public_id).body
    except ContentGone:
        return None
    report = examine_for(body, at=now, sources=outside().sources(now=now))
    document = parse(body)
    facts_ = facts(document)
    return Checked(
        facts_,
        report.verdict,
        now,
        held(
            report,
            identifier=row.public_id,
            title=facts_.title,
            issuer_name=report.trusted_as or facts_.institution,
            found=said(document),
            taken_back_at=row.changed_at,
            supersedes=row.supersedes or None,
        ),
    )
