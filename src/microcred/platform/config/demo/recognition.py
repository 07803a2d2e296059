"""Two qualifications from parts of several institutions, and two programmes that share a record of credit."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from microcred.platform.admissions import creditbook
from microcred.platform.admissions import services as admissions
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.qualifications import queries
from microcred.platform.qualifications import services as qualifications
from microcred.platform.qualifications.holdings import holdings

if TYPE_CHECKING:
    from microcred.platform.config.demo.building import Demo

QUALIFICATIONS = (
    (
        "cert",
        "Data-literate professional",
        "work with data in a team and present it",
        ("analyse-data", "clean-data", "present-to-an-audience"),
        ("work-in-a-team", "think-critically", "intercultural-teamwork"),
    ),
    (
        "dogwood",
        "Safe site technician",
        "work safely on a site and help where somebody is hurt",
        ("work-safety", "first-aid"),
        ("welding-basics", "work-in-a-team", "solar-installation"),
    ),
)
"""At whose institution, title, "can" sentence, what is required, and of which two are chosen."""
DEGREE = "Bachelor of Business Informatics"
SECOND = "Bachelor of Site Engineering"
REGISTRAR = "ruth.amsel@alder.example"


def recognition(made: Demo, now: datetime) -> None:
    """Everything, published: a learner on the way, a case that waits, one decided, and credit to move."""
    for key, title, can, required, electives in QUALIFICATIONS:
        owner = made.owners[key]
        gives = catalogue.draft(
            actor=owner, institution=made.institutions[key], content=_content(title, can), now=now
        )
        catalogue.publish(actor=owner, public_id=gives, now=now)
        found = qualifications.new_qualification(
            actor=owner, achievement=gives, now=now, parts=_pathway(made, required, electives)
        )
        qualifications.publish(actor=owner, public_id=queries.qualification(found).book, now=now)
        qualifications.start(actor=made.learners[0], public_id=found, now=now)
    _programme(made, now)


def _content(title: str, can: str) -> AchievementContent:
    words = {
        "name": title,
        "can": can,
        "description": f"Whoever holds it can {can}; it is built from parts of several institutions.",
        "criteria": "Every part that the published rule asks for.",
        "outcomes": [can.capitalize()],
    }
    return AchievementContent.read(
        {
            "language": "en",
            "texts": {"en": words},
            "kind": "combination",
            "ects": "10",
            "hours": "250",
            "eqf_level": 5,
            "assessment": ["portfolio"],
            "supervision": "onsite-id",
            "participation": "blended",
            "quality_assurance": ["institution"],
            "stackability": "stackable",
        }
    )


def _given(made: Demo, key: str) -> dict[str, Any]:
    public_id = made.achievements[key]
    return {
        "kind": "micro-credential",
        "microCredential": achievement_address(public_id),
        "title": queries.title_of(public_id),
    }


def _pathway(made: Demo, required: tuple[str, ...], electives: tuple[str, ...]) -> dict[str, Any]:
    chosen = [_given(made, one) for one in electives]
    parts = [_given(made, one) for one in required]
    parts.append({"kind": "n-of", "n": 2, "title": "Two electives", "parts": chosen})
    return {"credentialWeight": 10, "requirement": {"kind": "all-of", "parts": parts}}


def _programme(made: Demo, now: datetime) -> None:
    owner = made.owners["alder"]
    programme = admissions.new_programme(
        actor=owner,
        institution=made.institutions["alder"],
        facts={
            "title": DEGREE,
            "level": 6,
            "description": "Three years. Micro-credentials open the door, and count.",
            "days": 28,
            "open": True,
        },
        now=now,
    )
    rules: dict[str, dict[str, Any]] = {
        "entry": {
            "kind": "any-of",
            "parts": [
                {
                    "kind": "credits",
                    "atLeast": 6,
                    "where": {"levelAtLeast": 4},
                    "title": "6 credits at level 4 or higher",
                },
                {
                    "kind": "all-of",
                    "title": "Data, and a talk",
                    "parts": [_given(made, "analyse-data"), _given(made, "present-to-an-audience")],
                },
            ],
        },
        "credit": {
            "kind": "group",
            "title": "12 credits towards the degree",
            "credits": 12,
            "others": {"levelAtLeast": 4},
        },
        "exemption": {
            "kind": "all-of",
            "parts": [
                {**_given(made, "analyse-data"), "title": "Exempts from Statistics 1"},
                {**_given(made, "bookkeeping"), "title": "Exempts from Accounting 1"},
            ],
        },
    }
    for what, requirement in rules.items():
        book = admissions.write_rule_for(
            actor=owner,
            public_id=programme,
            what=what,
            now=now,
            parts={"credentialWeight": 3, "requirement": requirement},
        )
        qualifications.publish(actor=owner, public_id=book, now=now)
    learner = made.learners[1]
    admissions.apply(actor=learner, programme=programme, read=holdings(learner, now), papers=(), now=now)
    _moving(made, programme, now)


def _moving(made: Demo, programme: str, now: datetime) -> None:
    """A learner whose credit is used for the degree, and who would rather study at Dogwood."""
    head, registrar, learner = made.owners["dogwood"], made.staff[REGISTRAR], made.learners[3]
    other = admissions.new_programme(
        actor=head,
        institution=made.institutions["dogwood"],
        facts={
            "title": SECOND,
            "level": 6,
            "description": "Three years, half of them on the site.",
            "open": True,
        },
        now=now,
    )
    book = admissions.write_rule_for(
        actor=head,
        public_id=other,
        what="credit",
        now=now,
        parts={
            "requirement": {
                "kind": "group",
                "title": "10 credits towards the degree",
                "credits": 10,
                "others": {"levelAtLeast": 3},
            }
        },
    )
    qualifications.publish(actor=head, public_id=book, now=now)
    read = holdings(learner, now)
    case, _there = (
        admissions.apply(actor=learner, programme=one, read=read, papers=(), now=now)
        for one in (programme, other)
    )
    admissions.decide(
        actor=registrar,
        public_id=case,
        outcome="admitted",
        reasons="Seven credits at level 4 or higher, and two exemptions.",
        now=now,
    )
    rows = creditbook.positions(registrar, made.institutions["alder"], now)
    admissions.propose_transfer(
        actor=registrar,
        institution=made.institutions["alder"],
        number=rows[0].number,
        receiver=made.institutions["dogwood"],
        reason="He goes on at Dogwood from spring.",
        now=now,
    )
