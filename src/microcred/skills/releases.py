"""From one release of a framework to the next: a migration, not a second copy.

Retired skills stay readable, replaced ones are followed. `compare` says what changes, without changing it;
`merge` gives the framework as it stands afterwards.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from microcred.skills.model import Occupation, Skill, SkillFramework


@dataclass(frozen=True)
class ReleaseChange:
    """What a new release brings. Addresses, each in alphabetical order.

    `replaced` leads from a retired skill or occupation to its successors; `relabelled` from an address to
    its old and new label.
    """

    old: str
    new: str
    added: tuple[str, ...] = ()
    retired: tuple[str, ...] = ()
    replaced: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    relabelled: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    returned: tuple[str, ...] = ()
    needs_added: int = 0
    needs_gone: int = 0


def compare(
    old: SkillFramework, new: SkillFramework, successors: Mapping[str, tuple[str, ...]] | None = None
) -> ReleaseChange:
    """What changes from `old` to `new`.

    A skill or occupation that `new` lacks, or marks as retired, is retired. Its successors are those that
    the publisher states (`successors`, `replaced_by`, or a replaced-by relation), else the one active entry
    of `new` that carries its preferred label, as its own or as an alternative; a label that several carry
    names no successor.
    """
    stated = _stated(new, successors or {})
    before, after = _entries(old), _entries(new)
    lost = (a for a in before if a not in after or after[a].retired)
    gone = sorted(a for a in lost if not before[a].retired)
    by_label = _by_label(new)
    replaced = {}
    for address in gone:
        found = tuple(t for t in stated.get(address, ()) if t in after) or _same_label(
            before[address], by_label
        )
        if found:
            replaced[address] = found
    kept = [a for a, e in after.items() if a in before and not e.retired]
    old_needs, new_needs = set(old.needs), set(new.needs)
    return ReleaseChange(
        old=old.release,
        new=new.release,
        added=tuple(sorted(a for a, e in after.items() if a not in before and not e.retired)),
        retired=tuple(gone),
        replaced=replaced,
        relabelled={
            a: (before[a].label(), after[a].label())
            for a in sorted(kept)
            if before[a].label() != after[a].label()
        },
        returned=tuple(sorted(a for a in kept if before[a].retired)),
        needs_added=len(new_needs - old_needs),
        needs_gone=len(old_needs - new_needs),
    )


def merge(old: SkillFramework, new: SkillFramework, change: ReleaseChange) -> SkillFramework:
    """`new` with everything that it no longer has kept as retired, leading to its successors."""
    skills, occupations = dict(new.skills), dict(new.occupations)
    for address, skill in old.skills.items():
        if address in change.replaced or address not in skills:
            later = change.replaced.get(address, skill.replaced_by)
            skills[address] = replace(skills.get(address, skill), retired=True, replaced_by=later)
    for address, occupation in old.occupations.items():
        if address in change.replaced or address not in occupations:
            later = change.replaced.get(address, occupation.replaced_by)
            occupations[address] = replace(
                occupations.get(address, occupation), retired=True, replaced_by=later
            )
    return replace(new, skills=skills, occupations=occupations, groups={**old.groups, **new.groups})


def current(framework: SkillFramework, address: str) -> tuple[str, ...]:
    """The active skills or occupations that stand today for `address`: itself, or its last successors."""
    found: list[str] = []
    waiting, seen = [address], {address}
    while waiting:
        at = waiting.pop(0)
        entry = framework.skills.get(at) or framework.occupations.get(at)
        if entry is None:
            continue
        if not entry.retired:
            found.append(entry.address)
        later = [a for a in entry.replaced_by if a not in seen] if entry.retired else []
        seen.update(later)
        waiting.extend(later)
    return tuple(found)


def _two_labels(before: Skill | Occupation, after: Skill | Occupation) -> tuple[str, str]:
    return before.label(), after.label()


def _entries(framework: SkillFramework) -> dict[str, Skill | Occupation]:
    return {**framework.skills, **framework.occupations}


def _stated(new: SkillFramework, given: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    stated: defaultdict[str, tuple[str, ...]] = defaultdict(tuple, given)
    for address, entry in _entries(new).items():
        if entry.replaced_by:
            stated[address] = entry.replaced_by
    for relation in new.relations:
        if relation.link == "replaced-by" and relation.target not in stated[relation.origin]:
            stated[relation.origin] += (relation.target,)
    return stated


def _by_label(new: SkillFramework) -> dict[tuple[bool, str, str], set[str]]:
    found: defaultdict[tuple[bool, str, str], set[str]] = defaultdict(set)
    for entry in _entries(new).values():
        if not entry.retired:
            for language, label in entry.labels.items():
                found[isinstance(entry, Skill), language, label.casefold()].add(entry.address)
            for language, labels in entry.alternatives.items():
                for label in labels:
                    found[isinstance(entry, Skill), language, label.casefold()].add(entry.address)
    return found


def _same_label(
    entry: Skill | Occupation, by_label: Mapping[tuple[bool, str, str], set[str]]
) -> tuple[str, ...]:
    for language, label in entry.labels.items():
        found = by_label.get((isinstance(entry, Skill), language, label.casefold()), set())
        if len(found) == 1:
            return tuple(found)
    return ()
