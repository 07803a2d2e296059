"""What verifications established of sound credentials, kept while all that they hang on stays the same.

A register of a hundred thousand people is measured again and again; to verify each of their credentials takes
milliseconds, to read what was found last time some microseconds. What is kept hangs on the status of the
credential, on the keys of who awarded it, on rights and trust lists, and on this release; any change of
these, and a day gone by, has it verified anew. Only what was found sound is kept: all else is verified each
time. A decision never reads it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from hashlib import sha256
from importlib.metadata import version
from typing import Any

from microcred.platform.institutions import queries as institutions
from microcred.platform.network.queries import registry
from microcred.platform.portfolio import queries as portfolio
from microcred.platform.portfolio.queries import Kept
from microcred.platform.qualifications.holdings import as_read
from microcred.platform.qualifications.models import Established
from microcred.platform.qualifications.reading import at_home
from microcred.platform.verifier.trust import stored as trust
from microcred.rules.facts import HeldCredential, State

LASTS = timedelta(days=1)
"""How long it counts while nothing changes: as long as the check of an import does."""
LOT = 500
_FIELDS = tuple(name for name in HeldCredential.__dataclass_fields__ if name not in ("state", "home"))


def held_by(learners: Collection[int], home: str, now: datetime) -> dict[int, list[HeldCredential]]:
    """What these learners hold as the rules count it, as seen from the institution `home` (a DID).

    It is what `holdings` finds, but only what changed or is stale is verified anew, and then kept.
    """
    kept = portfolio.kept_by(learners)
    hangs_on = _hangs_on(kept)
    rows = Established.objects.filter(learner__in=learners, at__lte=now, until__gt=now)
    known = {
        key: _read(facts, home)
        for key, digest, facts in rows.values_list("credential", "hangs_on", "facts")
        if hangs_on.get(key) == digest
    }
    fresh = [one for one in kept if one.id not in known]
    for begin in range(0, len(fresh), LOT):
        lot = fresh[begin : begin + LOT]
        found = _verified(lot, now)
        _keep(lot, found, hangs_on, now)
        known |= {key: at_home(held, home) for key, held in found.items()}
    held: dict[int, list[HeldCredential]] = {learner: [] for learner in learners}
    for one in kept:
        if one.id in known:
            held[one.owner].append(known[one.id])
    return held


def _hangs_on(kept: Sequence[Kept]) -> dict[str, str]:
    """By credential the digest of what its verification hangs on."""
    keys = institutions.stamps()
    world = f"{version('microcred')} {registry.stamp()} {trust.stamp()}"
    everybody = sha256(repr(sorted(keys.items())).encode()).hexdigest()
    return {
        one.id: sha256(
            f"{world} {everybody if one.institution is None else keys[one.institution]} "
            f"{one.owner} {one.status}".encode()
        ).hexdigest()
        for one in kept
    }


def _verified(kept: Sequence[Kept], now: datetime) -> dict[str, HeldCredential]:
    return {one.held.id: one.held for one in as_read(portfolio.reports_on(kept, now))}


def _keep(
    kept: Sequence[Kept], found: dict[str, HeldCredential], hangs_on: dict[str, str], now: datetime
) -> None:
    rows = [
        Established(
            credential=one.id,
            learner_id=one.owner,
            hangs_on=hangs_on[one.id],
            facts=_written(found[one.id]),
            at=now,
            until=_until(found[one.id], now),
        )
        for one in kept
        if one.id in found and found[one.id].state is State.VERIFIED and _until(found[one.id], now) > now
    ]
    fields = ["learner", "hangs_on", "facts", "at", "until"]
    Established.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["credential"], update_fields=fields
    )


def _until(held: HeldCredential, now: datetime) -> datetime:
    """A day from now, and never into the day on which the credential ends."""
    last = now + LASTS
    if held.valid_until is None:
        return last
    return min(last, datetime.combine(held.valid_until, time(), UTC))


def _written(held: HeldCredential) -> str:
    values = [getattr(held, name) for name in _FIELDS]
    return json.dumps([_plain(one) for one in values], ensure_ascii=False, separators=(",", ":"))


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return [value.numerator, value.denominator]
    return value.isoformat() if isinstance(value, date) else value


def _read(text: str, home: str) -> HeldCredential:
    """What `_written` gave, of a credential that was found sound."""
    values = dict(zip(_FIELDS, json.loads(text), strict=True))
    for name in ("awarded", "valid_from", "valid_until"):
        if values[name]:
            values[name] = date.fromisoformat(values[name])
    if values["credits"]:
        values["credits"] = Fraction(*values["credits"])
    values["skills"] = tuple((skill, level) for skill, level in values["skills"])
    values["scopes"], values["outcomes"] = tuple(values["scopes"]), tuple(values["outcomes"])
    return HeldCredential(**values, home=values["issuer"] == home)
