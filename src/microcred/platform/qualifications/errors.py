"""What is refused about rules and qualifications."""

from __future__ import annotations

from microcred.errors import MicrocredError


class QualificationError(MicrocredError):
    """Root of what this app refuses."""

    code = "qualification"
    sentence = "This cannot be done with the qualification."
    remedy = "Look at what it says now."


class RuleUnknown(QualificationError):
    """No rule has this address, or it has not been published."""

    code = "rule.not-found"
    sentence = "There is no such rule."
    remedy = "Look at the rules of the institution."


class NothingToPublish(QualificationError):
    """There is no draft."""

    code = "rule.no-draft"
    sentence = "There is no draft that could be published."
    remedy = "Write a new version first."


class NothingToMeasure(QualificationError):
    """There is no draft, or no published version to compare it with."""

    code = "rule.nothing-to-measure"
    sentence = "There is no draft beside a published version that could be compared."
    remedy = "Save a draft first. A first version changes nothing for anybody."


class RuleEditedMeanwhile(QualificationError):
    """Somebody else saved the draft since it was opened."""

    code = "rule.edited-meanwhile"
    sentence = "Somebody else has saved this draft since you opened it."
    remedy = "Open it again and repeat your change; nothing was overwritten."


class QualificationUnknown(QualificationError):
    """No qualification has this address, or its rule was not published."""

    code = "qualification.not-found"
    sentence = "There is no such qualification."
    remedy = "Look at what the institution offers."


class NotComplete(QualificationError):
    """Something is still missing under the learner's version of the rule."""

    code = "qualification.not-complete"
    sentence = "This qualification is not complete yet."
    remedy = "Look at the map for what is missing."


class AlreadyAwarded(QualificationError):
    """It was awarded before."""

    code = "qualification.already-awarded"
    sentence = "This qualification has been awarded already."
    remedy = "Open the award."
