"""Which skills are soft, by one rule, and which soft skill a hard one uses.

Soft are the skills that ESCO files **directly** under the groups T2 (thinking), T3 (self-management) and
T4 (social and communication), and the eight interpersonal elements of O*NET. Everything else is hard, also
what ESCO calls transversal elsewhere (T1 core skills, T5 physical, T6 life skills), and also a skill that is
only narrower than a soft one: in ESCO that chain leads from "report facts" to testing chimneys. A skill of
S1 or S4 stays hard and counts as a use of the soft skill that `data/soft.json` names for its sub-group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from microcred.skills.data import read_json
from microcred.skills.model import SkillFramework

SOFT_GROUPS = ("T2", "T3", "T4")
USE_GROUPS = ("S1", "S4")


@dataclass(frozen=True, slots=True)
class SoftElement:
    """One of the eight interpersonal O*NET elements; `same` is the ESCO soft skill of that meaning."""

    element: str
    label: str
    address: str
    same: str | None


@cache
def soft_elements() -> Mapping[str, SoftElement]:
    """The eight interpersonal elements by their element id ("2.B.1.d")."""
    rows = (
        SoftElement(r["element"], r["label"], r["address"], r["same"]) for r in read_json("soft.json")["onet"]
    )
    return MappingProxyType({element.element: element for element in rows})


@cache
def soft_labels() -> Mapping[str, str]:
    """English labels of the soft skills that this rule itself names, by address: they need no framework."""
    data = read_json("soft.json")
    named = {row["skill"]: row["label"] for row in data["uses"] if row["skill"]}
    same = {row["same"]: row["same_label"] for row in data["onet"] if row["same"]}
    return MappingProxyType(named | same | {row["address"]: row["label"] for row in data["onet"]})


@cache
def _elements_by_skill() -> Mapping[str, str]:
    found: dict[str, str] = {}
    for element in soft_elements().values():
        found[element.address] = element.element
        if element.same:
            found.setdefault(element.same, element.element)
    return found


@cache
def _uses() -> Mapping[str, str | None]:
    return {row["group"]: row["skill"] for row in read_json("soft.json")["uses"]}


def _under(code: str, groups: Iterable[str]) -> bool:
    return any(code == group or code.startswith(group + ".") for group in groups)


def is_soft_code(code: str) -> bool:
    """Whether a group's code ("T4.1") is that of a soft group."""
    return _under(code, SOFT_GROUPS)


def is_soft(framework: SkillFramework, address: str) -> bool:
    """Whether the skill at `address` is soft. Raises `UnknownSkill` for an address that is neither."""
    if address in {element.address for element in soft_elements().values()}:
        return True
    return any(is_soft_code(code) for code in framework.group_codes(address))


def used_by_group(code: str) -> str | None:
    """The address of the soft skill that skills of a sub-group of S1 or S4 use, or None."""
    uses = _uses()
    while code:
        if code in uses:
            return uses[code]
        code = code.rpartition(".")[0]
    return None


def soft_skills_used(framework: SkillFramework, address: str) -> tuple[str, ...]:
    """The soft skills of which a hard skill counts as a use; empty for a soft one. Raises `UnknownSkill`."""
    if is_soft(framework, address):
        return ()
    used = (used_by_group(code) for code in framework.group_codes(address) if _under(code, USE_GROUPS))
    return tuple(dict.fromkeys(skill for skill in used if skill))


def onet_element(address: str) -> str | None:
    """The interpersonal O*NET element that a soft skill stands for, or None."""
    return _elements_by_skill().get(address)
