"""By what right, from an evidence bundle alone: its signed rights, followed as they are with a registry.

Rights and withdrawals count by their givers' signatures. Whom chains may end at, what frameworks say and
which keys sign the log is the collector's word: it counts where the collector is trusted, else not at all.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network.scope import tokens, trees
from microcred.platform.network.scope.best import best_chain
from microcred.platform.network.scope.chains import Chain, Given
from microcred.platform.network.scope.documents import read_right, withdrawn_at
from microcred.platform.network.scope.parties import Party, parties
from microcred.platform.network.scope.proofs import is_signed
from microcred.platform.network.scope.subjects import awarded_at, subject_of
from microcred.vc.bundle import Bundle, bundle_resolver
from microcred.vc.dids import Resolver
from microcred.vc.jsontext import parse


def carried_chains(
    bundle: Bundle, document: Mapping[str, Any], body: bytes, *, resolver: Resolver, trusted: bool
) -> tuple[tuple[Party, Chain | None], ...]:
    """For each who taught, assessed and certified: the chain of its right, as of the date of the award.

    `document` is what was signed and `body` its text; `trusted` says whether the collector is. The chain is
    None where the bundle carries no right to teach or to assess of that party: most need none. Empty where it
    carries no right that concerns the document. Raises nothing.
    """
    try:
        at, subject = awarded_at(document), subject_of(document)
    except (MicrocredError, KeyError, TypeError, ValueError):
        return ()
    if at is None or not bundle.rights:
        return ()
    rights = _rights(bundle, bundle_resolver(bundle, resolver, trusted=trusted))
    said = bundle.network if trusted else {}
    known = _above(said)
    logged_at = _logged(said, sha256(body).hexdigest())
    found: list[tuple[Party, Chain | None]] = []
    for party in parties(document):
        own = [one for one in rights.values() if (one.holder, one.scope.verb) == (party.did, party.verb)]
        missing = Chain("undecided", "not at hand") if party.verb == "certify" else None
        followed = best_chain(
            own,
            rights.get,
            _anchors(said),
            at=at,
            logged_at=logged_at,
            subject=party.subject(subject),
            above=lambda address: known.get(address, frozenset()),
        )
        found.append((party, followed or missing))
    return tuple(found)


def _rights(bundle: Bundle, resolver: Resolver) -> dict[str, Given]:
    """The rights whose givers signed them, each with its end where the same giver signed that."""
    found: dict[str, Given] = {}
    collected = bundle.manifest.collected_at
    for address, body in bundle.rights.items():
        one = read_right(_object(body))
        if one is None or one.id != address or not is_signed(body, at=collected, resolver=resolver):
            continue
        end = bundle.withdrawals.get(address)
        if end is not None and is_signed(end, at=collected, resolver=resolver):
            one = replace(one, withdrawn_at=withdrawn_at(_object(end), one, body))
        found[address] = one
    return found


def _anchors(said: Mapping[str, Any]) -> frozenset[str]:
    rows = said.get("anchors")
    return frozenset(one for one in rows if isinstance(one, str)) if isinstance(rows, list) else frozenset()


def _above(said: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    rows = said.get("above")
    return (
        {address: frozenset(map(str, over)) for address, over in rows.items() if isinstance(over, list)}
        if isinstance(rows, dict)
        else {}
    )


def _logged(said: Mapping[str, Any], digest: str) -> datetime | None:
    """When the hash stood under a signed head of the collector's log; None where that is not shown."""
    try:
        proofs: list[Mapping[str, Any]] = said["log"]["proofs"]
        proof = next(one for one in proofs if one["sha256"] == digest)
        head = tokens.checked(proof["head"], said["log"]["keys"], tokens.LOG_HEAD, now=0)
        steps = [(str(side), str(other)) for side, other in proof["path"]]
        if not trees.stands_in(digest, steps, str(head["root"])):
            return None
        return datetime.fromtimestamp(int(head["iat"]), UTC)
    except (MicrocredError, KeyError, TypeError, ValueError, AttributeError, StopIteration, OverflowError):
        return None


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        content = parse(body)
    except MicrocredError:
        return {}
    return content if isinstance(content, Mapping) else {}
