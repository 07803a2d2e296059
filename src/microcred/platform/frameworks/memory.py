"""What each process keeps of the stored frameworks: read once, and anew after an import.

Whoever asks gets `loaded()`, which looks at the stamps with one small query and builds what is missing. With
the whole of ESCO a process keeps some 150 MB for the frameworks and the picker, ready in some four seconds at
the first question, and 300 MB more once suggestions were asked for.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from microcred.platform.frameworks.errors import NoFrameworkYet
from microcred.platform.frameworks.loading import (
    StoredFramework,
    load_crosswalk,
    load_framework,
    load_outlooks,
)
from microcred.platform.frameworks.models import Crosswalk, Framework, ProjectionSet
from microcred.skills.model import Need, Occupation, Skill, SkillFramework, SkillGroup, SkillRelation
from microcred.skills.own import own_framework
from microcred.skills.readers.crosswalks import Crosswalk as Walk
from microcred.skills.readers.onet import OnetRelease
from microcred.skills.readers.projections import Outlook
from microcred.skills.search.index import LabelIndex
from microcred.skills.search.picker import Picker
from microcred.skills.search.suggest import Suggester

Stamps = tuple[str, ...]
Value = TypeVar("Value")
_building = threading.RLock()


@dataclass(frozen=True)
class Loaded:
    """All frameworks as they stood at `stamps`. What is derived from them is built when first asked for.

    Where two frameworks have the same address, the publisher's own counts, not the project's small one, which
    borrows ESCO's addresses.
    """

    stamps: Stamps
    stored: Mapping[str, StoredFramework]
    _kept: dict[str, Any] = field(default_factory=dict)

    def kept(self, name: str, build: Callable[[], Value]) -> Value:
        """What `build` makes of these frameworks, made once; `name` is its name here."""
        if name not in self._kept:
            with _building:
                if name not in self._kept:
                    self._kept[name] = build()
        return cast(Value, self._kept[name])

    @cached_property
    def order(self) -> tuple[StoredFramework, ...]:
        """The frameworks, those that count less first: the project's own, then the others by name."""
        own = own_framework().name
        return tuple(self.stored[name] for name in sorted(self.stored, key=lambda n: (n != own, n)))

    @property
    def everything(self) -> SkillFramework:
        """All frameworks as one. Raises `NoFrameworkYet`."""
        if not self.stored:
            raise NoFrameworkYet
        return self.kept("everything", lambda: united([each.framework for each in self.order]))

    @cached_property
    def skill_ids(self) -> Mapping[str, int]:
        """The id of each skill's page, by address."""
        return {a: pk for each in self.order for a, pk in each.skill_ids.items()}

    @cached_property
    def occupation_ids(self) -> Mapping[str, int]:
        """The id of each occupation's page, by address."""
        return {a: pk for each in self.order for a, pk in each.occupation_ids.items()}

    @cached_property
    def owner(self) -> Mapping[str, str]:
        """The name of the framework that a skill or an occupation is from, by address."""
        return {
            address: each.framework.name
            for each in self.order
            for address in (*each.skill_ids, *each.occupation_ids)
        }

    @cached_property
    def soft(self) -> frozenset[str]:
        """The addresses of all soft skills."""
        return frozenset().union(*(each.soft for each in self.order))

    @property
    def languages(self) -> tuple[str, ...]:
        """Every language that is loaded, English first."""
        found = self.everything.languages
        return tuple(sorted(found, key=lambda language: (language != "en", language)))

    @property
    def credits(self) -> tuple[str, ...]:
        """The lines that stand wherever data of all frameworks are shown together."""
        return tuple(dict.fromkeys(each.framework.credit for each in self.order if each.framework.credit))

    def credits_of(self, addresses: list[str]) -> tuple[str, ...]:
        """The lines of the frameworks that these skills and occupations are from."""
        names = {self.owner[address] for address in addresses if address in self.owner}
        found = (self.stored[name].framework.credit for name in sorted(names))
        return tuple(dict.fromkeys(credit for credit in found if credit))

    @property
    def picker(self) -> Picker:
        """The index of the picker."""
        return self.kept("picker", lambda: Picker([self.everything] if self.stored else []))

    def suggester(self, language: str = "en") -> Suggester:
        """The suggester of a language; the first one takes ten seconds and 300 MB with the whole of ESCO."""
        return self.kept(f"suggester {language}", lambda: Suggester(LabelIndex(self.everything, language)))

    @property
    def onet(self) -> OnetRelease | None:
        """O*NET's ratings, where O*NET was imported."""
        return next((each.onet for each in self.order if each.onet is not None), None)


_loaded = Loaded((), {})
_tables: tuple[Stamps, Mapping[str, Walk], Mapping[str, Outlook]] = ((), {}, {})


def loaded() -> Loaded:
    """The frameworks as they stand now; only those with a new stamp are read from the database again."""
    global _loaded
    rows = list(Framework.objects.order_by("name"))
    stamps = tuple(row.stamp for row in rows)
    if stamps == _loaded.stamps:
        return _loaded
    with _building:
        if stamps != _loaded.stamps:
            before = dict(zip(_loaded.stamps, _loaded.stored.values(), strict=True))
            stored = {row.name: before.get(row.stamp) or load_framework(row) for row in rows}
            _loaded = Loaded(stamps, stored)
        return _loaded


def crosswalks() -> Mapping[str, Walk]:
    """The crosswalks that were imported, by name."""
    return _both()[1]


def outlooks() -> Mapping[str, Outlook]:
    """What is expected of occupations, by SOC code; empty where no projections were imported."""
    return _both()[2]


def _both() -> tuple[Stamps, Mapping[str, Walk], Mapping[str, Outlook]]:
    global _tables
    walks = list(Crosswalk.objects.order_by("name"))
    spans = ProjectionSet.objects.order_by("pk").values_list("stamp", flat=True)
    stamps = (*(walk.stamp for walk in walks), *spans)
    if stamps != _tables[0]:
        with _building:
            _tables = (stamps, {walk.name: load_crosswalk(walk) for walk in walks}, load_outlooks())
    return _tables


def _with_words(skill: Skill, before: Skill | None) -> Skill:
    """The skill with the words of `before` in languages that it has not itself."""
    if before is None or before.labels.keys() <= skill.labels.keys():
        return skill
    return replace(
        skill,
        labels={**before.labels, **skill.labels},
        alternatives={**before.alternatives, **skill.alternatives},
        descriptions={**before.descriptions, **skill.descriptions},
    )


def united(frameworks: list[SkillFramework]) -> SkillFramework:
    """Several frameworks as one; where two have the same address the later one counts, with its needs."""
    if len(frameworks) == 1:
        return frameworks[0]
    skills: dict[str, Skill] = {}
    groups: dict[str, SkillGroup] = {}
    occupations: dict[str, Occupation] = {}
    needs: dict[tuple[str, str], Need] = {}
    relations: dict[SkillRelation, None] = {}
    for each in frameworks:
        skills.update({a: _with_words(skill, skills.get(a)) for a, skill in each.skills.items()})
        groups.update(each.groups)
        occupations.update(each.occupations)
        needs.update({(need.occupation, need.skill): need for need in each.needs})
        relations.update(dict.fromkeys(each.relations))
    credit = " ".join(dict.fromkeys(each.credit for each in frameworks if each.credit))
    return replace(
        frameworks[-1],
        name=", ".join(each.name for each in frameworks),
        credit=credit,
        skills=skills,
        groups=groups,
        occupations=occupations,
        needs=list(needs.values()),
        relations=list(relations),
    )
