"""The six verdicts for people, derived from the checks by one rule."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from microcred.vc.checks import Check, Step
from microcred.vc.outcomes import Outcome

WITHDRAWN_CODES = frozenset({"status.revoked", "status.suspended"})
"""Codes of the status step that mean the issuer took it back; any other failure there is a false entry."""

UNKNOWN_ISSUER_CODES = frozenset({"issuer.unknown", "issuer.nobody-trusted", "issuer.too-long-ago"})
"""Codes of the issuer step that mean: sound, but the policy does not say yes to issuer and credential."""


@dataclass(frozen=True)
class Words:
    """English words of a verdict: the short `word`, one `sentence`, and the `next_step`."""

    word: str
    sentence: str
    next_step: str


class Verdict(Enum):
    """What a person is told. The value is stable and stands in JSON."""

    HOLDS = "holds"
    ISSUER_UNKNOWN = "issuer-unknown"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NOT_GENUINE = "not-genuine"
    UNCHECKED = "unchecked"

    @property
    def words(self) -> Words:
        """The English words, translated by whoever shows them."""
        return WORDS[self]

    @property
    def word(self) -> str:
        """The short English word, as on a mark."""
        return WORDS[self].word

    @property
    def sentence(self) -> str:
        """One English sentence."""
        return WORDS[self].sentence

    @property
    def next_step(self) -> str:
        """English: what to do now."""
        return WORDS[self].next_step


WORDS = {
    Verdict.HOLDS: Words(
        "Holds",
        "This credential is genuine and valid.",
        "You can rely on it. Check again when it matters later: it may be withdrawn.",
    ),
    Verdict.ISSUER_UNKNOWN: Words(
        "Genuine, issuer not known here",
        "It is unchanged since it was signed, but this verifier does not know the issuer.",
        "Decide whether you trust the issuer; then add it to those you trust.",
    ),
    Verdict.EXPIRED: Words(
        "Expired",
        "It was issued for a time that is over.",
        "Ask the holder for a renewed credential.",
    ),
    Verdict.WITHDRAWN: Words(
        "Withdrawn or suspended by its issuer",
        "The issuer has taken it back, for good or for a time.",
        "Ask the holder whether there is a newer one, or the issuer for the reason.",
    ),
    Verdict.NOT_GENUINE: Words(
        "Not genuine or changed",
        "It is not what its issuer signed.",
        "Do not rely on it. Ask the holder for the original file.",
    ),
    Verdict.UNCHECKED: Words(
        "Could not be checked just now",
        "Something needed for the check was out of reach or is not supported here.",
        "Try again later, or with another verifier.",
    ),
}
"""The words of each verdict."""

SPECIAL = {
    "dates.not-yet-valid": Words(
        "Not valid yet", "It was issued for a time that has not begun.", "Check it again from that date on."
    ),
    "recipient.other": Words(
        "Not issued to this person",
        "The credential names somebody else than the person asked about.",
        "Ask the holder for their own credential.",
    ),
    "proof.missing": Words(
        "Not signed",
        "Nobody has signed this document: anybody can have written it.",
        "Ask the holder for the signed file.",
    ),
    "kind.not-a-credential": Words(
        "Not a credential",
        "This file is something else than a credential.",
        "Ask for the credential itself: a JSON, JWT, PNG, SVG or PDF file.",
    ),
    "baking.nothing": Words(
        "No credential inside",
        "This picture or paper holds no credential.",
        "Ask for the original file: mail and chat programs often strip what is inside pictures.",
    ),
    "issuer.too-long-ago": Words(
        "Genuine, issued too long ago for your policy",
        "It is unchanged and from an issuer you trust, but older than your policy allows.",
        "Choose another policy, or ask the holder for a newer credential.",
    ),
}
"""Codes whose words say more than those of their verdict."""


def verdict_of(checks: Sequence[Check]) -> Verdict:
    """The verdict of a complete list of checks.

    In this order: what is no credential, changed, signed by a key that is not the issuer's, carries a
    false status entry, or belongs to another person is not genuine; withdrawn; expired (or not yet valid);
    whatever is undecided but an issuer unknown here could not be checked; then the unknown issuer; else
    it holds.
    """
    found: dict[Outcome, dict[Step, str]] = {}
    for check in checks:
        found.setdefault(check.finding.outcome, {})[check.step] = check.finding.code
    failed, undecided = found.get(Outcome.FAILED, {}), found.get(Outcome.UNDECIDED, {})
    withdrawn = failed.get(Step.STATUS) in WITHDRAWN_CODES
    if failed.keys() - {Step.STATUS, Step.DATES} or (Step.STATUS in failed and not withdrawn):
        return Verdict.NOT_GENUINE
    if withdrawn:
        return Verdict.WITHDRAWN
    if Step.DATES in failed:
        return Verdict.EXPIRED
    if not undecided:
        return Verdict.HOLDS
    if undecided.keys() == {Step.ISSUER} and undecided[Step.ISSUER] in UNKNOWN_ISSUER_CODES:
        return Verdict.ISSUER_UNKNOWN
    return Verdict.UNCHECKED


_WORST_FIRST = (
    Verdict.NOT_GENUINE,
    Verdict.WITHDRAWN,
    Verdict.EXPIRED,
    Verdict.UNCHECKED,
    Verdict.ISSUER_UNKNOWN,
    Verdict.HOLDS,
)


def worst(verdicts: Sequence[Verdict]) -> Verdict:
    """The verdict on several things that are relied on together: that of the worst of them."""
    return min(verdicts, key=_WORST_FIRST.index)


def words_of(verdict: Verdict, checks: Sequence[Check]) -> Words:
    """The words to show: those of the verdict, or more exact ones where a check gives the reason."""
    for check in checks:
        if check.outcome is Outcome.FAILED:
            return SPECIAL.get(check.code, WORDS[verdict])
        if check.step is Step.ISSUER and verdict is Verdict.ISSUER_UNKNOWN:
            return SPECIAL.get(check.code, WORDS[verdict])
    return WORDS[verdict]
