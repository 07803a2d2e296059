"""What can be wrong with an archive of files, and with an evidence bundle."""

from __future__ import annotations

from microcred.vc.errors import Failed, Undecided


class ArchiveUnreadable(Failed):
    """Not a ZIP that is read here: broken, encrypted, split, or packed by an unusual method."""

    code = "archive.unreadable"
    sentence = "The ZIP file could not be read."
    remedy = "Pack the files again as a plain ZIP, without a password."


class ArchiveTooLarge(Failed):
    """More files, or more bytes once unpacked, than are taken."""

    code = "archive.too-large"
    sentence = "The ZIP file holds more than is unpacked here."
    remedy = "Give fewer files at once."


class BundleMalformed(Failed):
    """A bundle whose manifest cannot be read, or does not fit its files."""

    code = "bundle.malformed"
    sentence = "The evidence bundle is damaged: its list of contents does not fit its files."
    remedy = "Ask for the bundle again."


class BundleSealWrong(Failed):
    """The collector's signature does not match the list of contents."""

    code = "bundle.seal-wrong"
    sentence = "The seal of the evidence bundle does not match what is in it."
    remedy = "Do not rely on it. Ask its collector for the original."


class CollectorUnknown(Undecided):
    """Nobody trusted has sealed the bundle, so that its issuer documents and lists are hearsay."""

    code = "bundle.collector-unknown"
    sentence = "What the bundle says of the issuer is hearsay: its collector is not one that you trust."
    remedy = "Name the collector as one you trust, with its document, or check the credential online."
    section = "CID 2"
