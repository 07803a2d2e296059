"""The log of another installation: what it shows, and what a rewritten one may not do."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

import pytest
from tests.services.network.test_registries import ENTITY, NOW, SIGNER, Other, read

from microcred.platform.journal.models import Entry
from microcred.platform.network import queries
from microcred.platform.network.errors import LogRewritten, StatementForged
from microcred.platform.network.models import OtherHead, Right
from microcred.platform.network.queries.registry import log_keys, log_proof
from microcred.platform.network.scope import tokens, trees
from microcred.vc.keys import PrivateKey
from microcred.vc.signer import KeySigner

HOUR = timedelta(hours=1)
AWARD, LATE = (sha256(one).hexdigest() for one in (b"award", b"late"))
REFUSED = "network.RegistryRefused"

pytestmark = pytest.mark.django_db


class Log:
    """A log of heads with their leaves, that can be continued or written anew."""

    def __init__(self) -> None:
        self.heads: list[str] = []
        self.leaves: list[list[str]] = []

    def head(self, leaves: list[str], at: datetime, signer: Any = SIGNER, **other: Any) -> Log:
        claims = {
            "iss": ENTITY,
            "iat": int(at.timestamp()),
            "number": len(self.heads) + 1,
            "size": len(leaves),
            "root": trees.root(leaves),
            "previous": sha256(self.heads[-1].encode()).hexdigest() if self.heads else "",
            **other,
        }
        self.heads.append(tokens.signed(claims, tokens.LOG_HEAD, signer, "key-1"))
        self.leaves.append(leaves)
        return self

    def served(self, known: int = 0, at: datetime = NOW, **claims: Any) -> Other:
        """The installation with this log, as whoever has read `known` heads asks it."""
        last = {"number": len(self.heads), "hash": sha256(self.heads[-1].encode()).hexdigest()}
        other = Other(iat=int(at.timestamp()), **{"log": last, **claims})
        other.answers[f"{ENTITY}/registry/log?after={known}"] = json.dumps(self.heads[known:]).encode()
        for number, leaves in enumerate(self.leaves, 1):
            address = f"{ENTITY}/registry/log/heads/{number}?from=0"
            other.answers[address] = json.dumps(leaves).encode()
        return other


def withdraw(at: datetime) -> None:
    Right.objects.update(withdrawn_at=at)


def test_an_award_of_another_installation_is_earlier_if_its_hash_stood_in_the_log_there() -> None:
    log = Log().head([AWARD, "ab" * 32], NOW - HOUR)
    read(log.served())
    assert queries.logged(AWARD) is None, "hashes are asked for once something was withdrawn"
    withdraw(NOW + HOUR)
    log.head([LATE], NOW + 2 * HOUR)
    read(log.served(1, NOW + 3 * HOUR), NOW + 3 * HOUR)
    assert (queries.logged(AWARD), queries.logged(LATE)) == (NOW - HOUR, None)
    proof = log_proof(AWARD)
    assert proof is not None
    head = tokens.checked(proof["head"], log_keys([proof]), tokens.LOG_HEAD, now=0)
    assert trees.stands_in(AWARD, proof["path"], head["root"])


def test_a_head_that_is_dated_back_counts_from_the_reading_that_did_not_find_it() -> None:
    log = Log().head([AWARD], NOW - 3 * HOUR)
    read(log.served())
    withdraw(NOW - HOUR)
    log.head([LATE], NOW - 2 * HOUR)
    read(log.served(1, NOW + HOUR), NOW + HOUR)
    assert list(OtherHead.objects.order_by("number").values_list("at", flat=True)) == [NOW - 3 * HOUR, NOW]
    assert queries.logged(LATE) is None, "it is no earlier than the withdrawal"


def shorter(_: Log) -> Other:
    return Log().head([AWARD], NOW).served(1, NOW + HOUR)


def other_end(log: Log) -> Other:
    return log.served(2, NOW + HOUR, log={"number": 2, "hash": "00" * 32})


def none_any_more(log: Log) -> Other:
    return log.served(2, NOW + HOUR, log=None)


def written_anew(_: Log) -> Other:
    anew = Log().head([LATE], NOW - 2 * HOUR).head([AWARD], NOW).head(["cd" * 32], NOW + HOUR)
    return anew.served(2, NOW + HOUR)


def another_number(log: Log) -> Other:
    return log.head([LATE], NOW + HOUR, number=9).served(2, NOW + HOUR)


def back_in_time(log: Log) -> Other:
    return log.head([LATE], NOW - 9 * HOUR).served(2, NOW + HOUR)


def in_the_future(log: Log) -> Other:
    return log.head([LATE], NOW + 9 * HOUR).served(2, NOW + HOUR)


def held_back(log: Log) -> Other:
    other = log.head([LATE], NOW + HOUR).served(2, NOW + HOUR)
    other.answers[f"{ENTITY}/registry/log?after=2"] = b"[]"
    return other


def of_a_stranger(log: Log) -> Other:
    stranger = KeySigner(PrivateKey.generate("Ed25519"), "x#y")
    return log.head([LATE], NOW + HOUR, stranger).served(2, NOW + HOUR)


@pytest.mark.parametrize(
    ("changed", "error"),
    [
        (shorter, LogRewritten),
        (other_end, LogRewritten),
        (none_any_more, LogRewritten),
        (written_anew, LogRewritten),
        (another_number, LogRewritten),
        (back_in_time, LogRewritten),
        (in_the_future, LogRewritten),
        (held_back, LogRewritten),
        (of_a_stranger, StatementForged),
    ],
)
def test_a_log_that_does_not_continue_what_was_read_is_refused_and_noted(
    changed: Any, error: type[Exception]
) -> None:
    log = Log().head([AWARD], NOW - 2 * HOUR).head(["ab" * 32], NOW)
    read(log.served())
    before = list(OtherHead.objects.order_by("number").values_list("hash", flat=True))
    with pytest.raises(error) as refused:
        read(changed(log), NOW + HOUR)
    assert list(OtherHead.objects.order_by("number").values_list("hash", flat=True)) == before
    assert queries.listed_elsewhere("did:web:other.example") == ("Other", ENTITY, NOW)
    noted = [json.loads(body) for body in Entry.objects.filter(kind=REFUSED).values_list("body", flat=True)]
    assert [one["code"] for one in noted] == [getattr(refused.value, "code", "")]


def test_hashes_that_do_not_come_to_the_signed_root_are_refused() -> None:
    log = Log().head([AWARD], NOW - HOUR)
    read(log.served())
    withdraw(NOW + HOUR)
    log.leaves[0] = [LATE]
    with pytest.raises(LogRewritten):
        read(log.served(1, NOW + 2 * HOUR), NOW + 2 * HOUR)
    assert (queries.logged(AWARD), queries.logged(LATE)) == (None, None)
