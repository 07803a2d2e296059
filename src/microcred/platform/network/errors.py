"""What the network refuses."""

from __future__ import annotations

from microcred.errors import MicrocredError


class OutsideScope(MicrocredError):
    """No right of the institution covers this micro-credential."""

    code = "network.outside-scope"
    sentence = "This micro-credential asks for a right to certify, and none of the institution covers it."
    remedy = "Ask an accreditor for the right that is named, or change what goes beyond it."

    def __init__(
        self,
        detail: str = "",
        *,
        institution: int = 0,
        achievement: str = "",
        reason: str = "",
        limits: tuple[str, ...] = (),
    ) -> None:
        super().__init__(detail)
        self.institution = institution
        self.achievement = achievement
        self.reason = reason
        self.limits = limits


class RightRefused(MicrocredError):
    """A right that cannot be given."""

    code = "network.right"
    sentence = "This right cannot be given."
    remedy = "Correct what is named."


class MoreThanHeld(MicrocredError):
    """A right that passes on more than its giver holds."""

    code = "network.more-than-held"
    sentence = "More would be passed on than your institution holds itself."
    remedy = "Keep inside the right that it rests on: the limits that are named go beyond it."

    def __init__(self, detail: str = "", *, limits: tuple[str, ...] = ()) -> None:
        super().__init__(detail)
        self.limits = limits


class NotAccreditor(MicrocredError):
    """Neither an accreditor here nor the holder of a right that may be passed on."""

    code = "network.not-accreditor"
    sentence = "Your institution is no accreditor here, and no right of its own was named to rest on."
    remedy = "Choose the right that is passed on, or ask the operator to list you as an accreditor."


class RightUnknown(MicrocredError):
    """There is no such right, or none for whoever asks."""

    code = "network.right.not-found"
    sentence = "There is no such right."
    remedy = "Check the address."


class RightOver(MicrocredError):
    """The right was withdrawn already."""

    code = "network.right-over"
    sentence = "This right was withdrawn already."
    remedy = "Reload the page to see when and why."


class StatementUnknown(MicrocredError):
    """There is no such statement of an educator, or none for whoever asks."""

    code = "network.statement.not-found"
    sentence = "There is no such statement, or it was withdrawn already."
    remedy = "Reload the page to see how it stands."


class AgreementRefused(MicrocredError):
    """An agreement that cannot be made, or not at this step."""

    code = "network.agreement"
    sentence = "This is not possible for the agreement as it stands."
    remedy = "Reload the page to see what has happened meanwhile."


class AgreementUnknown(MicrocredError):
    """There is no such agreement, or none for whoever asks."""

    code = "network.agreement.not-found"
    sentence = "There is no such agreement."
    remedy = "Check the address."


class StatementForged(MicrocredError):
    """A statement of a registry whose signature or form is wrong."""

    code = "network.statement-forged"
    sentence = "The statement was not signed by the registry that it names, or was changed."
    remedy = "Ask its operator; until then nothing of it is believed."


class StatementOld(MicrocredError):
    """A statement whose time is over."""

    code = "network.statement-old"
    sentence = "The statement is out of date."
    remedy = "Read the registry again from its own address."


class StatementRolledBack(StatementOld):
    """A statement that is older than the one that was read before: what was withdrawn since would be back."""

    code = "network.statement-rolled-back"
    sentence = "The registry now shows an older statement than the one that was read before."
    remedy = "What was read before stays. Read it again from its own address, or ask its operator."


class LogRewritten(MicrocredError):
    """A log of awards that is not the one that was read before, with more at its end."""

    code = "network.log-rewritten"
    sentence = "The log of awards of this registry does not continue the one that was read before."
    remedy = "Nothing more is read from it. Ask its operator which heads were changed, and why."


class RegistryUnreachable(MicrocredError):
    """Another registry could not be read."""

    code = "network.registry-unreachable"
    sentence = "The registry could not be read."
    remedy = "Check the address, and try again later."
