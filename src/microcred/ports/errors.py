"""What can go wrong on the way to an address, and with a key file. All leave a question open."""

from __future__ import annotations

from microcred.errors import MicrocredError
from microcred.vc.errors import Undecided


class FetchFailed(Undecided):
    """Nothing came from the address, or nothing that may be used."""

    code = "fetch.failed"
    sentence = "The address could not be reached."
    remedy = "Check the address, or try again later."


class AddressInvalid(FetchFailed):
    """Not an https address, or one with a name and password in it."""

    code = "fetch.address-invalid"
    sentence = "This is not an address that can be fetched."
    remedy = "Give a full address that starts with https://."


class AddressRefused(FetchFailed):
    """The address leads into a private network or to this machine."""

    code = "fetch.address-refused"
    sentence = "The address leads into a private network and is not fetched."
    remedy = "Give a public address; an operator can name exceptions by exact host and port."


class FetchTooLarge(FetchFailed):
    """The answer is larger than the limit."""

    code = "fetch.too-large"
    sentence = "What the address sends is too large."
    remedy = "Download the file yourself and give it directly."


class FetchTooSlow(FetchFailed):
    """The answer did not come within the time limit."""

    code = "fetch.too-slow"
    sentence = "The address took too long to answer."
    remedy = "Try again later."


class FetchRedirected(FetchFailed):
    """One redirect after another, or one without a target."""

    code = "fetch.redirected"
    sentence = "The address leads on and on to other addresses."
    remedy = "Give the address of the document itself."


class FetchRefused(FetchFailed):
    """The server answered with an error."""

    code = "fetch.refused"
    sentence = "The address answered with an error."
    remedy = "Check the address, or ask its owner."


class FetchGone(FetchRefused):
    """The server says that there was something and is no more (HTTP 410)."""

    code = "fetch.gone"
    sentence = "What was at the address has been taken away."
    remedy = "Ask its owner."


class FetchOffline(FetchFailed):
    """Nothing is fetched, because nobody wants it."""

    code = "fetch.offline"
    sentence = "Nothing is fetched while working offline."
    remedy = "Run the same check online."


class KeyFileUnreadable(MicrocredError):
    """No key file, or one that this program did not write."""

    code = "keyfile.unreadable"
    sentence = "The key file could not be read."
    remedy = "Make one with `microcred keygen`."


class KeyFileExposed(MicrocredError):
    """Others on this machine may read the key file."""

    code = "keyfile.exposed"
    sentence = "The key file can be read by others."
    remedy = "Run `chmod 600` on it; if others may have read it, make a new key."


class KeyFilePresent(MicrocredError):
    """A file is there already: a key is never overwritten."""

    code = "keyfile.present"
    sentence = "There is a file of that name already."
    remedy = "Choose another name, or move the old key away."


class KeyFilePassword(MicrocredError):
    """The key file is encrypted, and the password is missing or wrong."""

    code = "keyfile.password"
    sentence = "The key file needs its password."
    remedy = "Give the password that the key was made with."
