"""What the catalogue refuses."""

from __future__ import annotations

from microcred.errors import MicrocredError


class ContentInvalid(MicrocredError):
    """A field of a micro-credential has a value that cannot be."""

    code = "achievement.content"
    sentence = "A field of the micro-credential has a value that cannot be."
    remedy = "Correct the field that is named."


class Incomplete(MicrocredError):
    """Fields that must be filled before publishing are empty."""

    code = "achievement.incomplete"
    sentence = "Something is still missing before this can be published."
    remedy = "Fill the fields that are named; the EU recommendation asks for them."


class WrongState(MicrocredError):
    """The version is in another state than this step needs."""

    code = "achievement.state"
    sentence = "This is not possible in the present state of the micro-credential."
    remedy = "Reload the page to see what has happened meanwhile."


class EditedMeanwhile(MicrocredError):
    """Somebody else saved the draft since it was opened."""

    code = "achievement.edited-meanwhile"
    sentence = "Somebody else has saved this draft since you opened it."
    remedy = "Open it again and repeat your change; nothing was overwritten."


class SecondPairOfEyes(MicrocredError):
    """Somebody tried to approve their own work."""

    code = "achievement.second-pair-of-eyes"
    sentence = "A second person has to approve this: not who wrote it or submitted it."
    remedy = "Ask a colleague who may review."


class NotReviewed(MicrocredError):
    """The institution asks for a review before publishing."""

    code = "achievement.not-reviewed"
    sentence = "This institution publishes only what a second person has approved."
    remedy = "Submit it for review."


class ImageRefused(MicrocredError):
    """An uploaded badge image that is no PNG or SVG, or too large."""

    code = "achievement.image"
    sentence = "This picture cannot be used as a badge."
    remedy = "Upload a PNG or SVG of at most 1 MB, without scripts."


class OfferingInvalid(MicrocredError):
    """A field of an offering has a value that cannot be."""

    code = "offering.content"
    sentence = "A field of the offering has a value that cannot be."
    remedy = "Correct the field that is named."


class OfferingState(MicrocredError):
    """The offering is in another state than this step needs."""

    code = "offering.state"
    sentence = "This is not possible in the present state of the offering."
    remedy = "Reload the page to see what has happened meanwhile."


class NothingToLeadTo(MicrocredError):
    """The micro-credential that an offering leads to is not published."""

    code = "offering.achievement-not-published"
    sentence = "An offering leads to a published micro-credential, and this one is not published."
    remedy = "Publish the micro-credential first, or choose another one."


class NotAgreed(MicrocredError):
    """The institution that certifies has not agreed that this one leads to its micro-credential."""

    code = "offering.not-agreed"
    sentence = "Another institution certifies this, and no agreement with it covers your offering now."
    remedy = (
        "Ask it to propose an agreement under which you may award theirs, and accept it under Agreements."
    )


class PlaceUnknown(MicrocredError):
    """The place after which a page of a feed begins is none that a feed gave."""

    code = "offering.feed"
    sentence = "This is not the address of a page of the feed."
    remedy = "Begin with the first page, and follow the address of the next one that each page gives."
