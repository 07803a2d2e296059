"""What an examination can find that no other module says."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class PresentationEmpty(Undecided):
    """A presentation without any credential: there is nothing to hold or not."""

    code = "kind.presentation-empty"
    sentence = "The presentation has no credential inside."
    remedy = "Ask the holder to present the credential itself."
    section = "VCDM 4.13"


class TooManyInside(Undecided):
    """More credentials inside, or deeper inside each other, than are examined."""

    code = "kind.too-many-inside"
    sentence = "There are more credentials inside than are examined in one go."
    remedy = "Ask the holder for the credentials one by one."
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
