"""A changed file of any format is refused, left open, or verified with the very content of its original."""

from __future__ import annotations

from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.properties import formats as all_formats

FORMATS = all_formats.formats()
COUNT = 2_000
SOUND = {one.name: one.sound for one in FORMATS}
NEVER = {
    *("revoked di", "revoked jwt", "expired di", "expired jwt", "ecdsa-sd-2023, the base"),
    *("blockcerts 2", "blockcerts 3"),
    *("status list, of one revoked", "token status list, of one revoked"),
    *("registry file", "list of DIDs", "certificates"),
}
"""Formats whose seed is not verified: revoked, expired, for its holder alone, not signed."""


@pytest.mark.parametrize("one", FORMATS, ids=[one.name for one in FORMATS])
def test_no_mutant_cheats_the_verifier(one: all_formats.Format) -> None:
    assert (SOUND[one.name] is None) == (one.name in NEVER)
    share = COUNT * one.weight / sum(each.weight for each in FORMATS)
    for mutant in one.mutants(max(2, round(share)), Random(one.name)):
        fault = all_formats.judge(one, SOUND[one.name], one.ask(mutant))
        assert not fault, f"{fault}: {mutant!r}"


@given(one=st.sampled_from([one for one in FORMATS if one.weight >= 0.5]), random=st.randoms())
@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_mutant_that_hypothesis_finds_cheats_the_verifier(one: all_formats.Format, random: Random) -> None:
    (mutant,) = one.mutants(1, random)
    assert not all_formats.judge(one, SOUND[one.name], one.ask(mutant))


def test_some_mutants_change_nothing_that_counts() -> None:
    """White space and the order of keys: without such mutants the others would prove little."""
    one = next(one for one in FORMATS if one.name == "eddsa-rdfc-2022 Ed25519")
    answers = [one.ask(mutant).outcome for mutant in one.mutants(60, Random(1))]
    assert "verified" in answers and "refused" in answers
