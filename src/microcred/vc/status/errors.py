"""What can be said of a credential's status. Errors of the list leave it open; a set bit decides."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class StatusEntryMalformed(Failed):
    """MALFORMED_VALUE_ERROR in the credential's own `credentialStatus`."""

    code = "status.entry-malformed"
    sentence = "The credential's status entry is malformed."
    remedy = "Ask the issuer for a copy signed anew."
    section = "BITSTRING-STATUS-LIST 2.1"


class StatusTooMany(Undecided):
    """More entries on one credential than are asked about."""

    code = "status.too-many-entries"
    sentence = "The credential has more status entries than are asked about in one go."
    remedy = "Ask the issuer whether the credential still counts."
    section = "BITSTRING-STATUS-LIST 2.1"


class StatusUnsupported(Undecided):
    """A status method that is not known here."""

    code = "status.unsupported"
    sentence = "The credential's kind of status is not supported here."
    remedy = "Ask the issuer whether the credential still counts."
    section = "BITSTRING-STATUS-LIST 2.1"


class StatusUnreachable(Undecided):
    """STATUS_RETRIEVAL_ERROR: the list could not be had."""

    code = "status.unreachable"
    sentence = "The list that says whether it was revoked could not be fetched."
    remedy = "Try again when you are online, or later."
    section = "BITSTRING-STATUS-LIST 3.2"


class StatusListUnverified(Undecided):
    """STATUS_VERIFICATION_ERROR: not the issuer's list."""

    code = "status.list-unverified"
    sentence = "The status list could not be accepted as the issuer's own."
    remedy = "Ask the issuer whether the credential still counts."
    section = "BITSTRING-STATUS-LIST 3.2"


class StatusPurposeOther(Undecided):
    """STATUS_VERIFICATION_ERROR: the issuer's list, but of another purpose than the entry's."""

    code = "status.other-purpose"
    sentence = "The status list is for another purpose than the credential's entry."
    remedy = "Ask the issuer whether the credential still counts."
    section = "BITSTRING-STATUS-LIST 3.2"


class StatusListMalformed(Undecided):
    """MALFORMED_VALUE_ERROR in the list: it cannot be read."""

    code = "status.list-malformed"
    sentence = "The status list could not be read."
    remedy = "Ask the issuer to repair its status list."
    section = "BITSTRING-STATUS-LIST 3.2"


class StatusListTooShort(Undecided):
    """STATUS_LIST_LENGTH_ERROR: under 131,072 entries, so asking for one tells who is asked about."""

    code = "status.list-too-short"
    sentence = "The status list is shorter than the standard allows."
    remedy = "Ask the issuer to repair its status list."
    section = "BITSTRING-STATUS-LIST 3.2"


class StatusListTooLong(Undecided):
    """A list that unpacks to more than the stated limit."""

    code = "status.list-too-long"
    sentence = "The status list is larger than this verifier unpacks."
    remedy = "Ask the issuer whether the credential still counts."
    section = "BITSTRING-STATUS-LIST 6.2"


class StatusIndexOutOfRange(Undecided):
    """RANGE_ERROR: the list has no such entry."""

    code = "status.index-out-of-range"
    sentence = "The status list has no entry for this credential."
    remedy = "Ask the issuer whether the credential still counts."
    section = "BITSTRING-STATUS-LIST 3.2"


class StatusOfAnotherTime(Undecided):
    """The list speaks of another time than the one asked about."""

    code = "status.other-time"
    sentence = "The status list at hand is of another time than the one asked about."
    remedy = "Fetch the list anew, or ask about the time of the list."
    section = "BITSTRING-STATUS-LIST 2.2"


class StatusRevoked(Failed):
    """The issuer took the credential back for good."""

    code = "status.revoked"
    sentence = "The issuer has revoked the credential."
    remedy = "Ask the holder or the issuer for a current one."
    section = "BITSTRING-STATUS-LIST 2.1"


class StatusSuspended(Failed):
    """The issuer has put the credential on hold."""

    code = "status.suspended"
    sentence = "The issuer has suspended the credential for now."
    remedy = "Ask the issuer; a suspension can be lifted."
    section = "BITSTRING-STATUS-LIST 2.1"
