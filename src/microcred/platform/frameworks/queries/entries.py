"""One skill or one occupation with everything that its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from microcred.platform.frameworks.errors import SkillUnknown
from microcred.platform.frameworks.memory import Loaded, crosswalks, outlooks
from microcred.platform.frameworks.models import Need, Occupation, Skill
from microcred.skills import examples, model
from microcred.skills.gap.graded import GradedSoftProfile, graded_soft, outlook
from microcred.skills.model import best_label
from microcred.skills.profile.profile import SkillProfile, skill_profile
from microcred.skills.readers.crosswalks import Crosswalk
from microcred.skills.readers.projections import Outlook
from microcred.skills.releases import current
from microcred.skills.soft import soft_labels, soft_skills_used

SHOWN = 40
NO_WALK = Crosswalk("", "")


@dataclass(frozen=True, slots=True)
class Line:
    """A skill or occupation in a list. `id` is None where it is not stored here."""

    id: int | None
    address: str
    label: str
    soft: bool = False


@dataclass(frozen=True, slots=True)
class NeedLine:
    """A skill that an occupation needs; `level` 1 to 8 where the source states one."""

    skill: Line
    essential: bool
    level: int | None


@dataclass(frozen=True)
class SkillPage:
    """A skill. `headings` are the groups it is filed under, the widest first."""

    id: int
    address: str
    label: str
    language: str
    alternatives: tuple[str, ...]
    description: str
    kind: str
    soft: bool
    level: int | None
    framework: str
    release: str
    retired: bool
    successors: tuple[Line, ...]
    headings: tuple[str, ...]
    broader: tuple[Line, ...]
    narrower: tuple[Line, ...]
    related: tuple[Line, ...]
    uses: tuple[Line, ...]
    essential_for: tuple[Line, ...]
    optional_for: tuple[Line, ...]
    essential_count: int
    optional_count: int
    credits: tuple[str, ...]


@dataclass(frozen=True)
class OccupationPage:
    """An occupation with its needs. `uses` are soft skills with the number of hard needs that use them."""

    id: int
    address: str
    label: str
    language: str
    alternatives: tuple[str, ...]
    description: str
    code: str
    isco: str
    framework: str
    release: str
    retired: bool
    successors: tuple[Line, ...]
    hard: tuple[NeedLine, ...]
    soft: tuple[NeedLine, ...]
    uses: tuple[tuple[Line, int], ...]
    graded: GradedSoftProfile | None
    outlooks: tuple[Outlook, ...]
    credits: tuple[str, ...]

    @property
    def needs(self) -> int:
        """How many skills it asks for."""
        return len(self.hard) + len(self.soft)

    @property
    def essential(self) -> int:
        """How many skills are essential."""
        return sum(need.essential for need in (*self.hard, *self.soft))


def skill_address(number: int) -> str:
    """The address of the skill with this id. Raises `SkillUnknown`."""
    return _address(Skill.objects.filter(pk=number).values_list("address", flat=True).first())


def occupation_address(number: int) -> str:
    """The address of the occupation with this id. Raises `SkillUnknown`."""
    return _address(Occupation.objects.filter(pk=number).values_list("address", flat=True).first())


def _address(found: str | None) -> str:
    if found is None:
        raise SkillUnknown
    return found


def known_skills(loaded: Loaded, addresses: Iterable[str], language: str) -> list[Line]:
    """The skills at these addresses that are stored here, in their order: a form's choices, checked."""
    skills = loaded.everything.skills if loaded.stored else {}
    return [_line(loaded, a, language) for a in dict.fromkeys(addresses) if a in skills]


def skill_page(loaded: Loaded, number: int, language: str) -> SkillPage:
    """What there is to say about a skill. Raises `SkillUnknown`."""
    address = skill_address(number)
    framework = loaded.everything
    skill = framework.skill(address)
    needs = _needed_by(loaded).get(address, ())
    essential = _lines(loaded, (n.occupation for n in needs if n.essential), language)
    optional = _lines(loaded, (n.occupation for n in needs if not n.essential), language)
    own = loaded.stored[loaded.owner[address]].framework
    return SkillPage(
        id=loaded.skill_ids[address],
        address=address,
        label=skill.label(language),
        language=_spoken(skill.labels, language),
        alternatives=_alternatives(skill.alternatives, skill.labels, language),
        description=best_label(skill.descriptions, language),
        kind=skill.kind,
        soft=address in loaded.soft,
        level=skill.level,
        framework=own.name,
        release=own.release,
        retired=skill.retired,
        successors=_successors(loaded, address, language),
        headings=_headings(framework, address, language),
        broader=_lines(loaded, skill.broader, language),
        narrower=_lines(loaded, framework.narrower.get(address, ()), language),
        related=_lines(loaded, _related(loaded).get(address, ()), language),
        uses=_lines(loaded, soft_skills_used(framework, address), language),
        essential_for=essential[:SHOWN],
        optional_for=optional[:SHOWN],
        essential_count=len(essential),
        optional_count=len(optional),
        credits=loaded.credits_of([address]),
    )


