"""Building the demo through the services that everybody uses; nothing is written past them."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.db import transaction

from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.awards import queries as awards_queries
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.sheets import PassRule
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.content import AchievementContent
from microcred.platform.config.demo.assessment import build_assessments
from microcred.platform.config.demo.careers import build_careers
from microcred.platform.config.demo.network import list_accreditor, withdraw_one
from microcred.platform.config.demo.offers import build_offers
from microcred.platform.config.demo.people import EACH, EARNED, EXPIRED, OPERATOR, SIGNATORIES, STAFF
from microcred.platform.config.demo.portfolios import build_portfolios
from microcred.platform.config.demo.provider import build_provider
from microcred.platform.config.demo.recognition import recognition
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.institutions.profile import Profile

FOUNDED = datetime(2024, 9, 2, 8, tzinfo=UTC)
RESULTS = Path(__file__).parents[5] / "examples" / "results.csv"
SHEET = "present-to-an-audience"
PASSES = 60
GROUNDS = ("petrol", "forest", "umber", "wine", "indigo", "harbour", "slate", "plum", "moss", "rust")
PATTERNS = ("ridges", "weave", "waves", "chevrons", "rings", "rays")


@dataclass
class Demo:
    """What was built: ids by the keys of the files, and the accounts by address."""

    institutions: dict[str, str] = field(default_factory=dict)
    achievements: dict[str, str] = field(default_factory=dict)
    certifiers: dict[str, str] = field(default_factory=dict)
    """Who certifies each achievement, by the keys of both."""
    staff: dict[str, Account] = field(default_factory=dict)
    learners: list[Account] = field(default_factory=list)
    owners: dict[str, Account] = field(default_factory=dict)
    batch: str = ""
    revoked: str = ""
    suspended: str = ""
    expired: str = ""
    accepted: str = ""


def build() -> Demo:
    """The whole network; some seconds. The database is empty but for its tables."""
    now = datetime.now(UTC)
    made = Demo()
    with transaction.atomic():
        accounts.mark_demo(now=now)
        _people(made)
        _institutions(made)
        _achievements(made)
        list_accreditor(made)
    _earlier(made)
    _sheet(made, now)
    _lives(made, now)
    withdraw_one(made, now)
    build_portfolios(made, now)
    build_provider(made, now)
    build_assessments(made, now)
    build_careers(made, now)
    build_offers(made, now)
    recognition(made, now)
    return made


def _read(name: str) -> list[dict[str, Any]]:
    text = files("microcred.platform.config.demo").joinpath(name).read_text("utf-8")
    found: list[dict[str, Any]] = json.loads(text)
    return found


def _people(made: Demo) -> None:
    for person in (*STAFF, OPERATOR):
        account = accounts.create(email=person.email, name=person.name, now=FOUNDED)
        made.staff[person.email] = account
    operator = made.staff[OPERATOR.email]
    operator.is_staff = True
    operator.save(update_fields=["is_staff"])
    for entry in _read("learners.json"):
        made.learners.append(accounts.create(email=entry["email"], name=entry["name"], now=FOUNDED))


def _institutions(made: Demo) -> None:
    for person in STAFF:
        for key, role in person.roles:
            if role == "owner":
                made.owners[key] = made.staff[person.email]
    for entry in _read("institutions.json"):
        key = entry["key"]
        owner = made.owners[key]
        made.institutions[key] = institutions.create(
            actor=None,
            profile=Profile(
                name=entry["name"],
                kind=entry["kind"],
                country=entry["country"],
                colour=entry["colour"],
                signatories=SIGNATORIES.get(key, ((owner.name, "Registrar"),)),
            ),
            owner=owner,
            now=FOUNDED,
        )
    for person in STAFF:
        for key, role in person.roles:
            if role != "owner":
                institutions.add_member(
                    actor=None,
                    institution=by_public_id(made.institutions[key]),
                    account=made.staff[person.email],
                    roles=_roles(person.roles, key),
                    now=FOUNDED,
                )


def _roles(roles: tuple[tuple[str, str], ...], key: str) -> list[str]:
    return [role for at, role in roles if at == key]


def _achievements(made: Demo) -> None:
    for number, entry in enumerate(_read("achievements.json")):
        owner, institution = made.owners[entry["institution"]], made.institutions[entry["institution"]]
        design = {
            "ground": GROUNDS[number % len(GROUNDS)],
            "pattern": PATTERNS[number % len(PATTERNS)],
        }
        public_id = catalogue.draft(
            actor=owner, institution=institution, content=content_of(entry), now=FOUNDED, design=design
        )
        catalogue.publish(actor=owner, public_id=public_id, now=FOUNDED)
        made.achievements[entry["key"]] = public_id
        made.certifiers[entry["key"]] = entry["institution"]


def content_of(entry: dict[str, Any]) -> AchievementContent:
    """A micro-credential of the demo's file as the catalogue takes it."""
    english = {
        "name": entry["name"]["en"],
        "can": entry["can"]["en"],
        "description": f"Whoever holds it can {entry['can']['en']}, shown under the conditions stated here.",
        "criteria": "Shows every outcome below in the assessment named here; 60 of 100 points pass.",
        "outcomes": entry["outcomes"],
    }
    french = {"name": entry["name"]["fr"], "can": entry["can"]["fr"], "outcomes": entry["outcomes"]}
    years = entry.get("valid_years")
    shown = [(entry["skill"], entry["eqf"]), *((one, one["level"]) for one in entry.get("also_shows", ()))]
    return AchievementContent.read(
        {
            "language": "en",
            "texts": {"en": english, "fr": french},
            "kind": entry["kind"],
            "skills": [
                {
                    "label": skill["label"],
                    "address": skill["address"],
                    "framework": "ESCO",
                    "kind": "soft" if entry["kind"] == "soft" else "hard",
                    "level": level,
                }
                for skill, level in shown
            ],
            "roles": {"taught_by": entry.get("taught_by", "")},
            "ects": entry["ects"],
            "hours": entry["hours"],
            "eqf_level": entry["eqf"],
            "assessment": [entry["assessment"]],
            "supervision": entry["supervision"],
            "participation": entry["participation"],
            "quality_assurance": ["institution"],
            "stackability": entry["stackability"],
            "isced_f": entry["isced_f"],
            "grade_scale": "RawScore",
            "validity_months": years * 12 if years else None,
            "requires_accreditation": entry.get("requires_accreditation", False),
        }
    )


