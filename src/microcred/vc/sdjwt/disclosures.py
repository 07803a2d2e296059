"""What the holder disclosed, put where the issuer signed its digest (RFC 9901 7.1).

Each disclosure must be named by exactly one digest, so that nothing is shown that was not signed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from microcred.vc.jsontext import parse
from microcred.vc.multibase import MultibaseInvalid, base64url_decode, base64url_encode
from microcred.vc.sdjwt.errors import DisclosureWrong, SdJwtMalformed

_HASHES = {"sha-256": "sha256", "sha-384": "sha384", "sha-512": "sha512"}
_RESERVED = ("_sd", "...", "_sd_alg")
_DEEPEST = 64

Disclosure = tuple[str | None, Any]
"""The name, None for an element of a list, and the value."""


def disclose(payload: Mapping[str, Any], disclosures: Sequence[str]) -> tuple[dict[str, Any], str, bool]:
    """The claims with what was disclosed, the name of the hash (in `hashlib`), and whether more was signed.

    A digest that nothing was disclosed for may be a decoy: then more is said to be signed than was.

    Raises `SdJwtMalformed` or `DisclosureWrong`.
    """
    algorithm = payload.get("_sd_alg", "sha-256")
    if not isinstance(algorithm, str) or algorithm not in _HASHES:
        raise SdJwtMalformed(f"_sd_alg {str(algorithm)[:20]}")
    hash_name = _HASHES[algorithm]
    known = {_digest(text, hash_name): _read(text) for text in disclosures}
    if len(known) != len(disclosures):
        raise DisclosureWrong("a disclosure that is given twice")
    placing = _Placing(known)
    claims = placing.claims({name: value for name, value in payload.items() if name != "_sd_alg"}, 0)
    if known.keys() - placing.used:
        raise DisclosureWrong("a disclosure that the issuer did not sign")
    return claims, hash_name, placing.hides


def _digest(text: str, hash_name: str) -> str:
    return base64url_encode(hashlib.new(hash_name, text.encode("ascii")).digest())


def _read(text: str) -> Disclosure:
    try:
        value = parse(base64url_decode(text))
    except MultibaseInvalid as error:
        raise SdJwtMalformed(error.detail) from None
    if not isinstance(value, list) or len(value) not in (2, 3) or not isinstance(value[0], str):
        raise SdJwtMalformed("a disclosure is a list of salt, name and value")
    if len(value) == 2:
        return None, value[1]
    if not isinstance(value[1], str) or value[1] in _RESERVED:
        raise SdJwtMalformed("the name in a disclosure")
    return value[1], value[2]


class _Placing:
    """One walk over the claims; every digest may be met once."""

    def __init__(self, known: Mapping[str, Disclosure]) -> None:
        self._known = known
        self._met: set[str] = set()
        self.used: set[str] = set()

    @property
    def hides(self) -> bool:
        """Whether there are digests of what was not disclosed."""
        return bool(self._met - self.used)

    def claims(self, value: Mapping[str, Any], depth: int) -> dict[str, Any]:
        if "..." in value:
            raise SdJwtMalformed("... outside a list")
        found = {name: self._value(one, depth) for name, one in value.items() if name != "_sd"}
        digests = value.get("_sd", [])
        if not isinstance(digests, list):
            raise SdJwtMalformed("_sd")
        for digest in digests:
            disclosed = self._take(digest, named=True)
            if disclosed is not None:
                name, inner = str(disclosed[0]), disclosed[1]
                if name in found:
                    raise DisclosureWrong(f"{name[:40]} is there already")
                found[name] = self._value(inner, depth)
        return found

    def _list(self, value: list[Any], depth: int) -> list[Any]:
        found = []
        for one in value:
            if isinstance(one, dict) and "..." in one:
                if len(one) != 1:
                    raise SdJwtMalformed("... beside other names")
                disclosed = self._take(one["..."], named=False)
                if disclosed is not None:
                    found.append(self._value(disclosed[1], depth))
            else:
                found.append(self._value(one, depth))
        return found

    def _value(self, value: Any, depth: int) -> Any:
        if depth > _DEEPEST:
            raise SdJwtMalformed("too deep")
        if isinstance(value, dict):
            return self.claims(value, depth + 1)
        return self._list(value, depth + 1) if isinstance(value, list) else value

    def _take(self, digest: object, *, named: bool) -> Disclosure | None:
        """The disclosure of a digest; None for one that was not disclosed, or a decoy."""
        if not isinstance(digest, str):
            raise SdJwtMalformed("a digest")
        if digest in self._met:
            raise SdJwtMalformed("a digest that is there twice")
        self._met.add(digest)
        found = self._known.get(digest)
        if found is None:
            return None
        if (found[0] is not None) != named:
            raise DisclosureWrong("a name in a list, or none in an object")
        self.used.add(digest)
        return found
