"""Own credentials, their signed bytes checked: each once an hour, and again when its status changes.

A page asks the index columns which status each has (one question for all), and takes the check of that status
from a memory of this process; only what is not in it is read and verified, the bytes of all in one question.
A profile, a timeline and a list cost the same number of questions for one credential and for five hundred.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from microcred.platform.awards.facts import Facts, facts
from microcred.platform.awards.queries import AwardRow
from microcred.platform.credentials import queries as credentials
from microcred.platform.credentials import services
from microcred.platform.credentials.queries import CredentialRow
from microcred.platform.portfolio.reading import held, said
from microcred.platform.portfolio.rounds import Round
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
    known = {row.public_id: _memory.get(row.etag) for row in rows}
    missing = [one for one, check in known.items() if check is None]
    bodies = services.stored_forms(missing) if missing else {}
    checks = Round.of(now) if bodies else None
    found = {}
    for row in rows:
        one = known[row.public_id]
        if one is None and checks is not None and row.public_id in bodies:
            one = _check(row, bodies[row.public_id].body, checks)
            _memory.put(row.etag, one)
        if one is not None:
            found[row.public_id] = (row, one)
    return found


def _check(row: CredentialRow, body: bytes, checks: Round) -> Checked:
    report = checks.examine(body)
    document = parse(body)
    facts_ = facts(document)
    return Checked(
        facts_,
        report.verdict,
        checks.at,
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
