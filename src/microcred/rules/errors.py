"""What can be wrong with a rule, a table or a ledger. One class for each code.

A learner's credential never raises one: what is odd about it becomes the reason why it does not count.
"""

from __future__ import annotations

from typing import ClassVar

from microcred.errors import MicrocredError


class RulesError(MicrocredError):
    """Root of what the rules package refuses."""

    code: ClassVar[str] = "rules"
    sentence: ClassVar[str] = "This rule cannot be used."
    remedy: ClassVar[str] = "Correct the rule and try again."


class RuleNotJson(RulesError):
    """The bytes are not JSON in UTF-8, or a key stands twice in one object."""

    code = "rules.not-json"
    sentence = "This rule cannot be read as JSON."
    remedy = "Export the rule again, or correct the place named."


class RuleTooDeep(RulesError):
    """Groups stand in groups more often than the stated limit."""

    code = "rules.too-deep"
    sentence = "This rule is nested too deeply."
    remedy = "Put requirements side by side instead of one inside the other."


class RuleTooLarge(RulesError):
    """More bytes or requirements than the stated limits."""

    code = "rules.too-large"
    sentence = "This rule is larger than what is read."
    remedy = "Split it into several qualifications."


class RuleMalformed(RulesError):
    """A key is missing, unknown or of the wrong type; `detail` names the place."""

    code = "rules.malformed"
    sentence = "A part of this rule is not as the rule language has it."
    remedy = "Correct the place named; the reference of the rule language says what may stand there."


class UnknownKind(RulesError):
    """A requirement is of no known kind."""

    code = "rules.unknown-kind"
    sentence = "This kind of requirement is not known."
    remedy = "Use one of the kinds that the reference of the rule language lists."


class NumberInexact(RulesError):
    """A number is written with a point or an exponent outside quotation marks, or is not finite."""

    code = "rules.number-inexact"
    sentence = "A number with a fraction must be written as text, because credit is counted exactly."
    remedy = 'Write it in quotation marks, for example "7.5".'


class NumberAsText(RulesError):
    """A whole number stands in quotation marks, or a fraction is not in its shortest form."""

    code = "rules.number-as-text"
    sentence = "A number is not written in its one form."
    remedy = 'Write whole numbers as 30 and others as "7.5", without signs, spaces or needless zeros.'


class NumberNegative(RulesError):
    """A credit, count or percentage is below zero."""

    code = "rules.number-negative"
    sentence = "A number is negative where only a positive one makes sense."
    remedy = "Write how much is required, as a positive number."


class NumberOutOfRange(RulesError):
    """A number is above what is counted with, zero where it must not be, or a level that is not 1 to 8."""

    code = "rules.number-out-of-range"
    sentence = "A number is outside the range that has a meaning here."
    remedy = "Levels go from 1 to 8, percentages from 1 to 100, credit up to 10,000."


class MoreThanThereAre(RulesError):
    """`n` of fewer than `n` parts."""

    code = "rules.more-than-there-are"
    sentence = "More parts are required than there are."
    remedy = "Ask for fewer, or add parts."


class NothingAsked(RulesError):
    """A group without parts and without credit, or conditions that name nothing where they must."""

    code = "rules.nothing-asked"
    sentence = "A requirement asks for nothing."
    remedy = "Say what is required, or remove it."


class NamedTwice(RulesError):
    """One name stands for two things: a system converted twice, a scale defined twice."""

    code = "rules.named-twice"
    sentence = "Something is defined twice."
    remedy = "Keep one of the two."


class UnknownScale(RulesError):
    """A minimum grade is on a scale that the rule does not define, or is no grade of it."""

    code = "rules.unknown-scale"
    sentence = "A minimum grade is not on a grading scale of this rule."
    remedy = "Define the scale in the rule, or choose a grade that is on it."


class UnknownSkill(RulesError):
    """A skill that no loaded framework has."""

    code = "rules.unknown-skill"
    sentence = "A skill in this rule is in no framework that is loaded here."
    remedy = "Import the framework that has it, or choose another skill."


class CannotPublish(RulesError):
    """The checks of a pathway found a trap."""

    code = "rules.trapped"
    sentence = "This pathway has a trap: somebody could never finish it, or anybody could."
    remedy = "Read what the check says of each place and correct it."


class CertificateWrong(RulesError):
    """A stored assignment is not what its certificate says of it."""

    code = "rules.certificate-wrong"
    sentence = "The stored assignment does not agree with the rule and the credentials."
    remedy = "Evaluate again; if the case was decided, tell who keeps the records."


class LedgerBroken(RulesError):
    """An entry of the ledger was changed, is missing or stands in the wrong place; `detail` is its number."""

    code = "rules.ledger-broken"
    sentence = "The record of used credit has been changed or has a gap."
    remedy = "Do not rely on the record; tell the operator."


class CreditInUse(RulesError):
    """The credit is held or used elsewhere; `detail` says where."""

    code = "rules.credit-in-use"
    sentence = "This credit is already used."
    remedy = "Ask for its release where it is used, or choose other credit."


class CreditNotHeldHere(RulesError):
    """A release or transfer of what is not held or used under this name."""

    code = "rules.credit-not-held"
    sentence = "This credit is not held or used there, so it cannot be given up from there."
    remedy = "Look at where the credit is used."
