"""Writing a framework: only the rows that differ, in the transaction of the caller."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, TypeVar

import orjson
from django.db import connection, models

from microcred.platform.frameworks.loading import StoredFramework
from microcred.platform.frameworks.merging import plain_text
from microcred.platform.frameworks.models import Need, Occupation, Skill, SkillGroup, SkillRelation
from microcred.platform.journal.bulk import insert_rows
from microcred.skills import model
from microcred.skills.readers.onet import Rating
from microcred.skills.soft import is_soft_code, soft_elements

Row = tuple[Any, ...]
Grades = Mapping[str, Mapping[str, Rating]]
_SKILL = (
    "framework_id", "address", "labels", "alternatives", "descriptions", "kind", "reuse", "code", "level",
    "soft", "groups", "retired", "replaced_by",
)  # fmt: skip
_OCCUPATION = (
    "framework_id", "address", "labels", "alternatives", "descriptions", "isco", "code", "zone", "retired",
    "replaced_by",
)  # fmt: skip
_GROUP = ("framework_id", "address", "code", "labels", "descriptions", "broader")
_NEED = ("occupation_id", "skill_id", "essential", "level", "importance", "grade")
_RELATION = ("origin_id", "link", "target")
_IDS_AT_ONCE = 5_000
NO_RATING = Rating()
Key = TypeVar("Key")
Entry = TypeVar("Entry", model.Skill, model.Occupation)


def store_framework(
    number: int, old: StoredFramework, new: model.SkillFramework, grades: Grades, zones: Mapping[str, int]
) -> None:
    """Makes the rows of the framework `number` say what `new` says.

    Ids of what stays are kept, so that addresses of pages hold. Needs of retired occupations stay too.
    """
    if new.groups != old.framework.groups:
        SkillGroup.objects.filter(framework_id=number).delete()
        insert_rows(SkillGroup, _GROUP, (_group(number, group) for group in new.groups.values()))
    soft = soft_addresses(new)
    changed = {a for a in old.skill_ids if (a in soft) != (a in old.soft)}
    skills = _store(
        Skill,
        _SKILL,
        old.skill_ids,
        _differing(old.framework.skills, new.skills, changed),
        lambda skill: _skill(number, skill, skill.address in soft),
    )
    occupations = _store(
        Occupation,
        _OCCUPATION,
        old.occupation_ids,
        _differing(old.framework.occupations, new.occupations, set(new.occupations) if zones else set()),
        lambda occupation: _occupation(number, occupation, zones.get(occupation.code)),
    )
    first = not old.skill_ids
    needs = list(_needs(new, skills, occupations, grades))
    within = {occupations[a] for a, each in new.occupations.items() if not each.retired}
    _replace(Need, _NEED, needs, within, first)
    relations = list(_relations(new, skills))
    kept = {skills[a] for a, each in new.skills.items() if not each.retired}
    _replace(SkillRelation, _RELATION, relations, kept, first)


def soft_addresses(framework: model.SkillFramework) -> frozenset[str]:
    """The soft skills of a framework: the rule of `skills.soft`, for all at once."""
    groups = {address for address, group in framework.groups.items() if is_soft_code(group.code)}
    elements = {element.address for element in soft_elements().values()}
    soft = (a for a, skill in framework.skills.items() if a in elements or groups.intersection(skill.groups))
    return frozenset(soft)


def _differing(old: Mapping[str, Entry], new: Mapping[str, Entry], also: set[str]) -> list[Entry]:
    return [entry for address, entry in new.items() if address in also or old.get(address) != entry]


def _store(
    table: type[models.Model],
    names: Sequence[str],
    ids: Mapping[str, int],
    entries: Iterable[Entry],
    row: Callable[[Entry], Row],
) -> dict[str, int]:
    """Inserts entries that have no id yet and updates the others; all ids by address."""
    rows = [(entry.address, row(entry)) for entry in entries]
    new = [each for each in rows if each[0] not in ids]
    numbers = dict(zip((address for address, _ in new), _fresh_ids(table, len(new)), strict=True))
    insert_rows(table, (*names, "id"), [_numbered(values, numbers[a]) for a, values in new])
    _update(table, names, [_numbered(values, ids[a]) for a, values in rows if a in ids])
    return {**ids, **numbers}


def _numbered(values: Row, number: int) -> Row:
    return (*values, number)


def _fresh_ids(table: type[models.Model], count: int) -> Sequence[int]:
    """Ids that nobody else gets: from the sequence, or after the last one where one transaction writes."""
    if not count:
        return ()
    name = table._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            taken = "SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)"
            cursor.execute(taken, [name, count])
            return [number for (number,) in cursor.fetchall()]
        cursor.execute(f"SELECT coalesce(max(id), 0) FROM {connection.ops.quote_name(name)}")  # noqa: S608
        last: int = cursor.fetchone()[0]
        return range(last + 1, last + 1 + count)


def _update(table: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    if rows:
        quote = connection.ops.quote_name
        columns = ", ".join(f"{quote(name)} = %s" for name in names)
        with connection.cursor() as cursor:
            cursor.executemany(f"UPDATE {quote(table._meta.db_table)} SET {columns} WHERE id = %s", rows)  # noqa: S608


def _replace(
    table: type[models.Model], names: Sequence[str], rows: Sequence[Row], within: set[int], first: bool
) -> None:
    """The rows whose first column is one of `within` become those given, where they differ at all."""
    if first:
        insert_rows(table, names, rows)
        return
    wanted, present = _by_first(rows), _by_first(_present(table, names, within))
    changed = [at for at in within if wanted.get(at, []) != present.get(at, [])]
    for start in range(0, len(changed), _IDS_AT_ONCE):
        some = changed[start : start + _IDS_AT_ONCE]
        table._default_manager.filter(**{f"{names[0]}__in": some}).delete()
    insert_rows(table, names, [row for at in changed for row in wanted.get(at, [])])


def _present(table: type[models.Model], names: Sequence[str], within: set[int]) -> Iterator[Row]:
    ids = sorted(within)
    for start in range(0, len(ids), _IDS_AT_ONCE):
        chosen = {f"{names[0]}__in": ids[start : start + _IDS_AT_ONCE]}
        yield from table._default_manager.filter(**chosen).order_by("id").values_list(*names)


def _by_first(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row[0]].append(row)
    return found


def _json(value: Any) -> str:
    """JSON text that both databases take: without NUL and without half characters."""
    try:
        text = orjson.dumps(value).decode("utf-8")
    except orjson.JSONEncodeError:
        return orjson.dumps(_cleaned(value)).decode("utf-8")
    return orjson.dumps(_cleaned(value)).decode("utf-8") if "\\u0000" in text else text


def _cleaned(value: Any) -> Any:
    if isinstance(value, str):
        return plain_text(value, len(value))
    if isinstance(value, Mapping):
        return {_cleaned(key): _cleaned(each) for key, each in value.items()}
    return [_cleaned(each) for each in value]


def _skill(number: int, skill: model.Skill, soft: bool) -> Row:
    return (
        number, skill.address, _json(skill.labels), _json(skill.alternatives), _json(skill.descriptions),
        skill.kind, plain_text(skill.reuse, 60), plain_text(skill.code, 100), skill.level, soft,
        _json(skill.groups), skill.retired, _json(skill.replaced_by),
    )  # fmt: skip


def _occupation(number: int, occupation: model.Occupation, zone: int | None) -> Row:
    return (
        number, occupation.address, _json(occupation.labels), _json(occupation.alternatives),
        _json(occupation.descriptions), plain_text(occupation.isco, 20),
        plain_text(occupation.code, 100), zone, occupation.retired, _json(occupation.replaced_by),
    )  # fmt: skip


def _group(number: int, group: model.SkillGroup) -> Row:
    labels, about = _json(group.labels), _json(group.descriptions)
    return (number, group.address, plain_text(group.code, 60), labels, about, _json(group.broader))


def _needs(
    new: model.SkillFramework, skills: Mapping[str, int], occupations: Mapping[str, int], grades: Grades
) -> Iterator[Row]:
    for need in new.needs:
        rating = NO_RATING
        if grades:
            code, element = new.occupations[need.occupation].code, new.skills[need.skill].code
            rating = grades.get(code, {}).get(element, NO_RATING)
        pair = occupations[need.occupation], skills[need.skill]
        yield *pair, need.essential, need.level, rating.importance, rating.level


def _relations(new: model.SkillFramework, skills: Mapping[str, int]) -> Iterator[Row]:
    for address, skill in new.skills.items():
        for above in skill.broader:
            yield skills[address], "broader", above
    for relation in new.relations:
        yield skills[relation.origin], relation.link, relation.target
