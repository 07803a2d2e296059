"""The full report of a verification: six checks, what they come to, and what was signed."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from microcred.errors import every_error
from microcred.vc.checks import TITLES, Check, Finding, Step, fold
from microcred.vc.findings import EVERY_FINDING, NOT_REACHED
from microcred.vc.openbadges.plain import first_text
from microcred.vc.outcomes import Outcome
from microcred.vc.timestamps import write_timestamp
from microcred.vc.verdicts import SPECIAL, WORDS, Verdict, Words, verdict_of, words_of

__all__ = ["Check", "Finding", "SignedContent", "Step", "VerificationReport", "every_sentence"]


@dataclass(frozen=True)
class SignedContent:
    """What the proof covers, and nothing else. Made only where the proof step passed.

    `form` is "di" or "jwt". `fingerprint` is the hex SHA-256 of the canonical N-Quads (di) or of the
    payload's bytes (jwt): equal fingerprints mean the same signed content. `signed_at` is what the proof
    says of itself. `document` is the credential without its proof, in the one form
    that `openbadges/plain.py` gives to equal content; do not change it.
    """

    document: Mapping[str, Any]
    form: str
    fingerprint: str
    verification_method: str
    signed_at: datetime | None

    @property
    def id(self) -> str:
        """The credential's id, or empty."""
        return first_text(self.document.get("id"))

    @property
    def types(self) -> tuple[str, ...]:
        """The credential's types."""
        value = self.document.get("type")
        return tuple(value) if isinstance(value, list) else (str(value),)

    @property
    def issuer(self) -> str:
        """The issuer's identifier."""
        value = self.document.get("issuer")
        return first_text(value.get("id") if isinstance(value, dict) else value)

    @property
    def issuer_name(self) -> str:
        """The name that the issuer gives itself, or empty. Trust the policy's name before this one."""
        value = self.document.get("issuer")
        return first_text(value.get("name")) if isinstance(value, dict) else ""

    @property
    def subject(self) -> Mapping[str, Any]:
        """The one credentialSubject; the first where there are several."""
        return _first(self.document.get("credentialSubject"))

    @property
    def recipient(self) -> str:
        """The recipient's name where it is stated plainly, else their identifier, else empty."""
        named = [
            identity.get("identityHash")
            for identity in _list(self.subject.get("identifier"))
            if isinstance(identity, dict)
            and identity.get("identityType") == "name"
            and identity.get("hashed") is False
        ]
        return first_text(named) or first_text(self.subject.get("id"))

    @property
    def achievement(self) -> Mapping[str, Any]:
        """The achievement of an Open Badge, or nothing."""
        return _first(self.subject.get("achievement"))

    @property
    def title(self) -> str:
        """The title of what was achieved, or the credential's own name."""
        return first_text(self.achievement.get("name")) or first_text(self.document.get("name"))

    def as_json(self) -> dict[str, Any]:
        """A summary in plain values."""
        return {
            "id": self.id,
            "type": list(self.types),
            "issuer": {"id": self.issuer, "name": self.issuer_name},
            "recipient": self.recipient,
            "title": self.title,
            "validFrom": first_text(self.document.get("validFrom")),
            "validUntil": first_text(self.document.get("validUntil")),
            "form": self.form,
            "fingerprint": self.fingerprint,
            "verificationMethod": self.verification_method,
            "signedAt": None if self.signed_at is None else write_timestamp(self.signed_at),
        }


@dataclass(frozen=True)
class VerificationReport:
    """Six checks in order, and `at`, the time they were asked for.

    `signed` is None unless the proof step passed. `trusted_as` is the name under which the policy knows
    the issuer, or empty. `found_in` says what carried the credential: json, jwt, png, svg or pdf.
    """

    checks: tuple[Check, ...]
    at: datetime
    signed: SignedContent | None = None
    trusted_as: str = ""
    found_in: str = ""
    content: str = field(default="", repr=False)
    """The credential's own text as it was found: the JSON document or the compact JWT."""

    @classmethod
    def of(cls, findings: Mapping[Step, Finding], at: datetime, **more: Any) -> VerificationReport:
        """A report of all six steps; one without a finding was not reached."""
        return cls(tuple(Check(step, findings.get(step, NOT_REACHED)) for step in Step), at, **more)

    @cached_property
    def outcome(self) -> Outcome:
        """Any failed: failed. Else any undecided: undecided. Else passed."""
        return fold([check.outcome for check in self.checks])

    @cached_property
    def verdict(self) -> Verdict:
        """What a person is told."""
        return verdict_of(self.checks)

    @property
    def words(self) -> Words:
        """English words for the verdict."""
        return words_of(self.verdict, self.checks)

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
            "at": write_timestamp(self.at),
            "foundIn": self.found_in,
            "trustedAs": self.trusted_as,
            "checks": [check.as_json() for check in self.checks],
            "signed": None if self.signed is None else self.signed.as_json(),
        }


def every_sentence() -> list[str]:
    """Every English sentence that a report can show, each once: what a platform translates."""
    words: Sequence[Words] = [*WORDS.values(), *SPECIAL.values()]
    sentences = [text for one in words for text in (one.word, one.sentence, one.next_step)]
    sentences += list(TITLES.values())
    sentences += [finding.reason for finding in EVERY_FINDING]
    sentences += [text for error in every_error() for text in (error.sentence, error.remedy)]
    return list(dict.fromkeys(text for text in sentences if text))


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _first(value: object) -> Mapping[str, Any]:
    """The one object; of several always the same, since their order is not signed."""
    objects = [one for one in _list(value) if isinstance(one, dict)]
    if len(objects) > 1:
        return min(objects, key=lambda one: json.dumps(one, sort_keys=True))
    return objects[0] if objects else {}
