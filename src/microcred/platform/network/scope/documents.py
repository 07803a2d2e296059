"""A right as an Open Badge and back: rows of `alignment` that every peer can read, without a context of ours.

The rows have target types with the prefix `ext:`, as the standard foresees (Open Badges 3.0, B.6.1).
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal, InvalidOperation
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network.scope.chains import Given
from microcred.platform.network.scope.values import HIGHEST, LOWEST, VERBS, Branch, Scope
from microcred.vc.openbadges import (
    Alignment,
    Profile,
    Recipient,
    achievement,
    achievement_credential,
    vocabularies,
)
from microcred.vc.openbadges.terms import CREDENTIALS_CONTEXT
from microcred.vc.timestamps import parse_timestamp, write_timestamp

PLACEHOLDER = "urn:uuid:00000000-0000-4000-8000-000000000000"
VERB, BRANCH, LEVEL, METHOD, COUNTRY, CREDITS, PASSES_ON, RESTS_ON = (
    f"ext:{name}"
    for name in (
        "rightTo",
        "rightBranch",
        "rightLevel",
        "rightMethod",
        "rightCountry",
        "rightCredits",
        "rightPassesOn",
        "rightRestsOn",
    )
)
_URN = "urn:microcred:right:"
_EQF = "http://data.europa.eu/snb/eqf/"
_COUNTRY = "urn:iso:std:iso:3166:-1:"
WITHDRAWAL = "urn:microcred:RightWithdrawal"
KIND = "QualityAssuranceCredential"


def right_document(
    *, issuer: Profile, holder: str, holder_name: str, scope: Scope, rests_on: str, title: str, sentence: str
) -> dict[str, Any]:
    """The unsigned document of a right; `title` and `sentence` say it in words. Raises `ContentRefused`."""
    made = achievement(
        f"{_URN}{scope.verb}",
        title,
        sentence,
        criteria=sentence,
        more=[Alignment.of(**row) for row in _rows(scope, rests_on)],
    ).model_copy(update={"achievement_type": KIND})
    return achievement_credential(
        identifier=PLACEHOLDER,
        issuer=issuer,
        achievement=made,
        recipient=Recipient(name=holder_name, did=holder),
        valid_from=scope.starts,
        valid_until=scope.ends,
    ).document()


def _rows(scope: Scope, rests_on: str) -> Iterator[dict[str, str]]:
    yield _row(VERB, f"{_URN}{scope.verb}", f"May {scope.verb}", scope.verb)
    for branch in scope.branches:
        yield _row(BRANCH, branch.address, branch.label or branch.address)
    for level in range(scope.lowest, scope.highest + 1):
        yield _row(LEVEL, f"{_EQF}{level}", f"EQF {level}", str(level))
    for method in sorted(scope.methods):
        yield _row(METHOD, vocabularies.ASSESSMENT.address(method), method, method)
    for country in sorted(scope.countries):
        yield _row(COUNTRY, f"{_COUNTRY}{country}", country, country)
    if scope.credits is not None:
        number = f"{scope.credits.normalize():f}"
        yield _row(CREDITS, f"{_URN}credits", f"At most {number} credits", number)
    if scope.passes_on:
        yield _row(PASSES_ON, f"{_URN}passes-on", "May be passed on", str(scope.passes_on))
    if rests_on:
        yield _row(RESTS_ON, rests_on, "The right that this one rests on")


def _row(kind: str, address: str, name: str, code: str = "") -> dict[str, str]:
    row = {"target_type": kind, "target_url": address, "target_name": name}
    return {**row, "target_code": code} if code else row


def read_right(document: Mapping[str, Any]) -> Given | None:
    """The right in a document whose proof was checked, or None for one that is none.

    Nothing is guessed: a row that cannot be read makes it none.
    """
    try:
        return _read(document)
    except (KeyError, TypeError, ValueError, AttributeError, InvalidOperation, MicrocredError):
        return None


def _read(document: Mapping[str, Any]) -> Given | None:
    subject, issuer = document["credentialSubject"], document["issuer"]
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in subject["achievement"]["alignment"]:
        rows.setdefault(row.get("targetType", ""), []).append(row)
    (verb,) = (row["targetCode"] for row in rows[VERB])
    levels = sorted(int(row["targetCode"]) for row in rows[LEVEL])
    if verb not in VERBS or levels != list(range(levels[0], levels[-1] + 1)):
        return None
    until = document.get("validUntil")
    rests = rows.get(RESTS_ON, [])
    if len(rests) > 1 or len(rows.get(CREDITS, [])) > 1 or len(rows.get(PASSES_ON, [])) > 1:
        return None
    scope = Scope(
        verb=verb,
        starts=parse_timestamp(document["validFrom"]),
        ends=parse_timestamp(until) if until else None,
        branches=tuple(Branch(row["targetUrl"], row["targetName"]) for row in rows.get(BRANCH, ())),
        lowest=max(levels[0], LOWEST),
        highest=min(levels[-1], HIGHEST),
        methods=frozenset(row["targetCode"] for row in rows.get(METHOD, ())),
        countries=frozenset(row["targetCode"] for row in rows.get(COUNTRY, ())),
        credits=next((Decimal(row["targetCode"]) for row in rows.get(CREDITS, ())), None),
        passes_on=next((int(row["targetCode"]) for row in rows.get(PASSES_ON, ())), 0),
    )
    giver = issuer if isinstance(issuer, str) else issuer["id"]
    return Given(document["id"], giver, subject["id"], scope, rests[0]["targetUrl"] if rests else "")


def withdrawn_at(document: Mapping[str, Any], right: Given, right_body: bytes) -> datetime | None:
    """When `right` ends by a statement whose proof was checked; None if it is of another right.

    The statement has to be of the giver, and to pin just these bytes, `right_body`.
    """
    digest = base64.b64encode(sha256(right_body).digest()).decode()
    try:
        pins = any(one.get("digestSRI") == f"sha256-{digest}" for one in document["relatedResource"])
        about = document["credentialSubject"]["id"]
        fits = WITHDRAWAL in document["type"] and document["issuer"] == right.giver and about == right.id
        return parse_timestamp(document["validFrom"]) if pins and fits else None
    except (KeyError, TypeError, ValueError, AttributeError, MicrocredError):
        return None


def withdrawal_document(
    *,
    issuer: str,
    right: str,
    right_sha256: bytes,
    at: datetime,
    reason: str,
    log: str,
    name: str = "Withdrawal of a right",
) -> dict[str, Any]:
    """The unsigned, dated statement that a right, or what else was stated at that address, ends at `at`.

    It pins the right by the hash of its bytes, and `log`, the head of the log as the accreditor saw it.
    """
    digest = base64.b64encode(right_sha256).decode()
    return {
        "@context": [CREDENTIALS_CONTEXT],
        "id": PLACEHOLDER,
        "type": ["VerifiableCredential", WITHDRAWAL],
        "issuer": issuer,
        "name": name,
        "description": reason,
        "validFrom": write_timestamp(at),
        "credentialSubject": {"id": right, "description": f"log {log}"},
        "relatedResource": [{"id": right, "digestSRI": f"sha256-{digest}"}],
    }
