"""What one step of a verification came to: six steps, one check each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from microcred.vc.errors import CredentialError
from microcred.vc.outcomes import Outcome


class Step(IntEnum):
    """The six steps, in the order in which they are taken and shown."""

    KIND = 1
    PROOF = 2
    ISSUER = 3
    STATUS = 4
    DATES = 5
    RECIPIENT = 6

    @property
    def title(self) -> str:
        """English name of the step, translated by whoever shows it."""
        return TITLES[self]


TITLES = {
    Step.KIND: "What it is",
    Step.PROOF: "Unchanged since it was signed",
    Step.ISSUER: "Who issued it",
    Step.STATUS: "Not withdrawn",
    Step.DATES: "Valid at the time asked about",
    Step.RECIPIENT: "Whose it is",
}
"""English names of the steps."""


@dataclass(frozen=True)
class Finding:
    """What a check found. `reason` and `remedy` are fixed English sentences; `detail` names the place."""

    outcome: Outcome
    code: str
    reason: str
    section: str = ""
    detail: str = ""
    remedy: str = ""

    @classmethod
    def of_error(cls, error: CredentialError) -> Finding:
        """The finding that an error of the engine stands for."""
        return cls(error.outcome, error.code, error.sentence, error.section, error.detail, error.remedy)

    def about(self, detail: str) -> Finding:
        """The same finding at a named place."""
        return Finding(self.outcome, self.code, self.reason, self.section, detail, self.remedy)


@dataclass(frozen=True)
class Check:
    """One step with what it came to. `number` is 1 to 6; `code` is stable, `reason` an English sentence."""

    step: Step
    finding: Finding

    @property
    def number(self) -> int:
        """1 to 6."""
        return int(self.step)

    @property
    def title(self) -> str:
        """English name of the step."""
        return TITLES[self.step]

    @property
    def outcome(self) -> Outcome:
        """Passed, failed, undecided or not asked."""
        return self.finding.outcome

    @property
    def code(self) -> str:
        """The stable code of what was found."""
        return self.finding.code

    @property
    def reason(self) -> str:
        """English sentence: what was found."""
        return self.finding.reason

    @property
    def detail(self) -> str:
        """The place: a key, an address, a date. Not translated."""
        return self.finding.detail

    @property
    def remedy(self) -> str:
        """English sentence: the way out, or empty."""
        return self.finding.remedy

    @property
    def section(self) -> str:
        """The standard's section that asks for this step."""
        return self.finding.section

    def as_json(self) -> dict[str, Any]:
        """The check as plain values."""
        return {
            "number": self.number,
            "step": self.step.name.lower(),
            "title": self.title,
            "outcome": self.outcome.value,
            "code": self.code,
            "reason": self.reason,
            "detail": self.detail,
            "remedy": self.remedy,
            "section": self.section,
        }


def fold(outcomes: list[Outcome]) -> Outcome:
    """Any failed: failed. Else any undecided: undecided. Else any passed: passed. Else not asked."""
    for outcome in (Outcome.FAILED, Outcome.UNDECIDED, Outcome.PASSED):
        if outcome in outcomes:
            return outcome
    return Outcome.NOT_ASKED


def gravest(findings: list[Finding], otherwise: Finding) -> Finding:
    """The finding that decides: the first failed, else the first undecided, else `otherwise`."""
    for outcome in (Outcome.FAILED, Outcome.UNDECIDED):
        for finding in findings:
            if finding.outcome is outcome:
                return finding
    return otherwise
