"""Under which headings skills are filed, straight from the tables: for whoever has a few addresses."""

from __future__ import annotations

from collections.abc import Iterable

from microcred.platform.frameworks.models import Skill, SkillGroup


def above(addresses: Iterable[str]) -> dict[str, frozenset[str]]:
    """All headings above each skill or heading, at any height; those not known here have none."""
    wanted = list(dict.fromkeys(addresses))
    direct: dict[str, set[str]] = {address: set() for address in wanted}
    for address, groups in Skill.objects.filter(address__in=wanted).values_list("address", "groups"):
        direct[address].update(groups)
    broader: dict[str, list[str]] = {}
    waiting = set(wanted).union(*direct.values()) if direct else set()
    while waiting:
        found = SkillGroup.objects.filter(address__in=waiting).values_list("address", "broader")
        broader.update({address: [] for address in waiting})
        for address, over in found:
            broader[address] = [*broader[address], *over]
        waiting = {over for address in waiting for over in broader[address]} - broader.keys()
    return {address: _closed(address, direct[address], broader) for address in wanted}


def stored_skills(addresses: Iterable[str]) -> frozenset[str] | None:
    """Those of the addresses that are skills of a framework here; None where no framework is here."""
    if not Skill.objects.exists():
        return None
    return frozenset(Skill.objects.filter(address__in=set(addresses)).values_list("address", flat=True))


def _closed(address: str, direct: set[str], broader: dict[str, list[str]]) -> frozenset[str]:
    seen: set[str] = set()
    waiting = [*direct, *broader.get(address, ())]
    while waiting:
        one = waiting.pop()
        if one not in seen:
            seen.add(one)
            waiting.extend(broader.get(one, ()))
    return frozenset(seen)


def branches(language: str) -> list[tuple[str, str]]:
    """The headings that stand at the top of a framework: address and label."""
    rows = SkillGroup.objects.order_by("code", "pk").values_list("address", "labels", "broader")
    return [(address, _spoken(labels, language)) for address, labels, broader in rows if not broader]


def _spoken(labels: dict[str, str], language: str) -> str:
    return labels.get(language) or labels.get("en") or next(iter(labels.values()), "")
