"""What admissions refuses."""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError


class AdmissionsError(MicrocredError):
    """Root of what this app refuses."""

    code = "admissions"
    sentence = "This cannot be done."
    remedy = "Look at what the page says now."


class ProgrammeUnknown(AdmissionsError):
    """No programme has this address, or it is not open to the public."""

    code = "programme.not-found"
    sentence = "There is no such programme."
    remedy = "Look at the list of programmes."
    status: ClassVar[int] = 404


class NothingDropped(AdmissionsError):
    """The calculator was given nothing."""

    code = "admissions.nothing-dropped"
    sentence = "There is nothing to count yet."
    remedy = "Choose files of credentials, or paste one."


class TooManyDropped(AdmissionsError):
    """More files than are looked at in one go."""

    code = "admissions.too-many-dropped"
    sentence = "These are more files than are looked at in one go."
    remedy = "Give fewer files."


class CaseUnknown(AdmissionsError):
    """No case has this address, or it is somebody else's."""

    code = "case.not-found"
    sentence = "There is no such application."
    remedy = "Look at your applications."
    status: ClassVar[int] = 404


class CaseClosed(AdmissionsError):
    """The case is not at this step."""

    code = "case.state"
    sentence = "This is not possible in the present state of the application."
    remedy = "Reload the page to see what has happened meanwhile."


class ItemUnknown(AdmissionsError):
    """Nothing stands at this place of the case, or nothing of which this could be said."""

    code = "case.item-not-found"
    sentence = "Nothing of the kind was handed in at this place."
    remedy = "Reload the page to see what was handed in."


class PaperUnreadable(AdmissionsError):
    """The credits or the level of a paper are no such number."""

    code = "case.paper-unreadable"
    sentence = "What the paper shows could not be read."
    remedy = "Write credits as a number such as 7.5, and the level as a number from 1 to 8."


class ExaminerUnknown(AdmissionsError):
    """A case is given to somebody who may not decide it."""

    code = "case.examiner-unknown"
    sentence = "Nobody of this name decides cases here."
    remedy = "Choose somebody from the list."


class AnotherPerson(AdmissionsError):
    """Four eyes, or an appeal, ask for somebody who has not decided it before."""

    code = "case.another-person"
    sentence = "Somebody else has to do this."
    remedy = "Ask a colleague who has not decided this application before."


class ReasonsMissing(AdmissionsError):
    """A decision without reasons."""

    code = "case.reasons-missing"
    sentence = "A decision needs its reasons."
    remedy = "Write in a sentence or two why; the applicant reads it."


class ReplayDiffers(AdmissionsError):
    """The stored inputs under the stored rule give another result than the one that is stored."""

    code = "case.replay-differs"
    sentence = "The stored decision does not follow from what is stored with it."
    remedy = "Tell who keeps the records: something was changed afterwards."


class CreditLineUnknown(AdmissionsError):
    """The record has no such line for this institution."""

    code = "credit.not-found"
    sentence = "There is no such line in the record of credit here."
    remedy = "Look at the list of credit."
    status: ClassVar[int] = 404


class CreditReasonMissing(AdmissionsError):
    """Credit is released, transferred or refused without a reason."""

    code = "credit.reason-missing"
    sentence = "This needs a reason."
    remedy = "Write in a sentence why; the learner reads it."


class ReleaseStands(AdmissionsError):
    """A release that nobody made by hand, or that is taken back already, or whose hold has ended."""

    code = "credit.release-stands"
    sentence = "This release cannot be taken back."
    remedy = "Decide on the application anew if the credit should count here again."


class TransferRefused(AdmissionsError):
    """To oneself, or proposed already."""

    code = "credit.transfer-refused"
    sentence = "This transfer cannot be proposed."
    remedy = "Choose another institution, or wait for the answer to the proposal that is open."


class TransferClosed(AdmissionsError):
    """The proposal was answered or withdrawn before."""

    code = "credit.transfer-closed"
    sentence = "This proposal is not open any more."
    remedy = "Reload the page to see what has happened meanwhile."


class TransferWithoutCase(AdmissionsError):
    """The case is not here, is refused, or this credential was not handed in with it."""

    code = "credit.transfer-case"
    sentence = "This credit can only be taken for an application that the same credential was handed in with."
    remedy = "Ask the learner to apply here with it, then accept."
