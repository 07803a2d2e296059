"""What is refused of accounts."""

from __future__ import annotations

from microcred.errors import MicrocredError


class AccountUnknown(MicrocredError):
    """No such account, or the demo is not open here."""

    code = "account.not-found"
    sentence = "There is no such account."
    remedy = "Check the address."


class AccountHeld(MicrocredError):
    """An account that something still stands on."""

    code = "account.held"
    sentence = "This account cannot be erased yet."
    remedy = "Hand over first what is named."


class NameMissing(MicrocredError):
    """An account without the name it is to be shown under."""

    code = "account.name"
    sentence = "A name is needed, of at most 200 characters."
    remedy = "Enter the name as it should be shown to others."


class LanguageUnknown(MicrocredError):
    """A language that the site does not speak."""

    code = "account.language"
    sentence = "The site does not speak this language."
    remedy = "Choose one of the languages that are listed."


class TooOften(MicrocredError):
    """Something was done more often than anybody needs to."""

    code = "account.limit"
    sentence = "That was often in a short time."
    remedy = "Wait a few minutes, then try again."


class DemoRefused(MicrocredError):
    """A real database was to be marked as the demo's."""

    code = "demo.refused"
    sentence = "This database is not an empty one of a demo site."
    remedy = "Set MICROCRED_DEMO and use a new database."
