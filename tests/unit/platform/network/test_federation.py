"""A statement of a registry about one below it: signature, times, constraints, and how long a path may be."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from microcred import vc
from microcred.platform.network.errors import StatementForged, StatementOld
from microcred.platform.network.scope import tokens
from microcred.platform.network.scope.federation import Limits, subordinate
from microcred.vc.keys import PrivateKey

NOW = 1_780_000_000
REGISTRY, COLLEGE = "https://registry.example", "https://registry.example/i/college"
KEY, STRANGER = PrivateKey.generate("Ed25519"), PrivateKey.generate("Ed25519")
KEYS = [tokens.jwk(KEY.public, "key-1")]
ANY = Limits()
NAME = {"federation_entity": {"organization_name": "College"}}


def stated(key: PrivateKey = KEY, kind: str = tokens.STATEMENT, **more: Any) -> str:
    claims: dict[str, Any] = {
        "iss": REGISTRY,
        "sub": COLLEGE,
        "iat": NOW - 60,
        "exp": NOW + 3600,
        "jwks": {"keys": KEYS},
        "metadata": NAME,
        "did": "did:web:registry.example:i:college",
        **more,
    }
    return tokens.signed(claims, kind, vc.KeySigner(key, "x#y"), "key-1")


def read(text: str, limits: Limits = ANY) -> Any:
    return subordinate(text, KEYS, issuer=REGISTRY, sub=COLLEGE, now=NOW, limits=limits)


def test_a_sound_statement_says_who_it_is_about() -> None:
    found = read(stated(constraints={"max_path_length": 0}))
    assert (found.did, found.name) == ("did:web:registry.example:i:college", "College")
    assert found.limits.path == 0


REFUSED: Mapping[str, tuple[dict[str, Any], type[Exception]]] = {
    "signed by a stranger": ({"key": STRANGER}, StatementForged),
    "another kind of token": ({"kind": tokens.LOG_HEAD}, StatementForged),
    "of another issuer": ({"iss": "https://other.example"}, StatementForged),
    "about another": ({"sub": f"{COLLEGE}2"}, StatementForged),
    "over": ({"exp": NOW - 1}, StatementOld),
    "without an end": ({"exp": None}, StatementForged),
    "of the future": ({"iat": NOW + 3600}, StatementForged),
    "with claims that must be understood": ({"crit": ["quota"]}, StatementForged),
    "without keys": ({"jwks": None}, StatementForged),
    "without metadata": ({"metadata": None}, StatementForged),
    "a negative path": ({"constraints": {"max_path_length": -1}}, StatementForged),
    "a path that is no number": ({"constraints": {"max_path_length": True}}, StatementForged),
    "constraints that are none": ({"constraints": [7]}, StatementForged),
    "names that are none": ({"constraints": {"naming_constraints": {"permitted": 7}}}, StatementForged),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_refused(case: str) -> None:
    changes, error = REFUSED[case]
    with pytest.raises(error):
        read(stated(**changes))


@pytest.mark.parametrize(
    ("limits", "allowed"),
    [
        (Limits(permitted=((".example",),)), True),
        (Limits(permitted=(("registry.example",),)), True),
        (Limits(permitted=((".registry.example",),)), False),
        (Limits(permitted=((".example",), (".org",))), False),
        (Limits(excluded=("registry.example",)), False),
        (Limits(excluded=(".example",)), False),
        (Limits(excluded=("example",)), True),
    ],
    ids=["below", "itself", "below it only", "of two, one", "excluded", "excluded below", "another name"],
)
def test_names_stand_within_the_constraints_above(limits: Limits, allowed: bool) -> None:
    if allowed:
        read(stated(), limits)
    else:
        with pytest.raises(StatementForged):
            read(stated(), limits)


@pytest.mark.parametrize(
    ("above", "stated_path", "left"), [(2, None, 1), (2, 0, 0), (1, 5, 0), (0, None, -1)]
)
def test_a_path_is_never_longer_than_what_stands_above_allows(
    above: int, stated_path: int | None, left: int
) -> None:
    constraints = {} if stated_path is None else {"max_path_length": stated_path}
    assert read(stated(constraints=constraints), Limits(path=above)).limits.path == left
