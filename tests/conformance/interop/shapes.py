"""More than twenty shapes of Open Badges 3.0 credentials that other implementations must read as we do."""

from __future__ import annotations

import copy
from typing import Any

V2 = "https://www.w3.org/ns/credentials/v2"
OB = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"
EXTENSIONS = "https://purl.imsglobal.org/spec/ob/v3p0/extensions.json"
Document = dict[str, Any]


def _base(issuer: str) -> Document:
    return {
        "@context": [V2, OB],
        "id": "urn:uuid:0f6c2b6e-0f0a-4d6f-9d0e-6f4a5b1c2d3e",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": issuer, "type": ["Profile"], "name": "North College"},
        "validFrom": "2026-05-01T09:00:00Z",
        "name": "Presenting to an audience",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [_identity()],
            "achievement": {
                "id": "https://north.example/achievements/1",
                "type": ["Achievement"],
                "name": "Presenting to an audience",
                "description": "Prepares and holds a talk of fifteen minutes.",
                "criteria": {"narrative": "A talk before thirty listeners."},
            },
        },
    }


def _identity() -> Document:
    return {
        "type": "IdentityObject",
        "hashed": True,
        "identityHash": "sha256$b5809d8a92f8858436d7e6b87c12ebc0ae1eac4baecc2c0b913aee2c922ef399",
        "identityType": "emailAddress",
        "salt": "Kosher",
    }


def _alignment(number: int, **more: Any) -> Document:
    return {
        "type": ["Alignment"],
        "targetName": f"Skill {number}",
        "targetUrl": f"https://skills.example/{number}",
        **more,
    }


def _subject(document: Document, **more: Any) -> Document:
    document["credentialSubject"].update(more)
    return document


def _achievement(document: Document, **more: Any) -> Document:
    document["credentialSubject"]["achievement"].update(more)
    return document


def _result_description() -> list[Document]:
    levels = [
        {
            "id": f"urn:uuid:00000000-0000-4000-8000-00000000000{n}",
            "type": ["RubricCriterionLevel"],
            "name": f"Level {n}",
        }
        for n in range(1, 4)
    ]
    return [
        {
            "id": "urn:uuid:9a1c2b6e-0f0a-4d6f-9d0e-6f4a5b1c2d3e",
            "type": ["ResultDescription"],
            "name": "Grade",
            "resultType": "LetterGrade",
            "allowedValue": ["C", "B", "A"],
            "requiredValue": "C",
            "rubricCriterionLevel": levels,
        }
    ]


def _results(document: Document) -> Document:
    _achievement(document, resultDescription=_result_description())
    link = "urn:uuid:9a1c2b6e-0f0a-4d6f-9d0e-6f4a5b1c2d3e"
    results = [{"type": ["Result"], "resultDescription": link, "value": "B", "status": "Completed"}]
    return _subject(document, result=results)


def _evidence(document: Document) -> Document:
    document["evidence"] = [
        {
            "id": "https://north.example/evidence/1",
            "type": ["Evidence"],
            "name": "Recording",
            "genre": "Video",
        },
        {"type": ["Evidence"], "narrative": "Seen by two assessors.", "audience": "assessors"},
    ]
    return document


def _address(document: Document) -> Document:
    document["issuer"]["address"] = {
        "type": ["Address"],
        "addressCountry": "Ireland",
        "addressCountryCode": "IE",
        "addressLocality": "Sligo",
        "geo": {"type": ["GeoCoordinates"], "latitude": 54.25, "longitude": -8.5},
    }
    return document


def _strange_text(document: Document) -> Document:
    document["name"] = 'Quotes " and \\ backslash,\nline\ttab, ® “curly” 漢字 العربية 😀'
    return _achievement(document, description="\u2028 separator, e\u0301 composed, \u200f mark")


def _control_characters(document: Document) -> Document:
    return _achievement(document, description="\u0001 start, \b back, \f feed, \u007f delete")


