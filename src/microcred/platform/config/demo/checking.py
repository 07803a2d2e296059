"""`microcred demo --check`: six credentials, each with the verdict that it must have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from rich.console import Console
from rich.table import Table

from microcred import vc
from microcred.platform.awards import queries as awards
from microcred.platform.catalogue import queries as catalogue
from microcred.platform.catalogue.badges import design_of
from microcred.platform.config.demo.building import Demo
from microcred.platform.credentials import services as credentials
from microcred.platform.institutions import queries as institutions
from microcred.platform.verifier.sources import outside
from microcred.platform.web.badges import badge_png
from microcred.vc.policy import IssuerIn
from microcred.vc.report import VerificationReport
from microcred.vc.verdicts import Verdict


@dataclass(frozen=True)
class Case:
    """A credential with the verdict that it must have."""

    what: str
    data: bytes
    expected: Verdict


def check(made: Demo) -> int:
    """Verifies the six and prints a table; 0 only if all verdicts are right."""
    now = datetime.now(UTC)
    policy = IssuerIn({one.did: one.name for one in institutions.institutions()})
    table = Table("credential", "expected", "actual", "")
    right = True
    for case in cases(made):
        actual = _report(case.data, policy, now).verdict
        right &= actual is case.expected
        mark = "right" if actual is case.expected else "WRONG"
        table.add_row(case.what, case.expected.word, actual.word, mark)
    Console().print(table)
    return 0 if right else 1


def cases(made: Demo) -> Iterator[Case]:
    """Valid, tampered, revoked, suspended, expired, and baked into a PNG."""
    valid = credentials.stored_form(made.accepted).body
    yield Case("valid", valid, Verdict.HOLDS)
    name = awards.award(made.accepted)
    assert name is not None
    yield Case("tampered", valid.replace(name.name.encode(), b"Somebody Else"), Verdict.NOT_GENUINE)
    yield Case("revoked", credentials.stored_form(made.revoked).body, Verdict.WITHDRAWN)
    yield Case("suspended", credentials.stored_form(made.suspended).body, Verdict.WITHDRAWN)
    yield Case("expired", credentials.stored_form(made.expired).body, Verdict.EXPIRED)
    version = catalogue.version(name.version_id)
    badge = design_of(version.content, version.design, institutions.issuer(version.institution_id).name)
    yield Case("baked PNG", vc.bake_png(badge_png(badge), valid), Verdict.HOLDS)


def _report(data: bytes, policy: IssuerIn, now: datetime) -> VerificationReport:
    """What the real `verify` says, trusting exactly the demo's institutions."""
    sources = outside().sources(now=now)
    try:
        return vc.verify(
            data, at=now, resolver=sources.resolver, statuses=sources.statuses, policy=policy
        ).report
    except (vc.NotVerified, vc.NotDecided) as error:
        return error.report
