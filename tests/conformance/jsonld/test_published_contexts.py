"""The tables are what the published documents say, byte for byte where these can be had."""

from __future__ import annotations

import hashlib
from functools import cache
from typing import Any

import pytest
from tests.conformance.interop.peers import needs_node, run
from tests.conformance.jsonld.published import FILES, published_bytes

from microcred.vc.contexts import Context, Scopes, compile_contexts, compile_table, shipped
from microcred.vc.contexts.digests import PUBLISHED

OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"


@cache
def carried() -> dict[str, Any]:
    """The contexts in the Node packages, by address."""
    answers: dict[str, Any] = run("contexts.mjs", {})["answers"]
    return answers


def compiled(address: str) -> Scopes:
    return compile_contexts(carried()[address]["@context"])


@pytest.mark.parametrize("address", FILES)
def test_a_table_is_the_compiled_form_of_the_pinned_bytes(address: str) -> None:
    assert compile_table(address, published_bytes(address)) == shipped().table(address)


@pytest.mark.parametrize("address", PUBLISHED)
def test_a_digest_is_that_of_the_published_bytes(address: str) -> None:
    for hash_name, digest in PUBLISHED[address].items():
        assert hashlib.new(hash_name, published_bytes(address)).hexdigest() == digest
    assert PUBLISHED[address]["sha256"] == shipped().table(address).sha256


@needs_node
@pytest.mark.parametrize(
    "address",
    [
        "https://www.w3.org/2018/credentials/v1",
        "https://www.w3.org/ns/credentials/v2",
        "https://www.w3.org/ns/credentials/status/v1",
        "https://w3id.org/security/data-integrity/v1",
        "https://w3id.org/security/data-integrity/v2",
        "https://w3id.org/security/multikey/v1",
        "https://purl.imsglobal.org/spec/ob/v3p0/context.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.1.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.2.json",
        "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json",
    ],
)
def test_other_copies_of_a_context_mean_the_same(address: str) -> None:
    assert compiled(address) == shipped().get(address)


@needs_node
def test_the_older_3_0_3_lacks_two_terms_and_is_equal_otherwise() -> None:
    (older,), (live,) = compiled(OB), shipped().get(OB)
    assert older is not None and live is not None
    rest = {name: term for name, term in live.terms.items() if name not in ("endorsementJwt", "jti")}
    assert older == Context(rest)
    assert len(live.terms) == len(rest) + 2
