"""SD-JWT VC: the issuer's signature, what the holder disclosed, and the holder's own proof."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from hashlib import sha256
from typing import Any
from urllib.parse import urlsplit

from microcred.vc.certificates import Chain, holder_of, read_chain
from microcred.vc.checks import Finding
from microcred.vc.documents import names_one
from microcred.vc.errors import CredentialError, Failed
from microcred.vc.examine.circumstances import Circumstances
from microcred.vc.examine.proven import Proven, keyless
from microcred.vc.examine.reading import Found
from microcred.vc.findings import (
    INTEGRITY_ONLY,
    IS_CREDENTIAL,
    NO_STATUS,
    NOT_REACHED,
    STATUS_CLEAR,
    UNCHANGED,
)
from microcred.vc.jwt import (
    Compact,
    JwtAlgorithmRefused,
    JwtClaimsWrong,
    JwtKeyForeign,
    JwtKeyUnnamed,
    read_compact,
)
from microcred.vc.jwt.header import algorithm_of
from microcred.vc.keys import PublicKey, SignatureWrong
from microcred.vc.openbadges.errors import NotACredential
from microcred.vc.openbadges.plain import plain
from microcred.vc.openbadges.requirements import check_requirements
from microcred.vc.report import SignedContent
from microcred.vc.sdjwt import SdJwtMalformed, UnverifiedSdJwt, check_holder, issuer_keys, outline
from microcred.vc.sdjwt.outline import as_time
from microcred.vc.status import StatusListUnverified
from microcred.vc.status.tokenlists import TYPE, TokenStatusList, read_token_entry, read_token_list

_OF_W3C = "@context"


class SdJwtVc:
    """SD-JWT VC, and credentials of the W3C's data model secured as SD-JWT (VC-JOSE-COSE 3.2)."""

    def kind(self, found: Found, around: Circumstances) -> Finding:
        """A token with a type, `vct`, or with the W3C's content."""
        if _OF_W3C in found.document:
            check_requirements(found.document)
            return IS_CREDENTIAL
        vct = found.document.get("vct")
        if vct is None:
            raise NotACredential("no vct")
        if not isinstance(vct, str) or not vct:
            raise SdJwtMalformed("vct")
        outline(found.document)
        return IS_CREDENTIAL.about(vct[:200])

    def prove(self, found: Found, around: Circumstances) -> Proven:
        """The issuer's signature by the issuer's key, then the holder's by the holder's."""
        assert isinstance(found.token, UnverifiedSdJwt)
        proven = _by_issuer(found.token, around)
        try:
            check_holder(found.token, around.asked, around.at)
        except CredentialError as error:
            return Proven(Finding.of_error(error), proven.binding or NOT_REACHED)
        return proven

    def status(self, signed: SignedContent, around: Circumstances) -> Finding:
        """What the issuer's status list says."""
        try:
            entry = read_token_entry(signed.document)
            if entry is None:
                return NO_STATUS
            telling = names_one(entry.list_url, signed.id)
            source = partial(around.documents.fetch, about_one=True) if telling else around.statuses.fetch
            data = source(entry.list_url)
            _verified_list(data, signed.issuer, around).check(entry, around.at, around.had)
        except CredentialError as error:
            return Finding.of_error(error)
        return STATUS_CLEAR

    def outline(self, document: Mapping[str, Any]) -> Mapping[str, Any]:
        """The claims where Open Badges 3.0 has the same facts."""
        try:
            return {} if _OF_W3C in document else outline(document)
        except CredentialError:
            return {}


class _Keys:
    """The keys that may have signed for an issuer. `binding` says why they are not shown to be its own."""

    def __init__(self, keys: list[PublicKey], signer: str, method: str, binding: Finding | None) -> None:
        self.keys, self.signer, self.method, self.binding = keys, signer, method, binding


