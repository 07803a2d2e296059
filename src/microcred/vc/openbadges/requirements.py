"""What the standards require of a document, checked by hand: fast enough for every credential.

Reading forgives a single value where a list belongs, as JSON-LD does; issuing (`strict`) does not.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, get_args

from microcred.vc.openbadges.errors import (
    ContextWrong,
    DatesReversed,
    FieldMalformed,
    FieldMissing,
    IdentifierRelative,
    IssuerMissing,
    NotACredential,
    RecipientMissing,
    SubjectMissing,
)
from microcred.vc.openbadges.relatedresources import check_related
from microcred.vc.openbadges.terms import ADDRESS, CREDENTIALS_CONTEXT, IDENTITY_TYPES, ResultType
from microcred.vc.timestamps import parse_timestamp

VERSION_1 = "https://www.w3.org/2018/credentials/v1"
FIRST_VERSIONS = (CREDENTIALS_CONTEXT, VERSION_1)
"""The contexts that a document may begin with: those of the data model's versions 2.0 and 1.1."""
OPEN_BADGE_TYPES = frozenset({"AchievementCredential", "OpenBadgeCredential"})

_ABSOLUTE = re.compile(ADDRESS)
_OB_CONTEXT = re.compile(r"https://purl\.imsglobal\.org/spec/ob/v3p0/context(-3\.\d\.\d)*\.json", re.ASCII)
_IDENTITY_TYPE = re.compile(f"{IDENTITY_TYPES}|ext:.+")
_IDENTITY_HASH = re.compile(r"md5\$[0-9A-Fa-f]{32}|sha256\$[0-9A-Fa-f]{64}")
_TYPED = ("credentialStatus", "credentialSchema", "termsOfUse", "evidence", "refreshService")
_RESULT_TYPES = frozenset(get_args(ResultType))
SETS = frozenset(
    {"alignment", "identifier", "otherIdentifier", "related", "result", "resultDescription", "tag"}
    | {"evidence", "endorsement", "endorsementJwt", "allowedValue", "rubricCriterionLevel"}
)
_LANGUAGE_KEYS = frozenset({"@value", "@language", "@direction"})

Object = dict[str, Any]


def check_requirements(document: object, *, strict: bool = False) -> None:
    """Returns if `document` is a credential as VCDM 2.0 or 1.1 and, for an Open Badge, OB 3.0 require.

    `strict`, as for issuing, means version 2.0 and the forms of the strict schema.

    Raises `NotACredential`, `ContextWrong`, `IssuerMissing`, `SubjectMissing`, `IdentifierRelative`,
    `FieldMissing`, `FieldMalformed`, `DatesReversed`, `RecipientMissing` or `TimestampInvalid`.
    """
    types = types_of(document)
    if not isinstance(document, dict) or "VerifiableCredential" not in types:
        raise NotACredential
    _check_frame(document, (CREDENTIALS_CONTEXT,) if strict else FIRST_VERSIONS)
    if not OPEN_BADGE_TYPES.isdisjoint(types):
        _check_open_badge(document, strict)
    if strict:
        _check_lean(document, "")


def types_of(document: object) -> list[str]:
    """The types of a document, as a list of texts; empty where there are none."""
    if not isinstance(document, dict | Mapping):  # in this order, since the second is slow to tell
        return []
    value = document.get("type")
    if value.__class__ is str:
        return [value]
    return [one for one in (value if isinstance(value, list) else [value]) if isinstance(one, str)]


def absolute(value: object) -> bool:
    """Whether `value` is an absolute address of at most 4096 characters; a blank node is none."""
    return isinstance(value, str) and len(value) <= 4_096 and _ABSOLUTE.fullmatch(value) is not None


def listed(value: object) -> list[Any]:
    """A value that may be one or a list of several; None is none."""
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _check_frame(document: Object, versions: tuple[str, ...]) -> None:
    _check_version(document, versions)
    _check_id(document, "id")
    issuer = document.get("issuer")
    if not absolute(issuer.get("id") if isinstance(issuer, dict) else issuer):
        raise IssuerMissing
    _check_dates(document)
    subjects = listed(document.get("credentialSubject"))
    if not subjects or not all(isinstance(one, dict) and one for one in subjects):
        raise SubjectMissing
    for subject in subjects:
        _check_id(subject, "credentialSubject.id")
    for name in _TYPED:
        for entry in listed(document.get(name)):
            _check_typed(entry, name)
    for entry in listed(document.get("credentialSchema")):
        if not absolute(entry.get("id")):
            raise FieldMalformed("credentialSchema.id")
    for name in ("name", "description"):
        _check_words(document, name)
        if isinstance(issuer, dict):
            _check_words(issuer, name)
    if "relatedResource" in document:
        check_related(document["relatedResource"], absolute)


def _check_version(document: Object, versions: tuple[str, ...]) -> None:
    contexts = listed(document.get("@context"))
    if not contexts or contexts[0] not in versions:
        raise ContextWrong
    if contexts[0] == VERSION_1 and not ("issuanceDate" in document or "validFrom" in document):
        raise FieldMissing("issuanceDate")


def _check_dates(document: Object) -> None:
    for first, last in (("validFrom", "validUntil"), ("issuanceDate", "expirationDate")):
        start = parse_timestamp(document[first]) if first in document else None
        end = parse_timestamp(document[last]) if last in document else None
        if start is not None and end is not None and end < start:
            raise DatesReversed


