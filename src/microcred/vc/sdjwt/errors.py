"""What can be wrong with an SD-JWT, apart from the signature itself (`vc/keys/errors.py`)."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class SdJwtMalformed(Failed):
    """Text that is no SD-JWT, or a claim of another form than the standard's."""

    code = "sdjwt.malformed"
    sentence = "The token with selected content could not be read."
    remedy = "Ask the holder to show the credential anew."
    section = "RFC 9901 4"


class DisclosureWrong(Failed):
    """A disclosed value that the issuer did not sign, or that is shown twice."""

    code = "sdjwt.disclosure-wrong"
    sentence = "Something is shown that the issuer did not sign."
    remedy = "Do not rely on it. Ask the holder to show the credential anew."
    section = "RFC 9901 7.1"


class HolderKeyMissing(Failed):
    """The holder was asked to prove that the credential is theirs, and did not."""

    code = "sdjwt.holder-missing"
    sentence = "The holder did not prove that the credential is theirs."
    remedy = "Ask the holder to show it anew, to you."
    section = "RFC 9901 7.3"


class HolderKeyWrong(Failed):
    """The holder's proof is wrong, of another credential, or by another key."""

    code = "sdjwt.holder-wrong"
    sentence = "The proof that the credential is the holder's is wrong."
    remedy = "Do not rely on it. Ask the holder to show it anew."
    section = "RFC 9901 7.3"


class IssuerMetadataMalformed(Undecided):
    """The issuer's metadata cannot be used, so its keys are out of reach."""

    code = "sdjwt.metadata-malformed"
    sentence = "The issuer's own description of its keys could not be read."
    remedy = "Ask the issuer to repair the document at its address."
    section = "SD-JWT VC 5"
