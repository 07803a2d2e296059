"""What enrolments refuse."""

from __future__ import annotations

from microcred.errors import MicrocredError


class OfferingNotOpen(MicrocredError):
    """Nobody can enrol in this offering now."""

    code = "enrolment.not-open"
    sentence = "Nobody can enrol in this offering now: it is closed, or the last day to apply is over."
    remedy = "Look for another start of the same micro-credential."


class AgreementEnded(MicrocredError):
    """Who certifies has no agreement, or none any more, with who teaches."""

    code = "enrolment.not-agreed"
    sentence = (
        "Nobody new can enrol: the institution that certifies this has no agreement with its educator now."
    )
    remedy = "Who is enrolled goes on. Look for another offering of the same micro-credential."


class PrerequisitesNotMet(MicrocredError):
    """What has to be held before is not held."""

    code = "enrolment.prerequisites-not-met"
    sentence = "Something that has to be held before is missing among your valid credentials."
    remedy = "Earn what is named first, or accept it if its mail still waits for you."


class EnrolledAlready(MicrocredError):
    """The learner is enrolled, waits, or has a place that is held."""

    code = "enrolment.already"
    sentence = "You are enrolled in this offering already, or you wait for a place."
    remedy = "See your enrolments; withdraw there if you want to begin anew."


class EnrolmentState(MicrocredError):
    """The enrolment or invoice is in another state than this step needs."""

    code = "enrolment.state"
    sentence = "This is not possible in the present state of the enrolment."
    remedy = "Reload the page to see what has happened meanwhile."


class VoucherRefused(MicrocredError):
    """A code that is unknown, used, lapsed, or not for this offering."""

    code = "enrolment.voucher"
    sentence = "This code is unknown, used already, lapsed, or not for this offering."
    remedy = "Check each letter of the code, or ask who gave it to you for another one."


class PaymentNeeded(MicrocredError):
    """The offering has a price and no way to pay was chosen, or one that is not there."""

    code = "enrolment.payment"
    sentence = "This offering has a price; choose a way to pay that is offered here."
    remedy = "Enter a voucher code, or ask for an invoice."


class InvitationsUnreadable(MicrocredError):
    """A sheet of invitations without a column of addresses, or with a row that has none."""

    code = "enrolment.invitations"
    sentence = "This sheet of invitations cannot be used."
    remedy = "Give it a column “email”, and each row an address; nobody was invited."
