"""What is refused of signed documents."""

from __future__ import annotations

from microcred.errors import MicrocredError


class StateFinal(MicrocredError):
    """A revoked credential cannot be suspended or reinstated."""

    code = "credential.state-final"
    sentence = "A withdrawn credential stays withdrawn."
    remedy = "Award it anew if it was withdrawn by mistake."


class ReasonMissing(MicrocredError):
    """A status was changed without saying why."""

    code = "credential.reason-missing"
    sentence = "A reason is needed."
    remedy = "Say in a sentence why; the holder can read it."


class FormUnknown(MicrocredError):
    """A format that is not issued here."""

    code = "credential.form-unknown"
    sentence = "This format is not issued here."
    remedy = "Ask for the JSON (di) or the JWT (jwt)."


class ContentGone(MicrocredError):
    """The bytes were erased; the status stays."""

    code = "credential.erased"
    sentence = "The content of this credential was erased."
    remedy = "Its status can still be asked for."


class AlreadySuperseded(MicrocredError):
    """A correction or renewal of what has been corrected or renewed already."""

    code = "credential.superseded"
    sentence = "This credential has a successor already."
    remedy = "Correct or renew the successor."


class StatusListUnknown(MicrocredError):
    """No status list has this address."""

    code = "status-list.unknown"
    sentence = "There is no status list at this address."
    remedy = "Take the address from the credential."