def _earlier(made: Demo) -> None:
    """What some learners earned before, each on its day."""
    owners = {entry["key"]: made.owners[entry["institution"]] for entry in _read("achievements.json")}
    for key, day, first in EARNED:
        at = _moment(day)
        for number in range(first, first + EACH):
            learner = made.learners[number]
            public_id = awards.award_one(
                actor=owners[key],
                achievement=made.achievements[key],
                values={"name": learner.name, "email": learner.email, "grade": str(68 + number * 3)},
                identity=Identity("sign-in"),
                now=at,
            )
            awards.accept(
                actor=learner, public_id=public_id, now=at + timedelta(days=1), visibility=_shown(number)
            )
    key, day = EXPIRED
    learner = made.learners[0]
    made.expired = awards.award_one(
        actor=owners[key],
        achievement=made.achievements[key],
        values={"name": learner.name, "email": learner.email, "grade": "71"},
        identity=Identity("document", "Ida Storm", _moment(day)),
        now=_moment(day),
    )
    awards.accept(actor=learner, public_id=made.expired, now=_moment(day) + timedelta(days=2))


def _shown(number: int) -> str:
    return ("public", "link", "private")[number % 3]


def _moment(day: str) -> datetime:
    found = date.fromisoformat(day)
    return datetime(found.year, found.month, found.day, 10, tzinfo=UTC)


def _sheet(made: Demo, now: datetime) -> None:
    """The awards of examples/results.csv, through the officer's own four steps."""
    owner = made.owners["cert"]
    at = now - timedelta(minutes=20)
    made.batch = awards.award_many(
        actor=owner,
        achievement=made.achievements[SHEET],
        file_name=RESULTS.name,
        data=RESULTS.read_bytes(),
        now=at,
        identity=Identity("document", "Henrik Dal", at - timedelta(days=1)),
        rule=PassRule(limit=Decimal(PASSES)),
    )
    awards.leave_out_open(actor=owner, public_id=made.batch, now=at)
    awards.release(actor=owner, public_id=made.batch, now=at)
    awards.release_now(made.batch, now)


def _lives(made: Demo, now: datetime) -> None:
    """One accepted, one withdrawn and one suspended of the sheet; the others have not answered yet."""
    rows = awards_queries.awards(
        made.owners["cert"], made.institutions["cert"], batch=made.batch, first=0, most=100
    )
    by_address = {row.email: row.public_id for row in rows}
    reached = [learner for learner in made.learners if learner.email in by_address]
    made.accepted, made.revoked, made.suspended = (by_address[one.email] for one in reached[:3])
    awards.accept(actor=reached[0], public_id=made.accepted, now=now, visibility="public")
    for learner, public_id in zip(reached[1:3], (made.revoked, made.suspended), strict=True):
        awards.accept(actor=learner, public_id=public_id, now=now, visibility="link")
    certifier, its = made.owners["cert"], made.institutions["cert"]
    awards.revoke(
        actor=certifier,
        institution=its,
        public_ids=[made.revoked],
        reason="The assessment was attended by somebody else.",
        now=now,
    )
    awards.suspend(
        actor=certifier,
        institution=its,
        public_ids=[made.suspended],
        reason="An appeal is being heard.",
        now=now,
    )
