"""What can be wrong with a key or a signature."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class KeyUnreadable(Failed):
    """Bytes, Multikey or JWK that are no key, or carry a secret where a public key belongs."""

    code = "key.unreadable"
    sentence = "A key could not be read."
    remedy = "Check the key's type, length and encoding (Multikey or JWK)."
    section = "CID 2.2"


class KeyUnsupported(Undecided):
    """A key of a kind this engine does not know: another verifier may."""

    code = "key.unsupported"
    sentence = "The key is of a kind that is not supported here."
    remedy = "Supported are Ed25519, P-256, P-384 and RSA of 2048 bits or more."
    section = "CID 2.2"


class SignatureWrong(Failed):
    """The signature was not made by this key over these bytes."""

    code = "signature.wrong"
    sentence = "The signature does not match: the content was changed, or signed with another key."
    remedy = "Ask the issuer for the original file."
    section = "VC-DATA-INTEGRITY 4.4"
