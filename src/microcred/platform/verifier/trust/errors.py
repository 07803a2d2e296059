"""What is refused of trust lists, and what a policy leaves undecided."""

from __future__ import annotations

from microcred.errors import MicrocredError
from microcred.vc.errors import Undecided


class CredentialTooOld(Undecided):
    """The policy asks for a credential that was issued more lately."""

    code = "issuer.too-long-ago"
    sentence = "The issuer is trusted, but the credential was issued longer ago than your policy allows."
    remedy = "Choose another policy, or ask the holder for a newer credential."
    section = "VCDM 4.5"


class TrustListUnreadable(MicrocredError):
    """A list in none of the forms that are read here."""

    code = "trust-list.unreadable"
    sentence = "The list could not be read."
    remedy = "Give a registry file, one identifier on each line, a JSON list, or certificates as PEM."


class TrustListTooLong(MicrocredError):
    """More entries than are kept."""

    code = "trust-list.too-long"
    sentence = "The list has more entries than are kept here."
    remedy = "Split it, or keep only the issuers that you meet."


class TrustListRolledBack(MicrocredError):
    """The source now gives an older list than it gave before: what was added since would be lost."""

    code = "trust-list.rolled-back"
    sentence = "The list's address now gives an older list than before; the newer one is kept."
    remedy = "Ask the publisher of the list; remove and add it again if that is right."


class TrustListUnknown(MicrocredError):
    """No list, entry or policy of this reader has this address."""

    code = "trust-list.not-found"
    sentence = "There is no such list."
    remedy = "Go back to the lists."


class TrustRefused(MicrocredError):
    """Somebody who may not change a list."""

    code = "trust-list.not-allowed"
    sentence = "Only whoever keeps this list may change it."
    remedy = "Keep a list of your own."


class TrustIncomplete(MicrocredError):
    """A decision without what makes it understandable later."""

    code = "trust-entry.incomplete"
    sentence = "A decision to trust needs an issuer, a name, a reason and a day when it ends."
    remedy = "Fill in what is missing."


class IssuerNamedWrongly(MicrocredError):
    """Not an identifier that an issuer can have."""

    code = "trust-entry.issuer"
    sentence = "This is no identifier of an issuer."
    remedy = "Give a DID, such as did:web:college.example, or an https address."
