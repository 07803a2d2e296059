"""A college with a programme, and learners with credentials of two institutions."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import services
from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.identity import Identity
from microcred.platform.credentials import services as credentials
from microcred.platform.qualifications import services as qualifications

NOW = datetime.fromisoformat("2026-05-14T09:30:00+00:00")


@dataclass
class Scene:
    """What stands: two institutions, two micro-credentials, an open programme with an entry rule."""

    registrar: Account
    other: Account
    at: str
    elsewhere: str
    talk: str
    data: str
    programme: str

    def award(self, learner: Account, what: str = "talk", grade: str = "80") -> str:
        """Awards one of the two; the public id of the credential."""
        owner, achievement = (self.registrar, self.talk) if what == "talk" else (self.other, self.data)
        made = awards.award_one(
            actor=owner,
            achievement=achievement,
            values={"name": learner.name, "email": learner.email, "grade": grade},
            identity=Identity("sign-in"),
            now=house.FOUNDED,
        )
        awards.accept(actor=learner, public_id=made, now=house.FOUNDED, visibility="private")
        return made


def stored(public_id: str) -> bytes:
    """The signed bytes of a credential."""
    return credentials.stored_form(public_id).body


def scene(**facts: object) -> Scene:
    """Everything, published: entry takes the talk and 3 more credits from anywhere."""
    registrar, other = house.person("Rhea Strand"), house.person("Otto Berg")
    at = house.institution(registrar, "Alder College")
    elsewhere = house.institution(other, "Birch City College")
    talk = house.published(registrar, at, ects="2")
    data = house.published(other, elsewhere, name="Analysing data", ects="3")
    programme = services.new_programme(
        actor=registrar, institution=at, facts={"title": "Bachelor of Care", "open": True, **facts}, now=NOW
    )
    book = services.write_rule_for(
        actor=registrar,
        public_id=programme,
        what="entry",
        now=NOW,
        parts={"credentialWeight": 10, "requirement": entry(talk)},
    )
    qualifications.publish(actor=registrar, public_id=book, now=NOW)
    return Scene(registrar, other, at, elsewhere, talk, data, programme)


def entry(talk: str, credit: int = 3) -> dict[str, object]:
    """The talk, and so many more credits."""
    return {
        "kind": "all-of",
        "parts": [
            {"kind": "micro-credential", "microCredential": achievement_address(talk), "title": "A talk"},
            {"kind": "credits", "atLeast": credit, "title": "Further credit"},
        ],
    }
