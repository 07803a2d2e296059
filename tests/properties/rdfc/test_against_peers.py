"""On random datasets our canonical form is PyLD's and rdf-canonize's, and so is the limit for issuing."""

from __future__ import annotations

from random import Random

import pytest
from pyld import jsonld
from tests.conformance.interop.peers import needs_node, run
from tests.properties.rdfc.graphs import dataset, renamed, written

from microcred.vc.rdfc import GraphTooCostlyForPeers, Quad, Work, canonicalise


def datasets(count: int, seed: str) -> list[list[Quad]]:
    random = Random(seed)
    return [dataset(random) for _ in range(count)]


def within_peers_limit(quads: list[Quad], hash_name: str) -> bool:
    try:
        canonicalise(quads, hash_name, Work(10**6, for_peers=True))
    except GraphTooCostlyForPeers:
        return False
    return True


def without_loops(quads: list[Quad]) -> list[Quad]:
    """PyLD lists a quad twice at a node that stands in two of its places, and hashes it twice."""
    return [quad for quad in quads if len({quad[0], quad[2], quad[3]}) == 3]


def test_the_form_is_pylds() -> None:
    for quads in filter(None, map(without_loops, datasets(200, "PyLD"))):
        text = written(quads)
        options = {
            "algorithm": "URDNA2015",
            "inputFormat": "application/n-quads",
            "format": "application/n-quads",
        }
        assert canonicalise(quads, work=Work(10**6)).nquads == jsonld.normalize(text, options), text


def test_names_and_order_of_the_input_do_not_matter() -> None:
    random = Random("renamed")
    for quads in datasets(300, "names"):
        assert (
            canonicalise(renamed(quads, random), work=Work(10**6)).nquads
            == canonicalise(quads, work=Work(10**6)).nquads
        )


@pytest.mark.peer
@needs_node
@pytest.mark.xdist_group("node")
@pytest.mark.parametrize("hash_name", ["sha256", "sha384"])
def test_the_form_and_the_limit_are_those_of_rdf_canonize(hash_name: str) -> None:
    cases = datasets(300, hash_name)
    job = {"datasets": [{"nquads": written(quads), "hash": hash_name} for quads in cases]}
    found = run("canonize.mjs", job)
    limits = set()
    for quads, answer, within in zip(cases, found["answers"], found["within"], strict=True):
        assert canonicalise(quads, hash_name, Work(10**6)).nquads == answer["nquads"], written(quads)
        assert within_peers_limit(quads, hash_name) == within, written(quads)
        limits.add(within)
    assert limits == {True, False}
