"""What is refused when assessing and certifying."""

from __future__ import annotations

from microcred.errors import MicrocredError
from microcred.platform.awards.sheets.errors import RowError


class AssessmentRefused(MicrocredError):
    """Root of what this app refuses."""

    code = "assessment"
    sentence = "This is not possible in this assessment."


class MethodInvalid(AssessmentRefused):
    """A field of a method has a value that cannot be."""

    code = "assessment.method"
    sentence = "A field of the method has a value that cannot be."
    remedy = "Correct the field that is named."


class MethodInUse(AssessmentRefused):
    """Somebody has handed in work under this method: it stays as it was announced."""

    code = "assessment.method-in-use"
    sentence = "Work has been handed in under this method, so it stays as it was announced."
    remedy = "Begin a new version of the micro-credential, and give that one another method."


class MethodMissing(AssessmentRefused):
    """No method under which the institution teaches what its offering leads to."""

    code = "assessment.no-method"
    sentence = "No method says how this is assessed when your institution teaches it."
    remedy = "Ask who certifies to set a method that names your institution."


class MarksInvalid(AssessmentRefused):
    """Marks that do not name one level for each criterion."""

    code = "assessment.marks"
    sentence = "Each criterion needs one of its levels."
    remedy = "Choose a level for the criterion that is named."


class NotOpen(AssessmentRefused):
    """Nothing can be handed in: no method, past the date, or not for this person."""

    code = "assessment.not-open"
    sentence = "Nothing can be handed in here at present."
    remedy = "Ask the institution when the next date is."


class EnrolmentMissing(AssessmentRefused):
    """The method takes work only from who is enrolled, and this person is not."""

    code = "assessment.not-enrolled"
    sentence = "Work is taken here from those who are enrolled."
    remedy = "Enrol in an offering of this micro-credential, then hand in."


class HandedInAlready(AssessmentRefused):
    """Work is being assessed, or was passed."""

    code = "assessment.handed-in"
    sentence = "Your work is with the assessors, or has been decided."
    remedy = "Wait for the decision. You can hand in again only where you are asked to."


class EvidenceRefused(AssessmentRefused):
    """A file that is not one of the kinds that are taken, or is too large."""

    code = "assessment.evidence"
    sentence = "This file cannot be taken as evidence."
    remedy = "Hand in a PDF, a PNG or JPEG picture, a plain text, an MP4 or MP3 of at most 20 MB."


class EvidenceMissing(AssessmentRefused):
    """Nothing was handed in, or not what the method asks for."""

    code = "assessment.evidence-missing"
    sentence = "What the method asks for is missing."
    remedy = "Add the text, the link or the file that is named."


class OwnWork(AssessmentRefused):
    """Somebody would mark or decide on their own work."""

    code = "assessment.own-work.not-allowed"
    sentence = "Nobody assesses or decides on their own work."
    remedy = "Ask a colleague."


class Conflicted(AssessmentRefused):
    """The assessor has declared a conflict of interest."""

    code = "assessment.conflict-declared.not-allowed"
    sentence = "You have declared a conflict of interest here."
    remedy = "Leave this one to a colleague."


class NotIndependent(AssessmentRefused):
    """Who taught may not certify where the micro-credential asks for independence."""

    code = "assessment.independence.not-allowed"
    sentence = "Who taught may not certify: this micro-credential asks for independence."
    remedy = "Ask a certifier who had no part in the teaching."


class PlaceTaken(AssessmentRefused):
    """All places for assessors of this work are taken."""

    code = "assessment.place-taken"
    status = 409
    sentence = "As many assessors as are needed are at work on this already."
    remedy = "Take the next one from the queue."


class DecidedAlready(AssessmentRefused):
    """Somebody else has decided in the meantime."""

    code = "assessment.decided.conflict"
    sentence = "This has been decided in the meantime."
    remedy = "Open it again to see by whom, and why. Nothing was changed."


class NotReady(AssessmentRefused):
    """The work is not in the state that this step needs."""

    code = "assessment.state"
    sentence = "This is not possible in the present state of the work."
    remedy = "Reload the page to see what has happened meanwhile."


class ReasonMissing(AssessmentRefused):
    """A decision without a reason."""

    code = "assessment.reason"
    sentence = "A decision needs its reason."
    remedy = "Write one sentence; the learner can read it."


class ResultsRefused(AssessmentRefused):
    """A sheet of results that cannot be read as marks."""

    code = "assessment.results"
    sentence = "This sheet cannot be read as marks."
    remedy = "Give it the columns name, email and one for each criterion, with the levels' names."


class LevelUnknown(RowError):
    """A cell that names none of the levels of its criterion."""

    code = "row.level"
    sentence = "This is none of the levels of the criterion."
    remedy = "Write the level's name or its points, as the method has them."


class OwnRow(RowError):
    """Somebody stands in the sheet of marks that they give."""

    code = "row.own"
    sentence = "Nobody marks themself."
    remedy = "Leave this row to a colleague."


class NotTaughtHere(RowError):
    """Somebody in a sheet of marks who is not enrolled: in the offering whose marks they are, or at all where
    the agreement with the certifier ended before the cohort began."""

    code = "row.not-enrolled"
    sentence = "Marks are taken here for those who are enrolled, and this person is not."
    remedy = "Leave the row out, or see under Enrolments with which address they are enrolled."


class NotAgreed(AssessmentRefused):
    """Who certifies has no agreement, or none any more, with who teaches."""

    code = "assessment.not-agreed"
    sentence = "The institution that certifies has no agreement with the one that teaches now."
    remedy = "Make one under Agreements. Those who are enrolled already are certified without a new one."


class AppealRefused(AssessmentRefused):
    """There is nothing to appeal against, or it has been appealed against."""

    code = "assessment.appeal"
    sentence = "There is no decision here against which you can appeal."
    remedy = "One appeal is possible against a decision that you did not pass."


class RuleNotMet(AssessmentRefused):
    """Somebody would let pass what does not meet the stated rule."""

    code = "assessment.rule-not-met"
    sentence = "These marks do not meet the pass rule that was announced."
    remedy = "Decide that it is not passed, or ask for the work again."


class SampleOpen(AssessmentRefused):
    """The sample has not been marked again in full."""

    code = "assessment.sample-open"
    sentence = "The sample has not been marked again in full."
    remedy = "Mark what is left of the sample first."


class OwnDecision(AssessmentRefused):
    """Who marked or decided would hear the appeal against it."""

    code = "assessment.own-decision.not-allowed"
    sentence = "Who marked or decided does not hear the appeal."
    remedy = "Ask a certifier who had no part in it."
