"""Identifiers of issuers, and the documents that list their keys."""

from microcred.vc.dids.document import ControllerDocument
from microcred.vc.dids.errors import (
    ControllerDocumentInvalid,
    IdentifierInvalid,
    IdentifierUnsupported,
    IssuerUnreachable,
    KeyExpired,
    KeyRevoked,
    MethodNotAllowed,
    MethodUnknown,
)
from microcred.vc.dids.identifiers import (
    did_jwk,
    did_key,
    did_web,
    fragment_key,
    key_document,
    web_document_url,
)
from microcred.vc.dids.methods import VerificationMethod
from microcred.vc.dids.resolver import LocalResolver, Resolver, StaticResolver

__all__ = [
    "ControllerDocument",
    "ControllerDocumentInvalid",
    "IdentifierInvalid",
    "IdentifierUnsupported",
    "IssuerUnreachable",
    "KeyExpired",
    "KeyRevoked",
    "LocalResolver",
    "MethodNotAllowed",
    "MethodUnknown",
    "Resolver",
    "StaticResolver",
    "VerificationMethod",
    "did_jwk",
    "did_key",
    "did_web",
    "fragment_key",
    "key_document",
    "web_document_url",
]
