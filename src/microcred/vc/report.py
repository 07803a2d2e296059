"""The full report of a verification: six checks, what they come to, and what was signed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from microcred.errors import every_error
from microcred.vc.checks import TITLES, Check, Finding, Step, fold
from microcred.vc.findings import EVERY_FINDING, NOT_REACHED
from microcred.vc.outcomes import Outcome
from microcred.vc.summary import Summary
from microcred.vc.timestamps import write_timestamp
from microcred.vc.verdicts import SPECIAL, WORDS, Verdict, Words, verdict_of, words_of, worst

__all__ = ["Check", "Finding", "SignedContent", "Step", "Summary", "VerificationReport", "every_sentence"]


_STEPS = tuple(Step)

PART = "This is a part of a credential, chosen by its holder. Other things may have been left out."
"""Said of every part, whatever the verdict: what is not in it was not looked at."""


@dataclass(frozen=True)
class SignedContent(Summary):
    """What the proof covers, and nothing else. Made only where the proof step passed.

    `form` says how it was signed: di, jwt, sd-jwt, jades, ob2-signed or ob2-hosted. `fingerprint` is the
    hex hash of what the signature is over: equal fingerprints mean the same signed content. `signed_at` is
    what the proof says of itself. `document` is in the one form that `openbadges/plain.py` gives to equal
    content.
    """

    form: str
    fingerprint: str
    verification_method: str
    signed_at: datetime | None
    part: bool = False
    """Whether it is, or may be, a part that its holder chose of what was signed."""

    def as_json(self) -> dict[str, Any]:
        """A summary in plain values."""
        return {
            **super().as_json(),
            "form": self.form,
            "fingerprint": self.fingerprint,
            "verificationMethod": self.verification_method,
            "signedAt": None if self.signed_at is None else write_timestamp(self.signed_at),
            "part": self.part,
        }


@dataclass(frozen=True)
class VerificationReport:
    """Six checks in order, and `at`, the time they were asked for.

    `signed` is None unless the proof step passed; `claimed` is then what the document says of itself, of
    which nothing is shown to be true. `trusted_as` is the name under which the policy knows the issuer, or
    empty. `found_in` says what carried the credential: json, jwt, png, svg or pdf. `inside` are the reports
    on credentials inside this one, each with its `place`. What is inside says nothing of what it is in, but
    for a presentation, which is as good as the credentials that it presents.
    """

    checks: tuple[Check, ...]
    at: datetime
    signed: SignedContent | None = None
    trusted_as: str = ""
    found_in: str = ""
    content: str = field(default="", repr=False)
    """The credential's own text as it was found: the JSON document or the compact JWT."""
    claimed: Summary | None = None
    inside: tuple[VerificationReport, ...] = ()
    presents: bool = False
    """Whether this is a presentation."""
    place: str = ""
    """Where in the document around it this was found, such as `endorsement[0]`; empty at the outermost."""

    @classmethod
    def of(cls, findings: Mapping[Step, Finding], at: datetime, **more: Any) -> VerificationReport:
        """A report of all six steps; one without a finding was not reached."""
        return cls(tuple([Check(step, findings.get(step, NOT_REACHED)) for step in _STEPS]), at, **more)

    @cached_property
    def outcome(self) -> Outcome:
        """Any failed: failed. Else any undecided: undecided. Else passed."""
        own = [check.outcome for check in self.checks]
        return fold(own + [report.outcome for report in self.inside] if self.presents else own)

    @cached_property
    def verdict(self) -> Verdict:
        """What a person is told."""
        own = verdict_of(self.checks)
        return worst([own, *(report.verdict for report in self.inside)]) if self.presents else own

    @property
    def words(self) -> Words:
        """English words for the verdict."""
        return words_of(self.verdict, self.checks)

    @property
    def notes(self) -> tuple[str, ...]:
        """English sentences that a reader is to see beside the verdict, which they do not change."""
        return (PART,) if self.signed is not None and self.signed.part else ()

    @property
    def verified(self) -> bool:
        """Whether every step that was asked for passed."""
        return self.outcome is Outcome.PASSED

    def check(self, step: Step) -> Check:
        """The check of one step."""
        return self.checks[int(step) - 1]

    def as_json(self) -> dict[str, Any]:
        """The report as plain values, as `--json` and the API show it."""
        return {
            "outcome": self.outcome.value,
            "verdict": self.verdict.value,
            "word": self.words.word,
            "sentence": self.words.sentence,
            "notes": list(self.notes),
            "at": write_timestamp(self.at),
            "foundIn": self.found_in,
            "trustedAs": self.trusted_as,
            "checks": [check.as_json() for check in self.checks],
            "signed": None if self.signed is None else self.signed.as_json(),
            "claimed": None if self.claimed is None else self.claimed.as_json(),
            "presents": self.presents,
            "place": self.place,
            "inside": [report.as_json() for report in self.inside],
        }


def every_sentence() -> list[str]:
    """Every English sentence that a report can show, each once: what a platform translates."""
    words: Sequence[Words] = [*WORDS.values(), *SPECIAL.values()]
    sentences = [text for one in words for text in (one.word, one.sentence, one.next_step)]
    sentences += [*TITLES.values(), PART]
    sentences += [finding.reason for finding in EVERY_FINDING]
    sentences += [text for error in every_error() for text in (error.sentence, error.remedy)]
    return list(dict.fromkeys(text for text in sentences if text))
