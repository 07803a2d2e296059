"""For which scopes an institution was accredited, as plain text that a rule can name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network import rows
from microcred.platform.network.models import Right
from microcred.platform.network.queries.standings import anchors, filed, find, logged
from microcred.platform.network.scope import Given, Scope, Subject, Verb, chain
from microcred.platform.network.scope.branches import ISCED_F, Above, shorter, within
from microcred.platform.network.scope.chains import Find
from microcred.platform.network.scope.subjects import awarded_at, subject_of


def scopes_held(
    institution_did: str,
    role: Verb,
    at: datetime,
    *,
    subject: Subject | None = None,
    logged_at: datetime | None = None,
) -> tuple[str, ...]:
    """What an institution was accredited for at `at`: the role, fields by their digits, branches by address.

    Only rights whose chain holds count. Without a `subject` it is what the rights name. With one it is what
    lies at or above the subject and inside a right that covers it: accredited for 04, and asked about 0411,
    that is 04, 041 and 0411; accredited for 0411 it is 0411 alone. `logged_at` as for `standing`.
    """
    ends, above, known = anchors(), filed(subject.skills if subject else ()), _remembered()
    held = Right.objects.filter(holder_did=institution_did, verb=role).defer("body", "withdrawal_body")
    sound = [
        one.scope
        for one in map(rows.given, held.order_by("pk"))
        if chain(one, known, ends, at=at, logged_at=logged_at, subject=subject, above=above).outcome
        == "passed"
    ]
    if not sound:
        return ()
    found = {value for scope in sound for value in _values(scope, subject, above)}
    return (role, *sorted(value.removeprefix(ISCED_F) for value in found))


def scopes_of_award(document: Mapping[str, Any], body: bytes) -> tuple[str, ...]:
    """For what the issuer of a signed Open Badge was accredited to certify, as of the date of the award.

    `body` is the signed text, whose hash is looked for in the log. Empty for what is no Open Badge.
    """
    try:
        at, subject, issuer = awarded_at(document), subject_of(document), document["issuer"]
    except (MicrocredError, KeyError, TypeError, ValueError):
        return ()
    did = str(issuer.get("id", "")) if isinstance(issuer, Mapping) else str(issuer)
    if at is None or not did:
        return ()
    return scopes_held(did, "certify", at, subject=subject, logged_at=logged(sha256(body).hexdigest()))


def _remembered() -> Find:
    known: dict[str, Given | None] = {}

    def remembered(address: str) -> Given | None:
        if address not in known:
            known[address] = find(address)
        return known[address]

    return remembered


def _values(scope: Scope, subject: Subject | None, above: Above) -> Iterator[str]:
    if subject is None:
        yield from (branch.address for branch in scope.branches)
        return
    asked = {*subject.skills, *(over for skill in subject.skills for over in above(skill))}
    if subject.field:
        asked |= {subject.field, *shorter(subject.field)}
    for address in asked:
        if not scope.branches or any(within(address, one.address, above) for one in scope.branches):
            yield address


__all__ = ["scopes_held", "scopes_of_award"]
