"""What an examination can find that no other module says."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class KindUnsupported(Undecided):
    """A credential or presentation of a kind that another verifier may check."""

    code = "kind.unsupported"
    sentence = "This kind of credential is not checked here."
    remedy = "Check it with a verifier for its own standard."
    section = "VCDM 4"


class VersionUnsupported(Undecided):
    """A credential of the first version of the data model."""

    code = "kind.version"
    sentence = "The credential follows version 1.1 of the standard, which is only checked in part here."
    remedy = "Ask the issuer for a credential of version 2.0."
    section = "VCDM 4.3"


class SealUnsupported(Undecided):
    """A document sealed in another way, such as JAdES or SD-JWT."""

    code = "kind.seal"
    sentence = "The document is sealed in a way that is not checked here."
    remedy = "Check it with the service that it was made for."
    section = "VCDM 4.13"


class IssuerNotController(Failed):
    """The key belongs to somebody else than the issuer that the document names."""

    code = "issuer.not-controller"
    sentence = "The document was signed with a key of somebody else than the issuer it names."
    remedy = "Do not rely on it. Ask the issuer whether the credential comes from it."
    section = "VC-DATA-INTEGRITY 4.4"


class NotYetValid(Failed):
    """The time asked about is before `validFrom`."""

    code = "dates.not-yet-valid"
    sentence = "It is not valid yet at the time asked about."
    remedy = "Check it again from that date on."
    section = "VCDM 4.9"


class CredentialExpired(Failed):
    """The time asked about is after `validUntil`."""

    code = "dates.expired"
    sentence = "It had expired at the time asked about."
    remedy = "Ask the holder for a renewed credential."
    section = "VCDM 4.9"


class RecipientOther(Failed):
    """The credential names somebody else than the person asked about."""

    code = "recipient.other"
    sentence = "It was issued to somebody else than the person asked about."
    remedy = "Ask the holder for their own credential."
    section = "OB 3.0 8.4"


class RecipientNotStated(Undecided):
    """The credential does not say what was asked about the recipient."""

    code = "recipient.not-stated"
    sentence = "It does not say enough about its recipient to compare."
    remedy = "Ask about something that the credential states, such as the name."
    section = "OB 3.0 8.4"
