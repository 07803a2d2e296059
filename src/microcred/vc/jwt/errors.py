"""What can be wrong with a VC-JWT, apart from the signature itself (`vc/keys/errors.py`)."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class JwtMalformed(Failed):
    """Text that is no compact JWS over a JSON object."""

    code = "jwt.malformed"
    sentence = "The signed token could not be read."
    remedy = "Ask the issuer for the original file: this one was altered or cut off."
    section = "RFC 7515 7.1"


class JwtHeaderRefused(Failed):
    """A header that Open Badges 3.0 does not allow, or that asks for something unsafe."""

    code = "jwt.header-refused"
    sentence = "The signed token has a header that is not allowed."
    remedy = "Ask the issuer to sign with alg, typ and kid only."
    section = "OB 3.0 8.2.2"


class JwtAlgorithmRefused(Failed):
    """No signature at all, a shared secret, or another algorithm than the key's own."""

    code = "jwt.algorithm-refused"
    sentence = "The signed token names an algorithm that does not go with the issuer's key."
    remedy = "Ask the issuer for a copy signed anew."
    section = "RFC 8725 3.1"


class JwtUnsupported(Undecided):
    """An algorithm that is not known here: another verifier may check it."""

    code = "jwt.unsupported"
    sentence = "The token is signed in a way that is not supported here."
    remedy = "Supported are EdDSA, ES256, ES384 and RS256."
    section = "RFC 7518 3.1"


class JwtKeyUnnamed(Undecided):
    """Neither `kid` nor `jwk`, so the key is anybody's guess."""

    code = "jwt.key-unnamed"
    sentence = "The signed token does not say which key signed it."
    remedy = "Ask the issuer to name its key in the header."
    section = "OB 3.0 8.2.2"


class JwtKeyForeign(Failed):
    """The key in the header is not a key of the issuer."""

    code = "jwt.key-foreign"
    sentence = "The token carries a key that is not the issuer's."
    remedy = "Ask the issuer: the credential may not come from it."
    section = "OB 3.0 8.2.4"


class JwtClaimsWrong(Failed):
    """A registered claim that says something else than the credential inside."""

    code = "jwt.claims-wrong"
    sentence = "The token contradicts the credential inside it."
    remedy = "Ask the issuer for a copy signed anew."
    section = "OB 3.0 8.2.3"


class JwtKindOther(Failed):
    """A token of a holder round a credential, or of an issuer round a presentation.

    Were it read, the holder's key would speak for the issuer that the credential names.
    """

    code = "jwt.kind-other"
    sentence = "The token is made for a presentation and holds a credential, or the other way round."
    remedy = "Do not rely on it. Ask the issuer whether the credential comes from it."
    section = "VC-JOSE-COSE 3.1"


class JwtExpired(Failed):
    """The signature states an end that has passed."""

    code = "jwt.expired"
    sentence = "The signature on the token has expired."
    remedy = "Ask the issuer for a copy signed anew."
    section = "RFC 7519 4.1.4"
