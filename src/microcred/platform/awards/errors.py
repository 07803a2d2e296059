"""What is refused when awarding."""

from __future__ import annotations

from microcred.errors import MicrocredError


class NotPublished(MicrocredError):
    """Only a published version can be awarded."""

    code = "award.not-published"
    sentence = "This micro-credential is not published."
    remedy = "Publish it first, or choose another one."


class PersonRefused(MicrocredError):
    """The values given for one award are not those of a person who can be awarded."""

    code = "award.person"
    sentence = "This award cannot be made as it was entered."
    remedy = "Correct the field that is named."


class AlreadyAwarded(MicrocredError):
    """The same person holds the same micro-credential already."""

    code = "award.already"
    sentence = "This person holds this micro-credential already."
    remedy = "Correct or renew the award they hold."


class BatchMoved(MicrocredError):
    """The batch is in another state than this step needs."""

    code = "batch.state"
    sentence = "This is not possible in the present state of the batch."
    remedy = "Reload the page to see what has happened meanwhile."


class RowsNeedYou(MicrocredError):
    """Rows stand open: nothing is signed until each was put right or left out."""

    code = "batch.rows-need-you"
    sentence = "Some rows still need you; nothing was awarded."
    remedy = "Correct each of them, or leave it out."


class NothingToAward(MicrocredError):
    """No row is to be awarded."""

    code = "batch.nothing"
    sentence = "No row of this sheet is to be awarded."
    remedy = "Look at the pass rule and at the rows that were left out."


class ApprovalMissing(MicrocredError):
    """The institution asks for a second person for batches of this size."""

    code = "batch.approval-missing"
    sentence = "A second person has to approve a batch of this size."
    remedy = "Ask a colleague who may award or review to approve it."


class OwnBatch(MicrocredError):
    """Somebody tried to approve the batch they made themselves."""

    code = "batch.own"
    sentence = "Whoever made the batch cannot be the second person who approves it."
    remedy = "Ask a colleague who may award or review."


class TooLateToUndo(MicrocredError):
    """The release has begun."""

    code = "batch.too-late"
    sentence = "The release has begun; it can no longer be undone."
    remedy = "Withdraw the awards of the batch instead, with a reason."


class RowUnknown(MicrocredError):
    """The batch has no such row."""

    code = "batch.row-unknown"
    sentence = "There is no such row."
    remedy = "Take the row number from the sheet; the row of headers is 1."


class IdentityIncomplete(MicrocredError):
    """A way of establishing identity that is unknown, or a document nobody saw."""

    code = "award.identity"
    sentence = "It must be said how the person's identity was established."
    remedy = "Choose the institution's sign-in, a document with who saw it and when, or e-mail only."


class ReleaseInPast(MicrocredError):
    """A release time that is over."""

    code = "batch.release-time"
    sentence = "The release time is over."
    remedy = "Choose a later one, or release now."


class LinkInvalid(MicrocredError):
    """A link from a mail, or a code, that opens nothing, or no longer."""

    code = "award.link"
    sentence = "This link or code opens nothing, or no longer."
    remedy = "Ask the institution to send the mail again."


class AnswerFinal(MicrocredError):
    """Something that is no longer possible after the answer that was given."""

    code = "award.answer"
    sentence = "This is not possible after the answer that was given."
    remedy = "Accept the credential first."


class NoAddress(MicrocredError):
    """A mail to somebody whose address is not known."""

    code = "award.no-address"
    sentence = "No e-mail address is known for this person."
    remedy = "Print the slip with the code, or correct the award with an address."


class CopyUnknown(MicrocredError):
    """A kind of copy that is not made."""

    code = "award.copy-not-found"
    sentence = "There is no such copy of a credential."
    remedy = "Ask for json, jwt, png, svg or pdf."
