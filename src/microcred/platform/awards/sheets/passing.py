"""The pass rule: which results are awarded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Literal

from microcred.errors import MicrocredError

Verdict = Literal["passed", "not_passed", "missing", "unreadable"]
Comparison = Literal["at_least", "more_than", "at_most", "less_than"]
COMPARISONS: tuple[Comparison, ...] = ("at_least", "more_than", "at_most", "less_than")

_NOTHING = frozenset({"", "-", "–", "—", "n/a", "na", "none", "nil", "?"})
PASS_WORDS = frozenset(
    [
        "pass",
        "passed",
        "yes",
        "y",
        "ja",
        "oui",
        "ok",
        "completed",
        "achieved",
        "merit",
        "distinction",
        "credit",
        "honours",
        "bestanden",
        "geslaagd",
        "voldaan",
        "goed",
        "réussi",
        "admis",
        "validé",
    ]
)
FAIL_WORDS = frozenset(
    [
        "fail",
        "failed",
        "no",
        "n",
        "nee",
        "nein",
        "non",
        "refer",
        "absent",
        "withdrawn",
        "incomplete",
        "onvoldoende",
        "gezakt",
        "échoué",
        "ajourné",
        "not passed",
        "not achieved",
        "not completed",
        "nicht bestanden",
        "niet geslaagd",
    ]
)


class RuleInvalid(MicrocredError):
    """A pass rule that judges nothing."""

    code = "rule.invalid"
    sentence = "This pass rule cannot be applied."
    remedy = "Enter a number to reach, the words that pass, or the levels from lowest to highest."


@dataclass(frozen=True)
class PassRule:
    """One of four kinds, by which fields are set.

    `limit` with `comparison`: numbers, such as at least 50. `words`: these words pass, any other does not.
    `levels` from lowest to highest with `least`: that level and those above pass. None of them: every row
    passes, with a result or without.
    """

    comparison: Comparison = "at_least"
    limit: Decimal | None = None
    words: frozenset[str] = frozenset()
    levels: tuple[str, ...] = ()
    least: str = ""

    def __post_init__(self) -> None:
        if self.comparison not in COMPARISONS or (self.limit is not None and not self.limit.is_finite()):
            raise RuleInvalid(str(self.comparison)[:40])
        if self.levels and _word(self.least) not in map(_word, self.levels):
            raise RuleInvalid(self.least[:40])

    @property
    def judges(self) -> bool:
        """Whether there is anything to reach."""
        return bool(self.limit is not None or self.words or self.levels)

    def judge(self, result: str) -> Verdict:
        """What a cell of the result column comes to. Never raises."""
        word = _word(result)
        if not self.judges:
            return "passed"
        if word in _NOTHING:
            return "missing"
        if self.limit is not None:
            number = read_number(result)
            return "unreadable" if number is None else self._compared(number, self.limit)
        if self.words:
            return "passed" if word in {_word(one) for one in self.words} else "not_passed"
        order = [_word(level) for level in self.levels]
        if word not in order:
            return "unreadable"
        return "passed" if order.index(word) >= order.index(_word(self.least)) else "not_passed"

    def _compared(self, number: Decimal, limit: Decimal) -> Verdict:
        reached = {
            "at_least": number >= limit,
            "more_than": number > limit,
            "at_most": number <= limit,
            "less_than": number < limit,
        }[self.comparison]
        return "passed" if reached else "not_passed"

    def as_json(self) -> dict[str, object]:
        """For storing."""
        return {
            "comparison": self.comparison,
            "limit": None if self.limit is None else str(self.limit),
            "words": sorted(self.words),
            "levels": list(self.levels),
            "least": self.least,
        }

    @classmethod
    def from_json(cls, value: Mapping[str, object]) -> PassRule:
        """What `as_json` wrote, or an API client; raises `RuleInvalid`."""
        limit, words, levels = value.get("limit"), value.get("words") or (), value.get("levels") or ()
        number = None if limit in (None, "") else read_number(str(limit))
        if limit not in (None, "") and number is None:
            raise RuleInvalid(str(limit)[:40])
        comparison = value.get("comparison", "at_least")
        if comparison not in COMPARISONS or not isinstance(words, list | tuple):
            raise RuleInvalid(str(comparison)[:40])
        if not isinstance(levels, list | tuple):
            raise RuleInvalid("levels")
        return cls(
            comparison=comparison,
            limit=number,
            words=frozenset(str(word) for word in words if str(word).strip()),
            levels=tuple(str(level) for level in levels if str(level).strip()),
            least=str(value.get("least") or ""),
        )


EVERYBODY = PassRule()


def read_number(text: str) -> Decimal | None:
    """The number of a cell such as 75, 75.5, 75,5 or 75 %; None for anything else."""
    plain = text.strip().removesuffix("%").strip().replace(",", ".")
    if not plain or plain.strip("+-0123456789.") or "_" in plain:
        return None
    try:
        number = Decimal(plain)
    except InvalidOperation:
        return None
    return number if number.is_finite() else None


def propose_rule(results: Iterable[str]) -> PassRule | None:
    """The words that pass, where all results are words everybody knows; None where the officer must say."""
    words = {_word(result) for result in results} - _NOTHING
    if not words or not words <= PASS_WORDS | FAIL_WORDS:
        return None
    return PassRule(words=frozenset(words & PASS_WORDS)) if words & PASS_WORDS else None


def _word(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
