"""`verify` returns a value that nothing else can make, or raises with the report."""

from __future__ import annotations

import pickle

import pytest
from tests.unit.vc.examine import institution as college

from microcred import vc
from microcred.vc.outcomes import Outcome
from microcred.vc.verify import VerifiedCredential

TRUSTED = vc.IssuerIn({college.COLLEGE: "Alder College"})


def test_a_sound_credential_of_a_trusted_issuer_is_verified() -> None:
    verified = vc.verify(college.signed(), at=college.AT, resolver=college.resolver(), policy=TRUSTED)
    assert verified.document["id"] == "https://alder.example/c/1"
    assert verified.report.trusted_as == "Alder College"
    assert verified.signed is verified.report.signed


def test_an_unknown_issuer_is_undecided() -> None:
    with pytest.raises(vc.NotDecided) as refused:
        vc.verify(college.signed(), at=college.AT, resolver=college.resolver())
    assert refused.value.detail == "issuer.nobody-trusted"
    assert refused.value.report.outcome is Outcome.UNDECIDED


def test_a_changed_credential_is_refused() -> None:
    changed = college.signed().replace(b'"B"', b'"A"')
    with pytest.raises(vc.NotVerified) as refused:
        vc.verify(changed, at=college.AT, resolver=college.resolver(), policy=TRUSTED)
    assert refused.value.detail == "signature.wrong"
    assert refused.value.report.outcome is Outcome.FAILED


def test_nothing_else_makes_a_verified_credential() -> None:
    verified = vc.verify(college.signed(), at=college.AT, resolver=college.resolver(), policy=TRUSTED)
    with pytest.raises(TypeError):
        VerifiedCredential(object(), verified.report, verified.signed)
    with pytest.raises(TypeError):
        pickle.dumps(verified)
    undecided = vc.examine(college.signed(), at=college.AT, resolver=college.resolver())
    assert undecided.signed is not None
    with pytest.raises(TypeError):
        VerifiedCredential(VerifiedCredential._made_here, undecided, undecided.signed)


def test_the_names_of_the_engine_are_functions_even_after_their_modules_were_imported() -> None:

    assert callable(vc.issue)
    assert callable(vc.verify)
    assert callable(vc.examine)
    for name in vc.__all__:
        assert getattr(vc, name) is not None
    with pytest.raises(AttributeError):
        _ = vc.nothing_of_this_name
