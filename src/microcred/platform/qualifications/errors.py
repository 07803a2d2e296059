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


class RuleEditedMeanwhile(QualificationError):
    """Somebody else saved the draft since it was opened."""

    code = "rule.edited-meanwhile"
    sentence = "Somebody else has saved this draft since you opened it."
    remedy = "Open it again and repeat your change; nothing was overwritten."
