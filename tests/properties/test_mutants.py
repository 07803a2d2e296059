"""A changed credential is refused, undecided, or verified with the very content of its original."""

from __future__ import annotations

from random import Random

import pytest
from tests.properties import mutants

COUNT = 2_000
SEEDS = mutants.seeds()


@pytest.mark.parametrize("seed", SEEDS, ids=[seed.name for seed in SEEDS])
def test_no_mutant_cheats_the_verifier(seed: mutants.Seed) -> None:
    assert mutants.examine(seed.data).verified is seed.sound
    random = Random(seed.name)
    verified = 0
    for mutant in mutants.mutants(seed, COUNT // len(SEEDS), random):
        fault = mutants.judge(seed, mutant)
        assert not fault, f"{fault}: {mutant!r}"
        verified += mutants.examine(mutant).verified
    # White space, key order and the like change nothing; without such mutants the test would prove little.
    if seed.name == "di":
        assert verified > 0
