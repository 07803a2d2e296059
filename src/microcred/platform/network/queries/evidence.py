"""What another needs to follow a right without this site: signed documents, and what is around them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from microcred.errors import MicrocredError
from microcred.platform.network import signing
from microcred.platform.network.queries.registry import log_keys, log_proof, right_bytes, withdrawal_bytes
from microcred.platform.network.queries.rights import addressed
from microcred.platform.network.queries.standings import Standing, filed
from microcred.platform.network.reading import anchors


def signed_rights(found: Standing) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The signed rights of a standing by their address, and the withdrawals of those that were withdrawn."""
    known = {one.address: one.public_id for one in addressed(link.address for link in found.links)}
    rights: dict[str, bytes] = {}
    ends: dict[str, bytes] = {}
    for link in found.links:
        try:
            rights[link.address] = right_bytes(known[link.address])
            if link.given.withdrawn_at is not None:
                ends[link.address] = withdrawal_bytes(known[link.address])
        except (MicrocredError, KeyError):
            continue  # what cannot be had is missed by whoever follows the chain, who says so
    return rights, ends


def around(
    found: Iterable[Standing], skills: Iterable[str], digests: Iterable[str], now: datetime
) -> dict[str, Any]:
    """What an installation says itself: where these chains may end, how skills are filed, what its log shows.

    `skills` are those of the awards, `digests` the hashes of their signed texts.
    """
    links = [link for one in found for link in one.links]
    addresses = {*skills, *(branch.address for link in links for branch in link.given.scope.branches)}
    known = filed(addresses)
    proofs = [proof for digest in digests if (proof := log_proof(digest)) is not None]
    return {
        "anchors": sorted(anchors().intersection(link.given.giver for link in links)),
        "above": {one: sorted(known(one)) for one in sorted(addresses) if known(one)},
        "log": {"keys": [*signing.keys(now), *log_keys(proofs)], "proofs": proofs},
    }