def _by_issuer(token: UnverifiedSdJwt, around: Circumstances) -> Proven:
    w3c = _OF_W3C in token.claims
    issuer = token.issuer or (_issuer_of(token.claims) if w3c else "")
    try:
        if w3c and issuer != _issuer_of(token.claims):
            raise JwtClaimsWrong("iss is not the issuer")
        found = _keys(token.header, issuer, token.token.payload, around)
    except JwtClaimsWrong as error:
        return Proven(Finding.of_error(error), NOT_REACHED)
    except CredentialError as error:
        return keyless(Finding.of_error(error))
    try:
        _check_any(token.token, token.alg, found.keys)
        content = plain(token.claims) if w3c else token.claims
        shown = {} if w3c else outline(token.claims, found.signer)
        signed_at = as_time(token.claims["iat"], "iat") if "iat" in token.claims else None
    except CredentialError as error:
        return Proven(Finding.of_error(error), found.binding or NOT_REACHED)
    fingerprint = sha256(b"~".join([token.token.payload_bytes, *sorted(_used(token))])).hexdigest()
    signed = SignedContent(content, "sd-jwt", fingerprint, found.method, signed_at, token.part, outline=shown)
    finding = (UNCHANGED if found.binding is None else INTEGRITY_ONLY).about(found.method)
    return Proven(finding, found.binding, signed, signer=found.signer)


def _used(token: UnverifiedSdJwt) -> list[bytes]:
    return [one.encode("ascii") for one in token.disclosures]


def _issuer_of(claims: Mapping[str, Any]) -> str:
    value = claims.get("issuer")
    value = value.get("id") if isinstance(value, Mapping) else value
    return value if isinstance(value, str) else ""


def _check_any(token: Compact, alg: str, keys: list[PublicKey]) -> None:
    """Returns if one of the keys signed; raises `JwtAlgorithmRefused` or `SignatureWrong`."""
    fitting = [key for key in keys if key.jose == alg]
    if not fitting:
        raise JwtAlgorithmRefused(f"{alg} with {', '.join(key.kind for key in keys)[:80]}")
    for key in fitting:
        try:
            return key.verify(token.signature, token.signed)
        except SignatureWrong:
            continue
    raise SignatureWrong(alg)


def _keys(header: Mapping[str, Any], issuer: str, payload: Mapping[str, Any], around: Circumstances) -> _Keys:
    """By the certificate in the header, the issuer's DID document, or its metadata; raises why not."""
    kid = header.get("kid", "")
    if not isinstance(kid, str):
        raise SdJwtMalformed("kid")
    if "x5c" in header:
        return _by_certificate(read_chain(header["x5c"]), issuer, payload, around)
    if not issuer:
        raise JwtKeyUnnamed("neither iss nor x5c")
    if issuer.startswith("https://"):
        keys = issuer_keys(issuer, kid, around.documents, around.limits)
        return _Keys(keys, issuer, f"{issuer}#{kid}" if kid else issuer, None)
    document = around.resolver.resolve(issuer)
    if not kid:
        raise JwtKeyUnnamed(issuer[:200])
    method = kid if ":" in kid else f"{issuer}#{kid.removeprefix('#')}"
    signed_at = as_time(payload["iat"], "iat") if "iat" in payload else around.at
    return _Keys([document.key_for(method, at=signed_at)], issuer, method, None)


def _by_certificate(chain: Chain, issuer: str, payload: Mapping[str, Any], around: Circumstances) -> _Keys:
    """The certificate's key; the issuer is its holder, or the address that it names."""
    holder = holder_of(chain.first)
    binding: Finding | None = None
    signer = holder.id
    if issuer:
        host = urlsplit(issuer).hostname if issuer.startswith("https://") else None
        if issuer in holder.names or (host is not None and host in holder.names):
            signer = issuer
        else:
            binding = Finding.of_error(JwtKeyForeign(f"a certificate of {holder.name[:80]}"))
    if binding is None:
        try:
            signed_at = as_time(payload["iat"], "iat") if "iat" in payload else around.at
            around.anchors.check(chain, signed_at)
        except CredentialError as error:
            binding = Finding.of_error(error)
    return _Keys([chain.key], signer, holder.id, binding)


def _verified_list(data: bytes, issuer: str, around: Circumstances) -> TokenStatusList:
    """A list token by a key of the credential's issuer; raises `StatusListUnverified` for any fault of it."""
    try:
        token = read_compact(data.decode("ascii", "replace").strip())
        header = token.header
        if not isinstance(header, Mapping) or str(header.get("typ", "")).lower() != TYPE:
            raise StatusListUnverified("typ")
        named = "" if "x5c" in header and not issuer.startswith("https://") else issuer
        found = _keys(header, named, token.payload, around)
        if found.signer != issuer or found.binding is not None:
            raise StatusListUnverified(found.binding.code if found.binding else found.signer[:200])
        _check_any(token, algorithm_of(header.get("alg")), found.keys)
    except Failed as error:
        raise StatusListUnverified(error.code) from None
    return read_token_list(token.payload)