def occupation_page(loaded: Loaded, number: int, language: str, *, now: datetime) -> OccupationPage:
    """What there is to say about an occupation. Raises `SkillUnknown`."""
    address = occupation_address(number)
    framework = loaded.everything
    occupation = framework.occupation(address)
    number = loaded.occupation_ids[address]
    stored = Need.objects.filter(occupation_id=number).order_by("id")
    rows = stored.values_list("skill__address", "essential", "level")
    needs = [
        NeedLine(_line(loaded, skill, language), essential, level)
        for skill, essential, level in rows
        if skill in framework.skills
    ]
    needs.sort(key=lambda need: (not need.essential, need.skill.label.casefold()))
    graded = graded_of(loaded, address, skill_profile((), (), framework, at=now))
    own = loaded.stored[loaded.owner[address]].framework
    return OccupationPage(
        id=number,
        address=address,
        label=occupation.label(language),
        language=_spoken(occupation.labels, language),
        alternatives=_alternatives(occupation.alternatives, occupation.labels, language),
        description=best_label(occupation.descriptions, language),
        code=occupation.code,
        isco=occupation.isco,
        framework=own.name,
        release=own.release,
        retired=occupation.retired,
        successors=_successors(loaded, address, language),
        hard=tuple(need for need in needs if not need.skill.soft),
        soft=tuple(need for need in needs if need.skill.soft),
        uses=_uses(loaded, needs, language),
        graded=graded,
        outlooks=outlook_of(loaded, address),
        credits=loaded.credits_of([address, *(need.skill.address for need in needs)]),
    )


def graded_of(loaded: Loaded, occupation: str, profile: SkillProfile) -> GradedSoftProfile | None:
    """The soft side of an occupation by O*NET, beside a profile; None where no source here grades it.

    In a demo the invented figures of `skills.examples` stand where no real source does.
    """
    walks = crosswalks()
    found = None
    if loaded.onet is not None:
        found = graded_soft(occupation, profile, loaded.onet, walks.get("ESCO to O*NET", NO_WALK))
    if found is None and examples.NAME in walks:
        example = graded_soft(occupation, profile, examples.example_release(), walks[examples.NAME])
        found = replace(example, example=True) if example else None
    return found


def outlook_of(loaded: Loaded, occupation: str) -> tuple[Outlook, ...]:
    """What is expected of an occupation; nothing where it, a crosswalk or projections are not here."""
    known = loaded.everything.occupations.get(occupation) if loaded.stored else None
    if known is None:
        return ()
    walks = crosswalks()
    to_onet, to_soc = walks.get("ESCO to O*NET", NO_WALK), walks.get("ISCO-08 to SOC 2010", NO_WALK)
    found = outlook(occupation, known.isco, to_onet, to_soc, outlooks())
    if not found and examples.NAME in walks:
        found = outlook(occupation, "", walks[examples.NAME], NO_WALK, examples.example_outlooks())
    return found


def _line(loaded: Loaded, address: str, language: str) -> Line:
    framework = loaded.everything
    entry = framework.skills.get(address) or framework.occupations.get(address)
    number = loaded.skill_ids.get(address) or loaded.occupation_ids.get(address)
    label = entry.label(language) if entry else soft_labels().get(address, address)
    return Line(number, address, label, address in loaded.soft)


def _lines(loaded: Loaded, addresses: Iterable[str], language: str) -> tuple[Line, ...]:
    found = (_line(loaded, address, language) for address in dict.fromkeys(addresses))
    return tuple(sorted(found, key=lambda line: line.label.casefold()))


def _spoken(labels: model.Labels, language: str) -> str:
    return language if language in labels else "en" if "en" in labels else next(iter(labels), language)


def _alternatives(
    words: Mapping[str, tuple[str, ...]], labels: model.Labels, language: str
) -> tuple[str, ...]:
    return words.get(_spoken(labels, language), ())


def _successors(loaded: Loaded, address: str, language: str) -> tuple[Line, ...]:
    return _lines(loaded, (a for a in current(loaded.everything, address) if a != address), language)


def _headings(framework: model.SkillFramework, address: str, language: str) -> tuple[str, ...]:
    """The headings above a skill, the widest first, along the first path."""
    found: list[str] = []
    waiting: Sequence[str] = framework.nearest_groups(address)
    while waiting and (group := framework.groups.get(waiting[0])) and len(found) < 8:
        found.append(group.label(language))
        waiting = group.broader
    return tuple(reversed(found))


def _needed_by(loaded: Loaded) -> dict[str, list[model.Need]]:
    def build() -> dict[str, list[model.Need]]:
        found: dict[str, list[model.Need]] = {}
        for need in loaded.everything.needs:
            found.setdefault(need.skill, []).append(need)
        return found

    return loaded.kept("needed by", build)


def _related(loaded: Loaded) -> dict[str, list[str]]:
    def build() -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        skills = loaded.everything.skills
        for relation in loaded.everything.relations:
            if relation.link != "replaced-by":
                found.setdefault(relation.origin, []).append(relation.target)
                if relation.target in skills:
                    found.setdefault(relation.target, []).append(relation.origin)
        return found

    return loaded.kept("related", build)


def _uses(loaded: Loaded, needs: list[NeedLine], language: str) -> tuple[tuple[Line, int], ...]:
    """The soft skills that the hard needs use, each with how many use it, the most used first."""
    counts: dict[str, int] = {}
    for need in needs:
        for soft in soft_skills_used(loaded.everything, need.skill.address):
            counts[soft] = counts.get(soft, 0) + 1
    found = [(_line(loaded, soft, language), number) for soft, number in counts.items()]
    return tuple(sorted(found, key=lambda pair: (-pair[1], pair[0].label)))
