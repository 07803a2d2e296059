"""What can be wrong with a badge of Open Badges 2.0 or with what its issuer hosts."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class AssertionMalformed(Failed):
    """A badge that lacks a required field, or has one of another form."""

    code = "openbadges2.malformed"
    sentence = "The badge does not have the form that Open Badges 2.0 requires."
    remedy = "Ask the issuer for a badge that follows the standard."
    section = "OB 2.0 Assertion"


class BadgeOfVersion1(Undecided):
    """A badge of Open Badges 0.5 to 1.1."""

    code = "openbadges2.version-1"
    sentence = "This is a badge of Open Badges 1, of which only the content is shown here."
    remedy = "Ask the issuer for a badge of Open Badges 2 or 3."
    section = "OB 2.0 history"


class HostedMalformed(Undecided):
    """A badge class, profile, key or list that its host states in another form than the standard's."""

    code = "openbadges2.hosted-malformed"
    sentence = "A document that the issuer hosts could not be read."
    remedy = "Ask the issuer to repair the document at its address."
    section = "OB 2.0 verification"


class AssertionOutOfScope(Failed):
    """The badge is hosted where its issuer does not vouch for anything."""

    code = "openbadges2.out-of-scope"
    sentence = "The badge is hosted at an address that is not its issuer's."
    remedy = "Do not rely on it. Ask the issuer whether the badge comes from it."
    section = "OB 2.0 VerificationObject"


class AssertionDiffers(Failed):
    """What the issuer's address states is another badge than the one at hand."""

    code = "openbadges2.differs"
    sentence = "The issuer's address states another recipient, badge or date than this copy."
    remedy = "Do not rely on this copy. Look at the badge at the issuer's address."
    section = "OB 2.0 hosted verification"


class KeyNotTheIssuers(Failed):
    """The badge names a signing key that its issuer's profile does not list."""

    code = "openbadges2.key-foreign"
    sentence = "The badge was signed with a key that is not the issuer's."
    remedy = "Do not rely on it. Ask the issuer whether the badge comes from it."
    section = "OB 2.0 signed verification"
