"""What can be wrong with a seal, apart from the signature itself (`vc/keys/errors.py`)."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class SealMalformed(Failed):
    """A seal that breaks its format, or names another certificate than the one it carries."""

    code = "seal.malformed"
    sentence = "The seal on the document could not be read."
    remedy = "Ask for the original file: any program that saves it anew breaks the seal."
    section = "ETSI TS 119 182-1 5"


class SealUnsupported(Undecided):
    """A document sealed in a way that is not known here."""

    code = "kind.seal"
    sentence = "The document is sealed in a way that is not checked here."
    remedy = "Check it with the service that it was made for."
    section = "ETSI TS 119 182-1 5"


class SealKeyMissing(Undecided):
    """A seal without its certificate: which key made it is anybody's guess."""

    code = "seal.key-missing"
    sentence = "The seal does not carry the certificate that it was made with."
    remedy = "Ask the issuer for a copy sealed anew."
    section = "ETSI TS 119 182-1 5.1.8"


class SealedForAnother(Undecided):
    """The certificate belongs to another organisation than the issuer that the document names."""

    code = "seal.for-another"
    sentence = "Another organisation sealed the document for the issuer that it names."
    remedy = "Ask the issuer whether it had its credentials sealed there."
    section = "ELM 3 issuer"
