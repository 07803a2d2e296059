"""The issuer's profile: who it is, where its badges live, and which keys and lists are its own."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from microcred.vc.openbadges.requirements import listed, types_of
from microcred.vc.openbadges2.errors import HostedMalformed

_TYPES = frozenset({"Issuer", "Profile"})
MOST_KEYS = 20

Object = Mapping[str, Any]


@dataclass(frozen=True)
class Profile:
    """A profile as its own address states it. `keys` are addresses of keys, or keys themselves."""

    document: Object
    id: str
    keys: tuple[str | Object, ...]
    revocation_list: str
    allowed_origins: tuple[str, ...]
    starts_with: tuple[str, ...]

    def vouches_for(self, address: str) -> bool:
        """Whether a badge hosted at `address` is in the profile's scope (OB 2.0 VerificationObject).

        That is an allowed origin, by default the profile's own, and one of the beginnings where any are
        stated. A beginning ends with a whole part of the path: `https://a.example/b` is none of `/bc`.
        """
        found = _split(address)
        if found is None:
            return False
        own = _split(self.id)
        hosts = [_host(one) for one in self.allowed_origins]
        if not hosts and not self.starts_with:
            hosts = [own.hostname or ""] if own is not None else []
        if hosts and (found.hostname or "") not in hosts:
            return False
        return not self.starts_with or any(_begins(address, start) for start in self.starts_with)


def read_profile(document: object, address: str) -> Profile:
    """Reads the profile that was had from `address`; raises `HostedMalformed`."""
    if not isinstance(document, Mapping) or _TYPES.isdisjoint(types_of(document)):
        raise HostedMalformed(f"no profile at {address[:200]}")
    if document.get("id") != address:
        raise HostedMalformed(f"the profile at {address[:200]} is of another id")
    verification = document.get("verification")
    rules = verification if isinstance(verification, Mapping) else {}
    keys = listed(document.get("publicKey"))
    revocation = document.get("revocationList", "")
    if len(keys) > MOST_KEYS or not isinstance(revocation, str):
        raise HostedMalformed("publicKey or revocationList")
    return Profile(
        document=document,
        id=address,
        keys=tuple(keys),
        revocation_list=revocation,
        allowed_origins=_texts(rules, "allowedOrigins"),
        starts_with=_texts(rules, "startsWith"),
    )


def _texts(rules: Object, name: str) -> tuple[str, ...]:
    values = listed(rules.get(name))
    if not all(isinstance(one, str) and one for one in values):
        raise HostedMalformed(f"verification.{name}")
    return tuple(values)


def _split(address: str) -> Any:
    try:
        found = urlsplit(address)
        return found if found.scheme in ("https", "http") and found.hostname and not found.username else None
    except ValueError:
        return None


def _host(origin: str) -> str:
    """The host of an allowed origin, which is written as a host or as an address."""
    found = _split(origin if "://" in origin else f"https://{origin}")
    return (found.hostname or "") if found is not None else ""


def _begins(address: str, start: str) -> bool:
    found, wanted = _split(address), _split(start)
    if found is None or wanted is None or (found.scheme, found.netloc) != (wanted.scheme, wanted.netloc):
        return False
    if not address.startswith(start) or "/../" in address or "/./" in address:
        return False
    rest = address[len(start) :]
    return not rest or start[-1] in "/#?=:" or rest[0] in "/#?"
