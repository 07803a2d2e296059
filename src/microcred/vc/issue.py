"""Sign credentials: one, or many of one achievement. Pure: content, signer and time in, bytes out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any, Literal

from microcred.vc.canonical import Canoniser
from microcred.vc.defaults import default_canoniser
from microcred.vc.errors import Failed
from microcred.vc.jsontext import write
from microcred.vc.jwt import sign_jwt
from microcred.vc.jwt.claims import identifier
from microcred.vc.openbadges.requirements import check_requirements
from microcred.vc.proofs import ProofPresent, add_proof
from microcred.vc.signer import Signer

if TYPE_CHECKING:
    from microcred.vc.openbadges.models import Wire

Format = Literal["di", "jwt"]


class IssuerNotSigner(Failed):
    """The document names an issuer that is not the signer's."""

    code = "issue.issuer-not-signer"
    sentence = "The document names another issuer than the one whose key is to sign it."
    remedy = "Set the issuer's id to the identifier of the signing institution."
    section = "VC-DATA-INTEGRITY 4.2"


@dataclass(frozen=True)
class IssuedCredential:
    """A signed credential: `body` is what is stored and served, never to be written again.

    `format` is "di" (JSON with an embedded proof) or "jwt" (compact JWS). `content` is the document
    without its proof.
    """

    id: str
    format: Format
    body: bytes
    content: Mapping[str, Any]

    @property
    def text(self) -> str:
        """`body` as text."""
        return self.body.decode("utf-8")

    @property
    def media_type(self) -> str:
        """The media type of `body`."""
        return "application/vc+jwt" if self.format == "jwt" else "application/vc"


def issue(
    content: Wire | Mapping[str, Any],
    signer: Signer,
    *,
    now: datetime,
    format: Format = "di",  # noqa: A002 (the word everybody uses)
    canoniser: Canoniser | None = None,
) -> IssuedCredential:
    """Signs one credential at `now`, a time with a zone.

    `content` is an `AchievementCredential` or a whole document without proof, such as a status list.
    Raises `IssuerNotSigner`, `ProofPresent`, what `check_requirements` raises, and what the canoniser
    raises for content that would be lost or that a peer would find too costly.
    """
    return _issued(_document(content), signer, now, format, canoniser or default_canoniser())


def issue_many(
    contents: Iterable[Wire | Mapping[str, Any]],
    signer: Signer,
    *,
    now: datetime,
    format: Format = "di",  # noqa: A002
    canoniser: Canoniser | None = None,
) -> Iterator[IssuedCredential]:
    """Signs each of `contents` as it comes; memory stays flat. Raises as `issue`, at the one it reached.

    Contents of one shape (one achievement to many recipients) share all work but their own texts.
    """
    chosen = canoniser or default_canoniser()
    for content in contents:
        yield _issued(_document(content), signer, now, format, chosen)


def _document(content: Wire | Mapping[str, Any]) -> dict[str, Any]:
    return dict(content) if isinstance(content, Mapping) else content.document()


def _issued(
    document: dict[str, Any], signer: Signer, now: datetime, form: Format, canoniser: Canoniser
) -> IssuedCredential:
    if "proof" in document:
        raise ProofPresent
    check_requirements(document, strict=True)
    if identifier(document["issuer"]) != signer.verification_method.partition("#")[0]:
        raise IssuerNotSigner(signer.verification_method)
    if form == "jwt":
        # A JWT signs bytes: content that JSON-LD would lose is refused all the same.
        canoniser.for_issue.digest(document)
        body = sign_jwt(document, signer).encode("ascii")
    else:
        body = write(add_proof(document, signer, created=now, canoniser=canoniser.for_issue))
    return IssuedCredential(str(document.get("id", "")), form, body, document)
