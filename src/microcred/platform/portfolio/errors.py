"""What the portfolio refuses."""

from __future__ import annotations

from microcred.errors import MicrocredError


class NotHeld(MicrocredError):
    """A credential, collection or link that is not this learner's. `detail` is its id."""

    code = "portfolio.not-found"
    sentence = "This is not among what you hold."
    remedy = "Open it from your credentials."


class ShareOver(MicrocredError):
    """A link that its holder has withdrawn, or whose time is over."""

    code = "share.gone"
    sentence = "What was shown here is no longer shown."
    remedy = "Ask the person who gave you the address for a new one."


class NothingChosen(MicrocredError):
    """No credential was chosen."""

    code = "portfolio.nothing-chosen"
    sentence = "No credential is chosen."
    remedy = "Tick at least one."


class NotAccepted(MicrocredError):
    """Only what was accepted is shown to others. `detail` is the credential's title."""

    code = "portfolio.not-accepted"
    sentence = "A credential that you have not accepted cannot be shown to others."
    remedy = "Accept it first."


class NotACredential(MicrocredError):
    """What was given to be kept is no credential. `detail` is the reason."""

    code = "portfolio.not-a-credential"
    sentence = "There is no credential in this."
    remedy = "Give the file that the issuer gave you: JSON, JWT, PNG, SVG or PDF."


class AlreadyKept(MicrocredError):
    """The same bytes are kept already. `detail` is the import's id."""

    code = "portfolio.already-kept"
    sentence = "You keep this credential already."
    remedy = "It stands in your credentials, from elsewhere."


class OwnAlready(MicrocredError):
    """A credential of this site that the learner holds as an award."""

    code = "portfolio.own-already"
    sentence = "This credential was awarded here and is yours already."
    remedy = "It stands in your credentials."


class TooMany(MicrocredError):
    """More than one learner may keep. `detail` is the limit."""

    code = "portfolio.limit"
    sentence = "You keep as many as one person may keep here."
    remedy = "Remove some first."


class CannotBeCounted(MicrocredError):
    """Only a sound credential of an unknown issuer, or one that names nobody, can be counted privately."""

    code = "portfolio.cannot-be-counted"
    sentence = "This credential cannot be counted."
    remedy = "Only one that is genuine and does not name somebody else can be."


class SkillUnnamed(MicrocredError):
    """A declared skill without a name, or with one that is too long."""

    code = "portfolio.skill-unnamed"
    sentence = "The skill has no name."
    remedy = "Name it in a few words, as you would say it to an employer."
