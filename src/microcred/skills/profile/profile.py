"""The skill profile: what verified credentials prove at a moment, and what the learner declares besides."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum

from microcred.skills.model import SkillFramework
from microcred.skills.profile.evidence import Evidence, SkillStatement
from microcred.skills.releases import current
from microcred.skills.soft import is_soft, soft_labels, soft_skills_used

FRESH = timedelta(days=2 * 365)
AGEING = timedelta(days=5 * 365)


class Standing(Enum):
    """Whether a credential counts at a moment, and why not."""

    COUNTS = "counts"
    LAPSED = "lapsed"
    REPLACED = "replaced"
    NOT_YET_VALID = "not-yet-valid"
    REVOKED = "revoked"
    FAILED = "failed"
    UNDECIDED = "undecided"
    ISSUER_UNKNOWN = "issuer-unknown"


class Freshness(Enum):
    """How long ago a skill was last shown: within two years, within five, or longer."""

    FRESH = "fresh"
    AGEING = "ageing"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class HeldCredential:
    """One credential of a learner as its verification found it. All times carry a time zone.

    `outcome` is that of the verification: "verified", "failed" or "undecided". `revoked_at` is None where it
    is not revoked; `supersedes` the id of the credential that it renews.
    """

    id: str
    title: str
    issuer: str
    issuer_name: str
    since: datetime
    until: datetime | None = None
    outcome: str = "verified"
    issuer_known: bool = True
    revoked_at: datetime | None = None
    supersedes: str | None = None
    evidence: Evidence = Evidence.ATTENDED
    skills: tuple[SkillStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclaredSkill:
    """What a learner says of themselves. `label` names a skill of their own words, which no framework has."""

    skill: str
    since: datetime
    level: int | None = None
    label: str = ""


@dataclass(frozen=True, slots=True)
class SkillClaim:
    """One reason to say that a skill is held. `credential` is empty for what is declared."""

    skill: str
    level: int | None
    evidence: Evidence
    since: datetime
    until: datetime | None = None
    credential: str = ""
    issuer: str = ""
    issuer_name: str = ""


@dataclass(frozen=True)
class ProfileSkill:
    """One skill of a profile. `claims` count today, `lapsed` did once; `uses` are claims of hard skills that
    count as a use of this soft one."""

    skill: str
    label: str
    soft: bool
    claims: tuple[SkillClaim, ...] = ()
    lapsed: tuple[SkillClaim, ...] = ()
    uses: tuple[SkillClaim, ...] = ()

    @property
    def held(self) -> bool:
        """Whether at least one claim counts."""
        return bool(self.claims)

    @property
    def evidence(self) -> Evidence | None:
        """The strongest way in which it was shown."""
        return max((claim.evidence for claim in self.claims), default=None)

    @property
    def level(self) -> int | None:
        """The highest level among what was not merely declared; else the highest declared."""
        shown = [c.level for c in self.claims if c.level and c.evidence > Evidence.DECLARED]
        return max(shown or [c.level for c in self.claims if c.level], default=None)

    @property
    def since(self) -> datetime | None:
        """Since when it is held, lapsed claims included."""
        return min((claim.since for claim in (*self.claims, *self.lapsed)), default=None)

    @property
    def shown_last(self) -> datetime | None:
        """When it was shown last."""
        return max((claim.since for claim in self.claims), default=None)

    @property
    def lapses(self) -> datetime | None:
        """When the last claim ends; None where one has no end."""
        ends = [claim.until for claim in self.claims]
        return None if not ends or None in ends else max(end for end in ends if end)

    def freshness(self, at: datetime) -> Freshness | None:
        """How fresh it is at a moment; None where no claim counts."""
        if self.shown_last is None:
            return None
        age = at - self.shown_last
        return Freshness.FRESH if age <= FRESH else Freshness.AGEING if age <= AGEING else Freshness.OLD


@dataclass(frozen=True)
class SkillProfile:
    """Every skill of a learner at a moment, and every credential that does not count, with the reason."""

    at: datetime
    skills: Mapping[str, ProfileSkill] = field(default_factory=dict)
    apart: Mapping[str, Standing] = field(default_factory=dict)

    @property
    def soft(self) -> tuple[ProfileSkill, ...]:
        """The soft skills, in order of their labels."""
        return tuple(sorted((s for s in self.skills.values() if s.soft), key=lambda s: s.label))

    @property
    def hard(self) -> tuple[ProfileSkill, ...]:
        """The hard skills, in order of their labels."""
        return tuple(sorted((s for s in self.skills.values() if not s.soft), key=lambda s: s.label))

    def held(self) -> Iterator[ProfileSkill]:
        """The skills of which at least one claim counts."""
        return (skill for skill in self.skills.values() if skill.held)


def standing(
    held: HeldCredential, at: datetime, replaced: Collection[str], counted: Collection[str]
) -> Standing:
    """Whether a credential counts at `at`. `counted` are ids of unknown issuers that the learner counts."""
    if held.outcome == "failed":
        return Standing.FAILED
    if held.outcome != "verified":
        return Standing.UNDECIDED
    if held.revoked_at is not None and held.revoked_at <= at:
        return Standing.REVOKED
    if not held.issuer_known and held.id not in counted:
        return Standing.ISSUER_UNKNOWN
    if held.since > at:
        return Standing.NOT_YET_VALID
    if held.id in replaced:
        return Standing.REPLACED
    return Standing.LAPSED if held.until is not None and held.until < at else Standing.COUNTS


def skill_profile(
    credentials: Iterable[HeldCredential],
    declared: Iterable[DeclaredSkill],
    framework: SkillFramework,
    *,
    at: datetime,
    counted: Collection[str] = (),
    language: str = "en",
) -> SkillProfile:
    """The profile at the moment `at`, from credentials and declared skills.

    Never counts what is revoked, failed or undecided, or expired at `at`. A credential of an unknown issuer
    is set apart unless its id is in `counted`. A renewal counts once with what it renews. Skills that a
    framework has replaced are followed to their successors.
    """
    held = list(credentials)
    replaced = {
        c.supersedes for c in held if c.supersedes and standing(c, at, (), counted) is Standing.COUNTS
    }
    apart: dict[str, Standing] = {}
    active: defaultdict[str, list[SkillClaim]] = defaultdict(list)
    lapsed: defaultdict[str, list[SkillClaim]] = defaultdict(list)
    labels: dict[str, str] = {}
    for credential in held:
        state = standing(credential, at, replaced, counted)
        if state is not Standing.COUNTS:
            apart[credential.id] = state
        if state not in (Standing.COUNTS, Standing.LAPSED, Standing.REPLACED):
            continue
        into = active if state is Standing.COUNTS else lapsed
        for claim, label in _claims(credential, framework):
            into[claim.skill].append(claim)
            labels.setdefault(claim.skill, label)
    for each in declared:
        if each.since <= at:
            for skill in current(framework, each.skill) or (each.skill,):
                active[skill].append(SkillClaim(skill, each.level, Evidence.DECLARED, each.since))
                if each.label:
                    labels.setdefault(skill, each.label)
    uses = _uses(active, framework)
    skills = {
        skill: ProfileSkill(
            skill,
            _label(skill, framework, labels, language),
            _soft(skill, framework),
            _ordered(active[skill]),
            _ordered(lapsed[skill]),
            _ordered(uses[skill]),
        )
        for skill in dict.fromkeys([*active, *lapsed, *uses])
    }
    return SkillProfile(at, skills, apart)


def _claims(credential: HeldCredential, framework: SkillFramework) -> Iterator[tuple[SkillClaim, str]]:
    for stated in credential.skills:
        for skill in current(framework, stated.skill) or (stated.skill,):
            claim = SkillClaim(
                skill,
                stated.level,
                credential.evidence,
                credential.since,
                credential.until,
                credential.id,
                credential.issuer,
                credential.issuer_name,
            )
            yield claim, stated.label


def _uses(
    active: Mapping[str, list[SkillClaim]], framework: SkillFramework
) -> defaultdict[str, list[SkillClaim]]:
    found: defaultdict[str, list[SkillClaim]] = defaultdict(list)
    for skill, claims in active.items():
        if skill in framework.skills:
            for used in soft_skills_used(framework, skill):
                found[used] += claims
    return found


def _ordered(claims: list[SkillClaim]) -> tuple[SkillClaim, ...]:
    return tuple(sorted(claims, key=lambda c: (-c.evidence, -(c.level or 0), c.since, c.credential)))


def _soft(skill: str, framework: SkillFramework) -> bool:
    if skill in framework.skills:
        return is_soft(framework, skill)
    return skill in soft_labels()


def _label(skill: str, framework: SkillFramework, labels: Mapping[str, str], language: str) -> str:
    if skill in framework.skills:
        return framework.skills[skill].label(language)
    return soft_labels().get(skill) or labels.get(skill) or skill
