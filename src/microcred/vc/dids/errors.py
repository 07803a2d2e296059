"""What can be wrong with an issuer's identifier, its document or the key named in it."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class IdentifierInvalid(Failed):
    """A DID or URL that breaks its method's own syntax: no key can ever stand behind it."""

    code = "issuer.identifier-invalid"
    sentence = "The issuer's identifier is malformed."
    remedy = "Ask the issuer for the original file."
    section = "DID-CORE 3.1"


class IdentifierUnsupported(Undecided):
    """An identifier of a method that is not known here."""

    code = "issuer.identifier-unsupported"
    sentence = "The issuer's kind of identifier is not supported here."
    remedy = "Supported are did:web, did:key, did:jwk and https addresses."
    section = "DID-CORE 7.1"


class IssuerUnreachable(Undecided):
    """The document with the issuer's keys could not be had."""

    code = "issuer.unreachable"
    sentence = "The issuer's keys could not be fetched."
    remedy = "Try again later, or ask the issuer whether its address has changed."
    section = "CID 3.3"


class ControllerDocumentInvalid(Undecided):
    """The document at the issuer's address cannot be used, so its keys are out of reach."""

    code = "issuer.document-invalid"
    sentence = "The issuer's document of keys could not be read."
    remedy = "Ask the issuer to repair the document at its address."
    section = "CID 3.3"


class MethodUnknown(Failed):
    """The issuer's document does not list the key that the proof names."""

    code = "issuer.method-unknown"
    sentence = "The signing key is not among the issuer's keys."
    remedy = "Ask the issuer: the credential may not come from it."
    section = "CID 3.3"


class MethodNotAllowed(Failed):
    """The key is listed, but not for signing credentials."""

    code = "issuer.method-not-allowed"
    sentence = "The issuer does not allow this key to sign credentials."
    remedy = "Ask the issuer to sign with a key listed under assertionMethod."
    section = "CID 3.3"


class KeyRevoked(Failed):
    """The issuer has revoked the key."""

    code = "issuer.key-revoked"
    sentence = "The issuer has revoked the key this was signed with."
    remedy = "Ask the issuer for a copy signed anew."
    section = "CID 2.2"


class KeyExpired(Failed):
    """The issuer stated an end for the key, which has passed."""

    code = "issuer.key-expired"
    sentence = "The key this was signed with has expired."
    remedy = "Ask the issuer for a copy signed anew."
    section = "CID 2.2"
