"""What a person holds, as verification found it: plain facts that a rule is applied to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum
from fractions import Fraction

from microcred.rules.model.values import LARGEST

FINEST_CREDIT = 10_000


class State(Enum):
    """What the verification came to."""

    VERIFIED = "verified"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    EXPIRED = "expired"
    FAILED = "failed"
    UNDECIDED = "undecided"
    OTHER_PERSON = "other-person"


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """One credential of one person.

    `achievement` is the micro-credential that was earned. `credits` is exact, in `system`. `skills` are pairs
    of address and level (None where unstated). `field` is an ISCED-F code of two to four digits. `identity`
    is equal for copies of one award in several formats (empty: the id itself). `supersedes` is the identity
    of the award that this one corrects or renews. `scopes` are those for which the issuer or certifier was
    accredited at the award. `seen_by` says who saw a paper that no machine has checked.
    """

    id: str
    achievement: str
    issuer: str
    awarded: date
    certifier: str = ""
    title: str = ""
    skills: tuple[tuple[str, int | None], ...] = ()
    credits: Fraction | None = None
    system: str = "ects"
    level: int | None = None
    field: str = ""
    grade: str = ""
    scale: str = ""
    valid_from: date | None = None
    valid_until: date | None = None
    state: State = State.VERIFIED
    identity: str = ""
    supersedes: str = ""
    scopes: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    home: bool = False
    seen_by: str = ""

    @property
    def award(self) -> str:
        """What identifies the award, whatever the format of the copy."""
        return self.identity or self.id


class Fault(Enum):
    """Why a credential is not counted: a stable code, and the sentence for people (English, for `gettext`).

    The first that applies, in this order, is the one that is told.
    """

    REVOKED = ("revoked", "It was revoked.")
    SUSPENDED = ("suspended", "It is suspended.")
    FAILED = ("failed", "Its verification failed.")
    UNDECIDED = ("undecided", "Its verification could not be completed.")
    OTHER_PERSON = ("other-person", "It was awarded to somebody else.")
    EXPIRED = ("expired", "It is no longer valid.")
    NOT_YET_VALID = ("not-yet-valid", "It is not valid yet.")
    NEGATIVE_CREDITS = ("negative-credits", "It states less than no credit.")
    ODD_CREDITS = ("odd-credits", "It states an amount of credit that cannot be counted exactly.")
    DUPLICATE = ("duplicate", "It is a copy of a credential that is here already.")
    SUPERSEDED = ("superseded", "A newer credential replaces it.")
    PAPER = ("paper", "It was seen by a person but not checked by a machine, which this does not allow.")
    OTHER_CREDENTIAL = ("other-credential", "It is another micro-credential than the one required.")
    ISSUER = ("issuer", "Its issuer is not among those required.")
    NOT_ACCREDITED = ("not-accredited", "Its issuer is not accredited for what is required.")
    SKILL_MISSING = ("skill-missing", "It does not state a skill that is required.")
    SKILL_TOO_LOW = ("skill-too-low", "It states a skill at a lower level than required.")
    FIELD = ("field", "It is in another field than required.")
    NO_LEVEL = ("no-level", "It states no level.")
    LEVEL_TOO_LOW = ("level-too-low", "Its level is too low.")
    LEVEL_TOO_HIGH = ("level-too-high", "Its level is too high.")
    NO_GRADE = ("no-grade", "It states no grade.")
    OTHER_SCALE = ("other-scale", "Its grade is on a scale for which no minimum is stated.")
    GRADE_TOO_LOW = ("grade-too-low", "Its grade is too low.")
    TOO_OLD = ("too-old", "It was awarded too long ago.")
    TOO_EARLY = ("too-early", "It was awarded before the first day that counts.")
    TOO_LATE = ("too-late", "It was awarded after the last day that counts.")
    NOT_HOME = ("not-home", "It does not come from the home institution.")
    NO_CREDITS = ("no-credits", "It states no credit.")
    NO_CONVERSION = ("no-conversion", "Its credit is in a system for which no conversion is stated.")
    NOT_TOGETHER = ("not-together", "Another one counts, and only one of them may.")
    USED_ELSEWHERE = ("used-elsewhere", "It is counted in another requirement.")
    OVER_THE_LIMIT = ("over-the-limit", "The limit for credits of its kind is reached.")
    SAME_OUTCOMES = ("same-outcomes", "Its learning outcomes are counted already.")
    NOT_NEEDED = ("not-needed", "The requirement is met without it.")
    OTHER_WAY = ("other-way", "Another way to meet the requirement is nearer.")

    @property
    def code(self) -> str:
        """The stable code."""
        return self.value[0]

    @property
    def sentence(self) -> str:
        """The English sentence."""
        return self.value[1]


_STATES = {
    State.REVOKED: Fault.REVOKED,
    State.SUSPENDED: Fault.SUSPENDED,
    State.FAILED: Fault.FAILED,
    State.UNDECIDED: Fault.UNDECIDED,
    State.OTHER_PERSON: Fault.OTHER_PERSON,
    State.EXPIRED: Fault.EXPIRED,
}


def in_order(held: Iterable[HeldCredential]) -> list[HeldCredential]:
    """The order in which credentials are looked at: oldest award first, then by id, then by the rest."""
    found = sorted(held, key=lambda each: (each.awarded, each.id))
    if len({each.id for each in found}) < len(found):
        found.sort(key=lambda each: (each.awarded, each.id, repr(each)))
    return found


def standing_fault(held: HeldCredential, at: date) -> Fault | None:
    """Why a credential counts nowhere at all on the day `at`; None where it may count."""
    if held.state is not State.VERIFIED:
        return _STATES[held.state]
    if held.valid_until is not None and held.valid_until < at:
        return Fault.EXPIRED
    if held.awarded > at or (held.valid_from is not None and held.valid_from > at):
        return Fault.NOT_YET_VALID
    if held.credits is not None:
        if held.credits < 0:
            return Fault.NEGATIVE_CREDITS
        if held.credits > LARGEST or FINEST_CREDIT % held.credits.denominator:
            return Fault.ODD_CREDITS
    return None


def sort_out(
    held: Iterable[HeldCredential], at: date
) -> tuple[list[HeldCredential], list[tuple[HeldCredential, Fault]]]:
    """The credentials that may count on the day `at`, in order, and the others with the reason.

    Of copies of one award the first in order counts, a machine-checked one before a paper. What a credential
    that may count corrects or renews does not count.
    """
    usable: dict[str, HeldCredential] = {}
    apart: list[tuple[HeldCredential, Fault]] = []
    for each in in_order(held):
        fault = standing_fault(each, at)
        if fault is not None:
            apart.append((each, fault))
        elif each.award not in usable:
            usable[each.award] = each
        elif usable[each.award].seen_by and not each.seen_by:
            apart.append((usable[each.award], Fault.DUPLICATE))
            usable[each.award] = each
        else:
            apart.append((each, Fault.DUPLICATE))
    place = {each.award: n for n, each in enumerate(in_order(usable.values()))}
    for each in list(usable.values()):
        renewed = place.get(each.supersedes)
        if renewed is not None and renewed < place[each.award]:
            old = usable.pop(each.supersedes, None)
            if old is not None:
                apart.append((old, Fault.SUPERSEDED))
    return in_order(usable.values()), sorted(
        apart, key=lambda pair: (pair[0].awarded, pair[0].id, pair[1].code)
    )
