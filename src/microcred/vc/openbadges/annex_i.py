"""Annex I of the Council Recommendation of 16 June 2022 (OJ C 243, 27.6.2022): 11 elements and 5 more.

Each stands in one typed place of Open Badges 3.0 (`docs/reference/annex-i.md` is the table), and `read`
takes all of them out of a signed document again. No context of our own is needed, so that every peer
that knows Open Badges reads the same document.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from microcred.vc.openbadges import vocabularies
from microcred.vc.openbadges.annexvalues import AnnexI, Course, Outcome
from microcred.vc.openbadges.errors import ContentRefused
from microcred.vc.openbadges.fields import field_name
from microcred.vc.openbadges.models import Alignment
from microcred.vc.openbadges.plain import first_text
from microcred.vc.openbadges.vocabularies import Vocabulary

__all__ = ["AnnexI", "Course", "Outcome", "alignments", "read"]

ENTRY, PART = "ceterms:entryCondition", "ceterms:isPartOf"
_COMPETENCY, _CTDL = "ceasn:Competency", "CTDL"
_CTDL_NAME = "Credential Transparency Description Language"
STACKABILITY = {
    "standalone": "Stand-alone, independent micro-credential",
    "integrated": "Integrated into another credential",
    "stackable": "Stackable towards another credential",
}


def alignments(course: Course, achievement_id: str) -> tuple[Alignment, ...]:
    """The rows that state a course; raises `ContentRefused` for a code that is not known."""
    return tuple(_rows(course, achievement_id))


def _rows(course: Course, achievement_id: str) -> Iterator[Alignment]:
    for number, outcome in enumerate(course.outcomes, 1):
        yield Alignment.of(
            target_name=outcome.statement,
            target_url=outcome.address or f"{achievement_id}#outcome-{number}",
            target_framework=outcome.framework or None,
            target_type=_COMPETENCY,
        )
    if course.ects is not None:
        yield _coded(vocabularies.CREDITS, "ECTS")
    if course.hours is not None:
        hours = f"{course.hours:g}"
        yield Alignment.of(
            target_name=f"{hours} hours",
            target_url=vocabularies.HOURS,
            target_code=hours,
            target_framework="EU measurement units",
        )
    if course.eqf_level is not None:
        yield _coded(vocabularies.EQF, str(course.eqf_level))
    for kind, codes in (
        (vocabularies.ASSESSMENT, course.assessment),
        (vocabularies.PARTICIPATION, (course.participation,) if course.participation else ()),
        (vocabularies.QUALITY, course.quality_assurance),
        (vocabularies.SUPERVISION, (course.supervision,) if course.supervision else ()),
    ):
        for code in codes:
            yield _coded(kind, code)
    if course.isced_f:
        yield Alignment.of(
            target_name=course.isced_f_name or field_name(course.isced_f) or f"ISCED-F {course.isced_f}",
            target_url=f"{vocabularies.ISCED_F.base}{course.isced_f}",
            target_code=course.isced_f,
            target_framework=vocabularies.ISCED_F.name,
        )
    for number, text in enumerate(course.prerequisites, 1):
        yield _ctdl(ENTRY, text, f"{achievement_id}#prerequisite-{number}")
    if course.stackability:
        if course.stackability not in STACKABILITY:
            raise ContentRefused(f"stackability {course.stackability[:40]}")
        address = course.stacks_into or f"{achievement_id}#{course.stackability}"
        name = course.stacks_into_name or STACKABILITY[course.stackability]
        yield _ctdl(f"{PART}/{course.stackability}", name, address)


def read(document: Mapping[str, Any]) -> AnnexI:
    """All elements that a signed Open Badge states; what it does not state is empty or None.

    Only signed bytes are needed. Never raises for a document that met the standard's requirements.
    """
    subject = _object(document.get("credentialSubject"))
    achievement, issuer = _object(subject.get("achievement")), _object(document.get("issuer"))
    address, criteria = _object(issuer.get("address")), _object(achievement.get("criteria"))
    return AnnexI(
        learner=_learner(subject),
        title=first_text(achievement.get("name")),
        country=first_text(address.get("addressCountryCode")) or first_text(address.get("addressCountry")),
        region=first_text(address.get("addressRegion")),
        awarding_body=first_text(issuer.get("name")) or first_text(document.get("issuer")),
        issued=first_text(document.get("awardedDate")) or first_text(document.get("validFrom")),
        language=first_text(achievement.get("inLanguage")),
        grade=_grade(subject, achievement),
        information=first_text(criteria.get("id")) or first_text(issuer.get("url")),
        course=_course(achievement),
    )


def _course(achievement: Mapping[str, Any]) -> Course:
    rows = [row for row in _list(achievement.get("alignment")) if isinstance(row, dict)]
    entries = [row for row in rows if row.get("targetType") == _CTDL]
    stack = [row for row in entries if first_text(row.get("targetCode")).startswith(f"{PART}/")]
    needed = [row for row in entries if row.get("targetCode") == ENTRY]
    kind = first_text(stack[0].get("targetCode")).removeprefix(f"{PART}/") if stack else ""
    own = f"{first_text(achievement.get('id'))}#"
    into = first_text(stack[0].get("targetUrl")) if stack else ""
    level = _codes(rows, vocabularies.EQF)
    field = [row for row in rows if first_text(row.get("targetUrl")).startswith(vocabularies.ISCED_F.base)]
    hours = [row for row in rows if row.get("targetUrl") == vocabularies.HOURS]
    return Course(
        outcomes=tuple(_outcome(row, own) for row in rows if row.get("targetType") == _COMPETENCY),
        ects=_number(achievement.get("creditsAvailable")),
        hours=_number(hours[0].get("targetCode")) if hours else None,
        eqf_level=int(level[0]) if level and level[0] in vocabularies.EQF.terms else None,
        assessment=_codes(rows, vocabularies.ASSESSMENT),
        participation=next(iter(_codes(rows, vocabularies.PARTICIPATION)), ""),
        quality_assurance=_codes(rows, vocabularies.QUALITY),
        supervision=next(iter(_codes(rows, vocabularies.SUPERVISION)), ""),
        isced_f=first_text(field[0].get("targetCode")) if field else "",
        isced_f_name=first_text(field[0].get("targetName")) if field else "",
        prerequisites=tuple(first_text(row.get("targetName")) for row in needed),
        stackability=kind,
        stacks_into="" if into.startswith(own) else into,
        stacks_into_name="" if into.startswith(own) or not stack else first_text(stack[0].get("targetName")),
    )


def _coded(vocabulary: Vocabulary, code: str) -> Alignment:
    if code not in vocabulary.terms:
        raise ContentRefused(f"{vocabulary.name}: {code[:40]}")
    return Alignment.of(
        target_name=vocabulary.label(code),
        target_url=vocabulary.address(code),
        target_code=code,
        target_framework=vocabulary.name,
    )


def _ctdl(term: str, name: str, address: str) -> Alignment:
    return Alignment.of(
        target_name=name, target_url=address, target_code=term, target_framework=_CTDL_NAME, target_type=_CTDL
    )


def _codes(rows: list[dict[str, Any]], vocabulary: Vocabulary) -> tuple[str, ...]:
    """The codes of the rows that point into a vocabulary; a foreign row's concept gives its code."""
    known = {vocabulary.base + concept: code for code, (_, concept) in vocabulary.terms.items() if concept}
    found = []
    for row in rows:
        address, code = first_text(row.get("targetUrl")), first_text(row.get("targetCode"))
        if address in known:
            found.append(known[address])
        elif address.startswith(vocabulary.base):
            found.append(code or address.removeprefix(vocabulary.base))
    return tuple(found)


def _outcome(row: Mapping[str, Any], own: str) -> Outcome:
    address = first_text(row.get("targetUrl"))
    return Outcome(
        first_text(row.get("targetName")),
        "" if address.startswith(own) else address,
        first_text(row.get("targetFramework")),
    )


def _learner(subject: Mapping[str, Any]) -> str:
    for identity in _list(subject.get("identifier")):
        if isinstance(identity, dict) and identity.get("identityType") == "name":
            return first_text(identity.get("identityHash"))
    return first_text(subject.get("id"))


def _grade(subject: Mapping[str, Any], achievement: Mapping[str, Any]) -> str:
    described = {
        first_text(entry.get("id")): entry
        for entry in _list(achievement.get("resultDescription"))
        if isinstance(entry, dict)
    }
    for result in _list(subject.get("result")):
        value = first_text(result.get("value")) if isinstance(result, dict) else ""
        about = described.get(first_text(result.get("resultDescription")), {}) if value else {}
        if value and about.get("resultType") != "Status":
            return value
    return ""


def _number(value: object) -> float | None:
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


def _list(value: object) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _object(value: object) -> Mapping[str, Any]:
    if isinstance(value, list) and value:
        value = value[0]
    return value if isinstance(value, dict) else {}