def _parent(document: Document) -> Document:
    document["issuer"]["parentOrg"] = {
        "id": "https://group.example/",
        "type": ["Profile"],
        "name": "The Group",
        "otherIdentifier": [
            {"type": ["IdentifierEntry"], "identifier": "IE123", "identifierType": "identifier"}
        ],
    }
    return document


def _schema(document: Document) -> Document:
    document["credentialSchema"] = [
        {
            "id": "https://north.example/schema.json",
            "type": "JsonSchema",
        }
    ]
    return document


def _more(document: Document, **more: Any) -> Document:
    document.update(more)
    return document


def _equal_nodes(document: Document) -> Document:
    return _achievement(document, alignment=[_alignment(1), _alignment(1), _alignment(2)])


def _no_credential_id(document: Document) -> Document:
    document["credentialSubject"]["achievement"].pop("criteria")
    return _achievement(document, criteria={"id": "https://north.example/criteria/1"})


def _related(document: Document) -> Document:
    related = [
        {
            "id": "https://north.example/achievements/0",
            "type": ["Related"],
            "inLanguage": "fr",
            "version": "1",
        }
    ]
    return _achievement(document, related=related, inLanguage="en", version="2", humanCode="COM-2")


def _creator(document: Document) -> Document:
    return _achievement(
        document, creator={"id": "https://cert.example/", "type": ["Profile"], "name": "Cert"}
    )


def _others(document: Document) -> Document:
    entry = {"type": ["IdentifierEntry"], "identifier": "12", "identifierType": "ext:national"}
    return _achievement(document, otherIdentifier=[entry], tag=["talk", "soft skill"], fieldOfStudy="0031")


def _credits(document: Document) -> Document:
    _subject(document, creditsEarned=2.5, role="learner", term="2026 spring", licenseNumber="7")
    return _achievement(
        document, creditsAvailable=3, achievementType="MicroCredential", specialization="Voice"
    )


def _source(document: Document) -> Document:
    return _subject(document, source={"id": "https://lms.example/", "type": ["Profile"], "name": "LMS"})


def _images(document: Document) -> Document:
    document["image"] = {"id": "https://north.example/badge.png", "type": "Image", "caption": "A microphone"}
    return _achievement(document, image={"id": "data:image/png;base64,iVBORw0KGgo=", "type": "Image"})


def _did_subject(document: Document) -> Document:
    return _subject(document, id="did:example:learner", activityStartDate="2026-01-01T00:00:00Z")


def _string_issuer(document: Document) -> Document:
    document["issuer"] = document["issuer"]["id"]
    return document


_CHANGES: dict[str, Any] = {
    "plain": lambda document: document,
    "with an end": lambda document: _more(document, validUntil="2126-05-01T09:00:00+02:00"),
    "with a DID as subject": _did_subject,
    "with alignments": lambda document: _achievement(
        document,
        alignment=[
            _alignment(1, targetType="CFItem", targetCode="S1"),
            _alignment(2, targetFramework="ESCO"),
        ],
    ),
    "with equal blank nodes": _equal_nodes,
    "with results and an ordered scale": _results,
    "with evidence": _evidence,
    "with an address and coordinates": _address,
    "with strange text": _strange_text,
    "with control characters": _control_characters,
    "with a parent organisation": _parent,
    "with a schema": _schema,
    "with credits and numbers": _credits,
    "with images": _images,
    "with a source": _source,
    "with related versions": _related,
    "with a creator": _creator,
    "with other identifiers and tags": _others,
    "with an issuer that is only an address": _string_issuer,
    "with criteria elsewhere": _no_credential_id,
    "with everything": lambda document: _results(
        _credits(_images(_address(_evidence(_others(_creator(_equal_nodes(_did_subject(document))))))))
    ),
}
NAMES = list(_CHANGES)


def shape(name: str, issuer: str) -> Document:
    """The unsigned document of a shape, issued by `issuer`."""
    document: Document = _CHANGES[name](_base(issuer))
    return copy.deepcopy(document)
