"""Micro-credentials and offerings in the words of schema.org, for search engines and programs.

What Annex I asks for stands in the rows of `educationalAlignment`, which are those of the signed credential;
what schema.org has a word of its own for stands there too.
"""

from __future__ import annotations

from typing import Any

from microcred.platform.catalogue.annex import stated
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.catalogue.queries import OfferingDetail, VersionDetail
from microcred.platform.institutions import queries as institutions
from microcred.platform.institutions.queries import IssuerDetail
from microcred.vc.openbadges import annex_i, vocabularies

CONTEXT = "https://schema.org"


def credential(version: VersionDetail, issuer: IssuerDetail, address: str) -> dict[str, Any]:
    """A micro-credential that is or was published."""
    return {"@context": CONTEXT, **_credential(version.content, issuer, address)}


def course(found: OfferingDetail, address: str, credential_address: str) -> dict[str, Any]:
    """An offering: a course of one run, with the credential that it leads to."""
    content, text = found.content, found.content.words(found.language)
    certifier, educator = (institutions.issuer(one) for one in (found.certifier_number, found.institution_id))
    skills = _skills(content)
    return {
        "@context": CONTEXT,
        **_filled(
            {
                "@type": "Course",
                "@id": address,
                "url": address,
                "name": found.title or text.name,
                "description": found.description or text.description or text.name,
                "inLanguage": found.language,
                "provider": _organization(educator),
                "teaches": [] if found.assessment_only else skills,
                "assesses": [] if found.kind == "course" else skills,
                "coursePrerequisites": list(text.prerequisites),
                "educationalLevel": _level(content),
                "numberOfCredits": _credits(content),
                "educationalCredentialAwarded": _credential(content, certifier, credential_address),
                "offers": {
                    "@type": "Offer",
                    "price": str(found.price),
                    "priceCurrency": found.currency,
                    "category": "Paid" if found.price else "Free",
                },
                "hasCourseInstance": _run(found),
            }
        ),
    }


def _run(found: OfferingDetail) -> dict[str, Any]:
    return _filled(
        {
            "@type": "CourseInstance",
            "courseMode": found.mode,
            "inLanguage": found.language,
            "startDate": found.starts_on.isoformat(),
            "endDate": found.ends_on.isoformat(),
            "courseWorkload": _hours(str(found.hours_per_week)) if found.hours_per_week else "",
            "maximumAttendeeCapacity": found.places,
            "location": {"@type": "Place", "name": found.place} if found.place else None,
        }
    )


def _credential(content: AchievementContent, issuer: IssuerDetail, address: str) -> dict[str, Any]:
    text = content.words()
    return _filled(
        {
            "@type": "EducationalOccupationalCredential",
            "@id": address,
            "url": address,
            "name": text.name,
            "description": text.description,
            "inLanguage": content.language,
            "credentialCategory": "MicroCredential",
            "recognizedBy": _organization(issuer),
            "competencyRequired": _skills(content),
            "teaches": list(text.outcomes),
            "timeRequired": _hours(content.hours) if content.hours else "",
            "educationalLevel": _level(content),
            "educationalAlignment": _alignments(content, address),
            "isPartOf": content.stacks_into,
            "validFor": f"P{content.validity_months}M" if content.validity_months else "",
            "subjectOf": content.page,
        }
    )


def _alignments(content: AchievementContent, address: str) -> list[dict[str, Any]]:
    credits_row = vocabularies.CREDITS.address("ECTS")
    return [
        _filled(
            {
                "@type": "AlignmentObject",
                "targetName": f"{content.ects} ECTS" if row.target_url == credits_row else row.target_name,
                "targetUrl": row.target_url,
                "educationalFramework": row.target_framework or "",
                "alignmentType": row.target_code if row.target_type == "CTDL" else "",
            }
        )
        for row in annex_i.alignments(stated(content, content.language), address)
    ]


def _organization(issuer: IssuerDetail) -> dict[str, Any]:
    return _filled(
        {
            "@type": "EducationalOrganization",
            "@id": issuer.did,
            "name": issuer.name,
            "url": institutions.institution_address(issuer.public_id),
            "sameAs": issuer.website,
            "address": {"@type": "PostalAddress", "addressCountry": issuer.country}
            if issuer.country
            else None,
        }
    )


def _skills(content: AchievementContent) -> list[dict[str, Any]]:
    return [
        _filled(
            {
                "@type": "DefinedTerm",
                "name": one.label,
                "url": one.address,
                "inDefinedTermSet": one.framework if one.address else "",
            }
        )
        for one in content.skills
    ]


def _level(content: AchievementContent) -> dict[str, Any] | None:
    if content.eqf_level is None:
        return None
    code = str(content.eqf_level)
    return {"@type": "DefinedTerm", "name": f"EQF {code}", "url": vocabularies.EQF.address(code)}


def _credits(content: AchievementContent) -> dict[str, Any] | None:
    if not content.ects:
        return None
    return {"@type": "StructuredValue", "value": content.ects, "unitText": "ECTS"}


def _hours(text: str) -> str:
    """A time in the form of ISO 8601."""
    hours, _, part = text.partition(".")
    minutes = round(float(f"0.{part or 0}") * 60)
    return f"PT{hours}H" + (f"{minutes}M" if minutes else "")


def _filled(value: dict[str, Any]) -> dict[str, Any]:
    return {name: one for name, one in value.items() if one not in (None, "", [], {})}
