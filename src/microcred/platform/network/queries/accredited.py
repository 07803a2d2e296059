"""For which scopes an institution was accredited, as plain text that a rule can name."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network import rows
from microcred.platform.network.models import Right
from microcred.platform.network.queries.leaves import leaves_of
from microcred.platform.network.queries.standings import filed
from microcred.platform.network.reading import anchors
from microcred.platform.network.scope import Given, Scope, Subject, Verb, chain
from microcred.platform.network.scope.branches import ISCED_F, Above, shorter, within
from microcred.platform.network.scope.chains import LIMIT
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
    known = _Known({institution_did}, role, subject.skills if subject else ())
    return known.scopes(institution_did, at, subject, logged_at)


def scopes_of_award(document: Mapping[str, Any], body: bytes) -> tuple[str, ...]:
    """For what the issuer of a signed Open Badge was accredited to certify, as of the date of the award.

    `body` is the signed text, whose hash is looked for in the log. Empty for what is no Open Badge.
    """
    return scopes_of_awards([(document, body)])[0]


def scopes_of_awards(awards: Sequence[tuple[Mapping[str, Any], bytes]]) -> list[tuple[str, ...]]:
    """The same for many at once: the database is asked as often as for one."""
    asked = [_asked(document) for document, _ in awards]
    skills = {skill for one in asked if one for skill in one.subject.skills}
    known = _Known({one.did for one in asked if one}, "certify", skills)
    digests = [sha256(body).hexdigest() for _, body in awards]
    leaves = leaves_of(digests) if known.any else {}
    found: list[tuple[str, ...]] = []
    for one, digest in zip(asked, digests, strict=True):
        leaf = leaves.get(digest)
        logged_at = leaf.head.at if leaf else None
        found.append(known.scopes(one.did, one.at, one.subject, logged_at) if one else ())
    return found


@dataclass(frozen=True, slots=True)
class _Asked:
    did: str
    at: datetime
    subject: Subject


def _asked(document: Mapping[str, Any]) -> _Asked | None:
    try:
        at, subject, issuer = awarded_at(document), subject_of(document), document["issuer"]
    except (MicrocredError, KeyError, TypeError, ValueError):
        return None
    did = str(issuer.get("id", "")) if isinstance(issuer, Mapping) else str(issuer)
    return _Asked(did, at, subject) if at is not None and did else None


class _Known:
    """The rights of some institutions and what they rest on, read once."""

    def __init__(self, dids: Collection[str], role: Verb, skills: Iterable[str]) -> None:
        self._role: Verb = role
        own = Right.objects.filter(holder_did__in=dids, verb=role).defer("body", "withdrawal_body")
        self._held = [rows.given(row) for row in own.order_by("pk")]
        self.any = bool(self._held)
        if self.any:
            self._rights: dict[str, Given] = {one.id: one for one in self._held}
            self._climb()
            self._ends = anchors()
            branches = (branch for one in self._rights.values() for branch in one.scope.branches)
            self._above = filed({*skills, *(branch.address for branch in branches)})

    def scopes(
        self, did: str, at: datetime, subject: Subject | None, logged_at: datetime | None
    ) -> tuple[str, ...]:
        """The scopes of one of them; empty without a right that holds."""
        sound = [
            one.scope for one in self._held if one.holder == did and self._holds(one, at, subject, logged_at)
        ]
        if not sound:
            return ()
        found = {value for scope in sound for value in _values(scope, subject, self._above)}
        return (self._role, *sorted(value.removeprefix(ISCED_F) for value in found))

    def _holds(self, one: Given, at: datetime, subject: Subject | None, logged_at: datetime | None) -> bool:
        found = chain(
            one,
            self._rights.get,
            self._ends,
            at=at,
            logged_at=logged_at,
            subject=subject,
            above=self._above,
        )
        return found.outcome == "passed"

    def _climb(self) -> None:
        """Reads what these rights rest on, one height after the other, as far as a chain may go."""
        waiting = {one.rests_on for one in self._held}
        for _ in range(LIMIT + 1):
            waiting -= {"", *self._rights}
            if not waiting:
                break
            above = Right.objects.filter(address__in=waiting).defer("body", "withdrawal_body")
            new = [rows.given(row) for row in above]
            self._rights.update((one.id, one) for one in new)
            waiting = {one.rests_on for one in new}


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


__all__ = ["scopes_held", "scopes_of_award", "scopes_of_awards"]