def _check_id(holder: Object, place: str) -> None:
    if "id" in holder and not absolute(holder["id"]):
        raise IdentifierRelative(place)


def _check_typed(entry: object, place: str) -> None:
    if not isinstance(entry, dict) or not types_of(entry):
        raise FieldMalformed(f"{place}: an object with a type")
    _check_id(entry, f"{place}.id")


def _check_words(holder: Object, name: str) -> None:
    """Text, or an object that gives text with its language (VCDM 4.5, 11.1)."""
    for value in listed(holder.get(name)):
        if isinstance(value, str):
            continue
        known = isinstance(value, dict) and value.keys() <= _LANGUAGE_KEYS
        if not known or not all(isinstance(part, str) for part in value.values()) or "@value" not in value:
            raise FieldMalformed(name)


def _check_open_badge(document: Object, strict: bool) -> None:
    contexts = listed(document["@context"])
    drafts = contexts[0] == VERSION_1 and not any(_of_open_badges(one) for one in contexts)
    if drafts:  # tokens of the standard's drafts name contexts that are no longer published
        return
    if len(contexts) < 2 or not _of_open_badges(contexts[1]):
        raise ContextWrong("no Open Badges context in second place")
    _need(document, ("id",) if contexts[0] == VERSION_1 else ("id", "validFrom"), "")
    if isinstance(document["issuer"], dict) and not types_of(document["issuer"]):
        raise FieldMissing("issuer.type")
    subjects = listed(document["credentialSubject"])
    if len(subjects) != 1:
        raise FieldMalformed("credentialSubject: more than one")
    _check_subject(subjects[0])
    if strict and "awardedDate" in document:
        parse_timestamp(document["awardedDate"])


def _of_open_badges(context: object) -> bool:
    return isinstance(context, str) and _OB_CONTEXT.fullmatch(context) is not None


def _check_subject(subject: Object) -> None:
    if "AchievementSubject" not in types_of(subject):
        raise FieldMissing("credentialSubject.type")
    identities = listed(subject.get("identifier"))
    if "id" not in subject and not identities:
        raise RecipientMissing
    _each(subject, "identifier", _check_identity)
    _each(subject, "result", lambda entry: _check_typed(entry, "result"))
    achievement = subject.get("achievement")
    if not isinstance(achievement, dict):
        raise FieldMissing("credentialSubject.achievement")
    _check_achievement(achievement)


def _check_achievement(achievement: Object) -> None:
    _need(achievement, ("id", "type", "name", "description", "criteria"), "achievement.")
    _check_id(achievement, "achievement.id")
    if "Achievement" not in types_of(achievement):
        raise FieldMissing("achievement.type")
    criteria = achievement["criteria"]
    if not isinstance(criteria, dict) or not ("id" in criteria or "narrative" in criteria):
        raise FieldMissing("achievement.criteria: id or narrative")
    _check_id(criteria, "achievement.criteria.id")
    _each(achievement, "alignment", _check_alignment)
    _each(achievement, "resultDescription", _check_result_description)
    available = achievement.get("creditsAvailable", 0)
    if isinstance(available, bool) or not isinstance(available, int | float):
        raise FieldMalformed("achievement.creditsAvailable")


def _check_alignment(row: Object) -> None:
    _need(row, ("type", "targetName", "targetUrl"), "alignment.")
    if not absolute(row["targetUrl"]):
        raise FieldMalformed("alignment.targetUrl")


def _check_result_description(entry: Object) -> None:
    _need(entry, ("id", "type", "name", "resultType"), "resultDescription.")
    _check_id(entry, "resultDescription.id")
    kind = entry["resultType"]
    if not isinstance(kind, str) or not (kind in _RESULT_TYPES or kind.startswith("ext:")):
        raise FieldMalformed("resultDescription.resultType")


def _check_identity(identity: Object) -> None:
    _need(identity, ("type", "hashed", "identityHash", "identityType"), "identifier.")
    kind, stated, hashed = identity["identityType"], identity["identityHash"], identity["hashed"]
    if not isinstance(kind, str) or not _IDENTITY_TYPE.fullmatch(kind):
        raise FieldMalformed("identifier.identityType")
    if not isinstance(hashed, bool) or not isinstance(stated, str):
        raise FieldMalformed("identifier.identityHash")
    if hashed and not _IDENTITY_HASH.fullmatch(stated):
        raise FieldMalformed("identifier.identityHash")


def _each(holder: Object, name: str, check: Callable[[Object], None]) -> None:
    for entry in listed(holder.get(name)):
        if not isinstance(entry, dict):
            raise FieldMalformed(f"{name}: an object")
        check(entry)


def _need(holder: Object, names: tuple[str, ...], place: str) -> None:
    for name in names:
        value = holder.get(name)
        if not value and value in (None, "", []):
            raise FieldMissing(place + name)


def _check_lean(value: Any, place: str) -> None:
    """Issuing only: no nulls, no empty lists, and lists where the strict schema has lists."""
    if isinstance(value, dict):
        for name, one in value.items():
            named = name == "resultDescription" and isinstance(one, str)  # a Result names its own by address
            if name in SETS and not isinstance(one, list) and not named:
                raise FieldMalformed(f"{place}{name}: a list")
            _check_lean(one, f"{place}{name}.")
    elif isinstance(value, list):
        if not value:
            raise FieldMalformed(f"{place}: an empty list")
        for one in value:
            _check_lean(one, place)
    elif value is None:
        raise FieldMalformed(f"{place}: null")
