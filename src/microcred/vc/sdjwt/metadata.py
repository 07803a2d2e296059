"""The issuer's keys: from its metadata at `/.well-known/jwt-vc-issuer` (SD-JWT VC 5)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from microcred.vc.documents import Documents
from microcred.vc.errors import CredentialError, Failed
from microcred.vc.jsontext import parse
from microcred.vc.jwt import JwtKeyForeign
from microcred.vc.keys import PublicKey
from microcred.vc.limits import Limits
from microcred.vc.sdjwt.errors import IssuerMetadataMalformed

WELL_KNOWN = "/.well-known/jwt-vc-issuer"
MOST_KEYS = 100


def metadata_url(issuer: str) -> str:
    """Where the metadata of an https issuer is: the well-known path stands before the issuer's own.

    Raises `IssuerMetadataMalformed` for an issuer that is no https address.
    """
    try:
        parts = urlsplit(issuer)
    except ValueError:
        raise IssuerMetadataMalformed(issuer[:200]) from None
    if parts.scheme != "https" or not parts.hostname or parts.query or parts.fragment or parts.username:
        raise IssuerMetadataMalformed(issuer[:200])
    return urlunsplit(("https", parts.netloc, WELL_KNOWN + parts.path.rstrip("/"), "", ""))


def issuer_keys(issuer: str, kid: str, documents: Documents, limits: Limits) -> list[PublicKey]:
    """The issuer's keys: the one named `kid`, or without a name all of them.

    Raises `IssuerMetadataMalformed`, `JwtKeyForeign` for a name that it does not list, or what
    `Documents.fetch` raises.
    """
    metadata = _fetched(metadata_url(issuer), documents, limits)
    if metadata.get("issuer") != issuer:
        raise IssuerMetadataMalformed("issuer")
    jwks = metadata.get("jwks")
    if jwks is None and isinstance(metadata.get("jwks_uri"), str):
        jwks = _fetched(metadata["jwks_uri"], documents, limits)
    rows = jwks.get("keys") if isinstance(jwks, Mapping) else None
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST_KEYS:
        raise IssuerMetadataMalformed("jwks")
    named = [row for row in rows if isinstance(row, Mapping) and (not kid or row.get("kid") == kid)]
    if not named:
        raise JwtKeyForeign(kid[:200])
    return _readable(named)


def _fetched(url: str, documents: Documents, limits: Limits) -> Mapping[str, Any]:
    try:
        found = parse(documents.fetch(url), limits)
    except Failed as error:
        raise IssuerMetadataMalformed(f"{url[:200]}: {error.code}") from None
    if not isinstance(found, dict):
        raise IssuerMetadataMalformed(url[:200])
    return found


def _readable(rows: list[Mapping[str, Any]]) -> list[PublicKey]:
    found: list[PublicKey] = []
    problem: CredentialError | None = None
    for row in rows:
        try:
            found.append(PublicKey.from_jwk(row))
        except CredentialError as error:
            problem = error
    if not found and problem is not None:
        raise IssuerMetadataMalformed(problem.code)
    return found
