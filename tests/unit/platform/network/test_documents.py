"""A right as a document and back, its trees of hashes, and its signed statements."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from microcred import vc
from microcred.platform.network.errors import StatementForged, StatementOld
from microcred.platform.network.scope import Branch, Scope, tokens, trees
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.network.scope.documents import read_right, right_document, withdrawal_document
from microcred.vc.jsontext import parse
from microcred.vc.keys import PrivateKey
from microcred.vc.openbadges import issuer_profile

NOW = datetime(2026, 5, 14, tzinfo=UTC)
SIGNER = vc.KeySigner.did_key(PrivateKey.generate("Ed25519"))
SCOPE = Scope(
    "certify",
    NOW,
    datetime(2028, 1, 1, tzinfo=UTC),
    (Branch(f"{ISCED_F}0411", "accounting"),),
    4,
    5,
    frozenset({"oral", "written"}),
    frozenset({"IE"}),
    Decimal("7.5"),
    1,
)


def document(scope: Scope = SCOPE, rests_on: str = "https://a.example/c/1") -> dict[str, Any]:
    return right_document(
        issuer=issuer_profile(SIGNER.controller, "Anchor"),
        holder="did:web:college.example",
        holder_name="Alder College",
        scope=scope,
        rests_on=rests_on,
        title="Alder College: may certify",
        sentence="May certify accounting.",
    )


@pytest.mark.parametrize("scope", [SCOPE, Scope("teach", NOW)])
def test_what_is_signed_is_read_again(scope: Scope) -> None:
    body = vc.issue(document(scope), SIGNER, now=NOW).body
    found = read_right(parse(body))
    assert found is not None
    assert found.scope == scope
    assert (found.giver, found.holder) == (SIGNER.controller, "did:web:college.example")
    report = vc.examine(body, at=NOW)
    assert report.signed is not None


def _without(kind: str) -> Any:
    def change(rows: list[dict[str, Any]]) -> None:
        rows[:] = [row for row in rows if row["targetType"] != kind]

    return change


@pytest.mark.parametrize(
    "change",
    [
        _without("ext:rightTo"),
        _without("ext:rightLevel"),
        lambda rows: rows.append(copy.deepcopy(rows[0])),
        lambda rows: rows[0].update(targetCode="own"),
        lambda rows: rows.append(
            {"targetType": "ext:rightCredits", "targetCode": "many", "targetUrl": "urn:x", "targetName": "x"}
        ),
    ],
    ids=["no verb", "no level", "two verbs", "unknown verb", "no number"],
)
def test_a_right_that_cannot_be_read_is_none(change: Any) -> None:
    made = document()
    change(made["credentialSubject"]["achievement"]["alignment"])
    assert read_right(made) is None


def test_a_withdrawal_is_a_document_that_any_verifier_reads() -> None:
    made = withdrawal_document(
        issuer=SIGNER.controller,
        right="https://a.example/c/1",
        right_sha256=sha256(b"right").digest(),
        at=NOW,
        reason="The audit was failed.",
        log="00" * 32,
    )
    report = vc.examine(vc.issue(made, SIGNER, now=NOW).body, at=NOW)
    assert report.signed is not None


@pytest.mark.parametrize("size", [1, 2, 3, 4, 7, 8, 33])
def test_each_leaf_of_a_tree_is_shown_to_stand_in_it(size: int) -> None:
    leaves = [sha256(bytes([n])).hexdigest() for n in range(size)]
    tree = trees.root(leaves)
    for n, leaf in enumerate(leaves):
        steps = trees.path(leaves, n)
        assert trees.stands_in(leaf, steps, tree)
        assert not trees.stands_in(sha256(b"other").hexdigest(), steps, tree)
    with pytest.raises(IndexError):
        trees.path(leaves, size)


def test_a_leaf_that_is_no_hash_stands_in_no_tree() -> None:
    assert not trees.stands_in("no hash", [], trees.root([]))


def statement(**changes: Any) -> tuple[str, list[dict[str, Any]]]:
    claims = {"iss": "https://a.example", "iat": 1000, "exp": 2000, **changes}
    keys = [tokens.jwk(SIGNER.public, "key-1")]
    return tokens.signed(claims, tokens.STATEMENT, SIGNER, "key-1"), keys


def test_a_signed_statement_is_believed() -> None:
    text, keys = statement()
    assert tokens.checked(text, keys, tokens.STATEMENT, now=1500)["iss"] == "https://a.example"


@pytest.mark.parametrize(
    ("changes", "asked", "error"),
    [
        ({}, {"now": 2000}, StatementOld),
        ({}, {"now": 1500, "not_before": 1001}, StatementOld),
        ({"iat": 5000, "exp": 9000}, {"now": 1500}, StatementForged),
        ({"exp": "soon"}, {"now": 1500}, StatementForged),
    ],
    ids=["expired", "replayed", "from the future", "without an end"],
)
def test_a_statement_out_of_its_time_is_refused(
    changes: dict[str, Any], asked: dict[str, int], error: type[Exception]
) -> None:
    text, keys = statement(**changes)
    with pytest.raises(error):
        tokens.checked(text, keys, tokens.STATEMENT, **asked)


def test_a_forged_statement_is_refused() -> None:
    text, keys = statement()
    other = [tokens.jwk(PrivateKey.generate("Ed25519").public, "key-1")]
    head, payload, signature = text.split(".")
    for forged, by, kind in (
        (text, other, tokens.STATEMENT),
        (text, [], tokens.STATEMENT),
        (text, keys, tokens.LOG_HEAD),
        (f"{head}.{payload[:-2]}AA.{signature}", keys, tokens.STATEMENT),
        ("no token", keys, tokens.STATEMENT),
    ):
        with pytest.raises(StatementForged):
            tokens.checked(forged, by, kind, now=1500)
