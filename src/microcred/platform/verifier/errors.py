"""What the verify pages refuse before any check begins."""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError
from microcred.vc.errors import Undecided


class NothingGiven(MicrocredError):
    """No file, no text, no address."""

    code = "verify.nothing-given"
    sentence = "There is nothing to check yet."
    remedy = "Choose a file, or paste the text or the address of a credential."


class GivenTooLarge(MicrocredError):
    """More bytes than are read here; told before they are read."""

    code = "verify.too-large"
    sentence = "This is larger than what is checked here."
    remedy = "Give the credential itself, or fewer files at once."
    status: ClassVar[int] = 413


class LengthUnknown(MicrocredError):
    """A request that does not say how long it is."""

    code = "verify.length-unknown"
    sentence = "The request does not say how long it is."
    remedy = "Send it with a Content-Length."
    status: ClassVar[int] = 411


class VerifierBusy(MicrocredError):
    """More checks at once than this machine does well; nothing was read."""

    code = "verify.busy"
    sentence = "Many checks are under way here just now."
    remedy = "Try again in a few seconds."
    status: ClassVar[int] = 503


class PageInstead(Undecided):
    """The address answers with a page for people, without the credential."""

    code = "verify.page-instead"
    sentence = "The address shows a web page, not a credential."
    remedy = "On that page, download the credential (JSON, JWT, PNG, SVG or PDF), and give the file here."


class LinkInPicture(Undecided):
    """A picture or paper without a credential, but with a QR code that holds the address of one."""

    code = "verify.link-in-picture"
    sentence = "The file holds no credential, but a QR code with the address of one."
    remedy = "Fetch the address, if its owner may know that somebody checks just this credential."


class OwnNotShown(MicrocredError):
    """An address of this installation that shows the reader no credential."""

    code = "verify.own-not-found"
    sentence = "There is no credential at this address that you may see."
    remedy = "Ask the holder to share it, or to send the file."
    status: ClassVar[int] = 422


class TimeUnreadable(MicrocredError):
    """A time that could not be read."""

    code = "verify.time-unreadable"
    sentence = "The time could not be read."
    remedy = "Write it as 2026-05-14T09:30:00Z."
