"""Which skills stand near a skill, and how much each nearness is worth: the rule of partial matches.

| how the skill that is held stands to the one that is wanted | worth |
|---|---|
| the same | 1 |
| narrower (it is a special case of what is wanted) | 0.75 |
| ESCO says that the wanted one is essential for it, or it for the wanted one | 0.6 |
| broader (what is wanted is a special case of it) | 0.5 |
| ESCO relates the two as optional or related | 0.4 |
| both are filed directly under the same lowest group | 0.25 |

The best counts; several partial matches do not add up. Broader and narrower are one step only.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from enum import Enum
from functools import cached_property

from microcred.skills.model import SkillFramework


class Nearness(Enum):
    """How a held skill stands to a wanted one."""

    SAME = ("same", 1.0)
    NARROWER = ("narrower", 0.75)
    ESSENTIAL = ("essential", 0.6)
    BROADER = ("broader", 0.5)
    RELATED = ("related", 0.4)
    SAME_GROUP = ("same-group", 0.25)

    @property
    def code(self) -> str:
        """The stable code."""
        return self.value[0]

    @property
    def worth(self) -> float:
        """How much of a wanted skill it covers."""
        return self.value[1]


_LINKS = {
    "essential": Nearness.ESSENTIAL,
    "optional": Nearness.RELATED,
    "related": Nearness.RELATED,
    "same": Nearness.SAME,
}


class Neighbours:
    """The skills near every skill of a framework. Build it once for a framework and keep it."""

    def __init__(self, framework: SkillFramework) -> None:
        self.framework = framework

    @cached_property
    def members(self) -> Mapping[str, tuple[str, ...]]:
        """The active skills filed directly under each lowest group (by its address)."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for skill in self.framework.skills.values():
            if not skill.retired:
                for group in skill.groups:
                    found[group].append(skill.address)
        return {group: tuple(skills) for group, skills in found.items()}

    @cached_property
    def _linked(self) -> Mapping[str, Mapping[str, Nearness]]:
        found: defaultdict[str, dict[str, Nearness]] = defaultdict(dict)
        for relation in self.framework.relations:
            nearness = _LINKS.get(relation.link)
            if nearness is not None:
                for one, other in ((relation.origin, relation.target), (relation.target, relation.origin)):
                    best = found[one].get(other, nearness)
                    found[one][other] = best if best.worth > nearness.worth else nearness
        return found

    def near(self, held: str) -> Iterator[tuple[str, Nearness]]:
        """The wanted skills that a held one covers in some way, itself first; each may come several times."""
        yield held, Nearness.SAME
        skill = self.framework.skills.get(held)
        if skill is None:
            return
        for wanted in skill.broader:
            yield wanted, Nearness.NARROWER
        for wanted in self.framework.narrower.get(held, ()):
            yield wanted, Nearness.BROADER
        yield from self._linked.get(held, {}).items()
        for group in skill.groups:
            for wanted in self.members.get(group, ()):
                if wanted != held:
                    yield wanted, Nearness.SAME_GROUP
