"""What is refused of institutions, members and keys."""

from __future__ import annotations

from microcred.errors import MicrocredError


class NotFound(MicrocredError):
    """There is nothing at this address, or nothing for whoever asks: a stranger cannot tell which."""

    code = "access.not-found"
    sentence = "There is nothing here."
    remedy = "Check the address, or sign in with the account that may see it."

    def __init__(self, detail: str = "", *, guarded_by: int = 0) -> None:
        super().__init__(detail)
        self.guarded_by = guarded_by
        """The number of the institution whose object it is; 0 where there is nothing at all."""


class NotAllowed(MicrocredError):
    """A member whose roles do not include this."""

    code = "access.not-allowed"
    sentence = "Your role does not include this."
    remedy = "Ask an owner or administrator of the institution for the role that is named."


class ProfileInvalid(MicrocredError):
    """A field of an institution's profile has a value that cannot be."""

    code = "institution.profile"
    sentence = "A field of the institution's profile has a value that cannot be."
    remedy = "Correct the field that is named."


class LogoRefused(MicrocredError):
    """An uploaded logo that is no PNG, or too large."""

    code = "institution.logo"
    sentence = "This picture cannot be used as a logo."
    remedy = "Upload a PNG of at most 500 kB and 2,000 pixels a side."


class LastOwner(MicrocredError):
    """The last owner cannot go, nor give up that role."""

    code = "member.last-owner"
    sentence = "An institution needs an owner."
    remedy = "Make somebody else an owner first."


class RoleUnknown(MicrocredError):
    """A role that does not exist, or none at all."""

    code = "member.role"
    sentence = "At least one role is needed, out of those that are listed."
    remedy = "Choose one or more roles."


class MemberUnknown(MicrocredError):
    """Nobody with this number belongs to the institution."""

    code = "member.not-found"
    sentence = "This person is not a member here."
    remedy = "Reload the page to see who is."


class InvitationGone(MicrocredError):
    """An invitation that was used, withdrawn or has run out."""

    code = "invitation.gone"
    sentence = "This invitation is no longer open."
    remedy = "Ask the institution for a new one."


class InvitationForAnother(MicrocredError):
    """An invitation to an address that this account has not confirmed."""

    code = "invitation.not-allowed"
    sentence = "This invitation was sent to another address than yours."
    remedy = "Add and confirm that address in your account, or ask to be invited under yours."


class AddressInvalid(MicrocredError):
    """An e-mail address that cannot be one."""

    code = "invitation.address"
    sentence = "This is no e-mail address."
    remedy = "Check it for slips."


class KeyMissing(MicrocredError):
    """The institution has no key that may sign at this time."""

    code = "key.missing"
    sentence = "The institution has no key to sign with."
    remedy = "An owner makes one under Settings, Keys."


class KeyUnknown(MicrocredError):
    """No key of this institution has this id."""

    code = "key.not-found"
    sentence = "The institution has no such key."
    remedy = "Reload the page to see its keys."


class KeyKindRefused(MicrocredError):
    """A kind of key that institutions do not sign with here."""

    code = "key.kind"
    sentence = "Institutions do not sign with this kind of key here."
    remedy = "Choose Ed25519, P-256, P-384 or RSA."


class DateRefused(MicrocredError):
    """A key is said to be compromised from a time that cannot be."""

    code = "key.date"
    sentence = "A key cannot be compromised from this time on."
    remedy = "Give a time between the key's beginning and now."


class KeyStoreLocked(MicrocredError):
    """The secret that opens the stored keys is missing, too short or another one."""

    code = "key-store.locked"
    sentence = "The stored signing keys cannot be opened."
    remedy = "Give the secret they were encrypted with as MICROCRED_KEY_ENCRYPTION_KEY."
