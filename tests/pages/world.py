"""One of everything that an address names: at one institution, with members of each role, and at no other."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from django.test import Client
from django.utils import timezone
from tests import assessing, house

from microcred.platform.accounts.models import Account
from microcred.platform.admissions import services as admissions
from microcred.platform.admissions.services import credit
from microcred.platform.assessment import services as assessment
from microcred.platform.assessment.models import EvidenceFile
from microcred.platform.awards import services as awards
from microcred.platform.awards.addresses import achievement_address
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.careers import services as careers
from microcred.platform.careers.models import AdoptedPlan, Answer
from microcred.platform.catalogue import services as catalogue
from microcred.platform.catalogue.offered import OfferingTerms
from microcred.platform.enrolments import services as enrolments
from microcred.platform.enrolments.models import Invoice, VoucherBatch
from microcred.platform.frameworks.models import CourseTable, ImportRun, Occupation, Skill
from microcred.platform.frameworks.services import load_own_framework
from microcred.platform.gateways import services as gateways
from microcred.platform.institutions import queries as institutions_queries
from microcred.platform.institutions import services as institutions
from microcred.platform.institutions.access import by_public_id
from microcred.platform.institutions.roles import Role
from microcred.platform.network import services as network
from microcred.platform.network.scope import Branch, Scope
from microcred.platform.network.scope.branches import ISCED_F
from microcred.platform.portfolio import services as portfolio
from microcred.platform.portfolio.models import Imported
from microcred.platform.qualifications import queries as qualifications_queries
from microcred.platform.qualifications import services as qualifications
from microcred.platform.qualifications.holdings import holdings
from microcred.platform.verifier.models import DeskRun, SavedPolicy, TrustedCollector, TrustList
from microcred.rules.ledger import Action
from microcred.skills.gap.target import Wanted

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
SKILL = "http://data.europa.eu/esco/skill/fd446407-b08e-49da-b8e3-7e7c79618c3f"
ROLES = [role.value for role in Role]


@dataclass(frozen=True)
class World:
    """Public ids by the names that addresses use, and who there is."""

    ids: dict[str, str | int]
    at: str
    elsewhere: str
    members: dict[str, Account]
    head_elsewhere: Account
    learner: Account
    another: Account
    operator: Account


def signed_in(account: Account | None) -> Client:
    """A browser of this person, or of a visitor."""
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account, backend=MODEL_BACKEND)
    return client


def build() -> World:
    """All of it, through the services where there is one."""
    now = timezone.now()
    owner, head, learner = house.person(), house.person("Orla Keane"), house.person("Amina Diallo")
    at, elsewhere = house.institution(owner), house.institution(head, "Birch Institute")
    members = {role: house.member(at, f"{role.title()} Somebody", role) for role in ROLES if role != "owner"}
    operator = house.person("Olive Operator")
    Account.objects.filter(pk=operator.pk).update(is_staff=True)
    operator.refresh_from_db()
    ids: dict[str, str | int] = {"institution": at, "public_id": at}
    ids |= _institution(owner, at, now)
    ids |= _awards(owner, at, learner, now)
    ids |= _assessment(owner, at, str(ids["achievement"]), learner, now)
    ids |= _offers(owner, at, str(ids["achievement"]), learner, now)
    ids |= _recognition(owner, at, str(ids["achievement"]), learner, now)
    ids |= _network(owner, at, head, elsewhere, now)
    ids |= _careers(owner, at, str(ids["award"]), learner, now)
    ids["person"] = Award.objects.get(pk=ids["award"]).person
    ids |= _own(str(ids["award"]), learner, operator, now)
    return World(
        ids,
        at,
        elsewhere,
        {"owner": owner, **members},
        head,
        learner,
        house.person("Bruno Costa"),
        operator,
    )


def _institution(owner: Account, at: str, now: datetime) -> dict[str, str | int]:
    colleague = house.member(at, "Cara Colleague", "viewer")
    invitation = institutions.invite(
        actor=owner, institution=at, email="new@people.example", roles=["viewer"], now=now
    )
    made = gateways.make_key(
        actor=owner,
        institution=at,
        name="A program",
        scopes=["awards:read"],
        expires_at=now + timedelta(days=30),
        now=now,
    )
    return {
        "account": colleague.pk,
        "invitation": invitation,
        "key": institutions_queries.keys(owner, at, now)[0].public_id,
        "api key": made.public_id,
    }


def _awards(owner: Account, at: str, learner: Account, now: datetime) -> dict[str, str | int]:
    achievement = house.published(owner, at)
    draft = catalogue.draft(actor=owner, institution=at, content=house.content("Listening"), now=now)
    award = awards.award_one(
        actor=owner,
        achievement=achievement,
        values={"name": learner.name, "email": learner.email},
        identity=Identity("sign-in"),
        now=now,
    )
    awards.accept(actor=learner, public_id=award, now=now, visibility="private")
    batch = awards.award_many(
        actor=owner,
        achievement=achievement,
        file_name="results.csv",
        data=b"name,email\nBo Ek,bo@people.example\n",
        now=now,
    )
    return {"achievement": achievement, "draft": draft, "award": award, "batch": batch}


def _assessment(
    owner: Account, at: str, achievement: str, learner: Account, now: datetime
) -> dict[str, str | int]:
    method = assessment.set_method(
        actor=owner,
        institution=at,
        achievement=achievement,
        method=assessing.method(evidence=["text", "file"]),
        now=now,
    )
    handed = assessment.Handed(text="My talk.", files=(("notes.txt", b"What I said to forty people."),))
    work = assessment.hand_in(actor=learner, method=method, work=handed, now=now, at_work=True)
    head = house.person("Tessa Teaching")
    teaching = house.institution(head, "Lumen School")
    house.agreed(owner, at, head, teaching)
    taught = assessment.set_method(
        actor=owner,
        institution=at,
        achievement=house.published(owner, at, texts={"en": house.content("Chairing").texts["en"]}),
        method=assessing.method(),
        now=now,
        educator=teaching,
    )
    cohort = assessment.begin_cohort(actor=head, educator=teaching, method=taught, name="Spring", now=now)
    return {"work": work, "cohort": cohort, "file": EvidenceFile.objects.get().public_id}


def _offers(
    owner: Account, at: str, achievement: str, learner: Account, now: datetime
) -> dict[str, str | int]:
    start = (now + timedelta(days=30)).date()
    terms = OfferingTerms.read(
        {
            "kind": "course",
            "language": "en",
            "mode": "online",
            "place": "",
            "starts_on": start,
            "ends_on": start + timedelta(weeks=4),
            "apply_by": start - timedelta(days=7),
            "places": 12,
            "price": Decimal("90.00"),
            "hours_per_week": Decimal(3),
        }
    )
    offering = catalogue.draft_offering(
        actor=owner, institution=at, achievement=achievement, terms=terms, now=now
    )
    catalogue.publish_offering(actor=owner, public_id=offering, now=now)
    enrolment = enrolments.enrol(actor=learner, offering=offering, now=now, invoice=True)
    enrolments.make_vouchers(actor=owner, offering=offering, name="Partners", count=1, now=now)
    enrolments.sponsor_places(actor=owner, sponsor=at, offering=offering, name="Team", count=1, now=now)
    return {
        "offering": offering,
        "enrolment": enrolment,
        "invoice": Invoice.objects.get().public_id,
        "vouchers": VoucherBatch.objects.get(sponsor=None).public_id,
        "sponsored": VoucherBatch.objects.get(sponsor__isnull=False).public_id,
    }


def _recognition(
    owner: Account, at: str, achievement: str, learner: Account, now: datetime
) -> dict[str, str | int]:
    given = {
        "kind": "micro-credential",
        "microCredential": achievement_address(achievement),
        "title": "Presenting to an audience",
    }
    gives = house.published(owner, at, texts={"en": house.content("Speaking well").texts["en"]})
    qualification = qualifications.new_qualification(
        actor=owner,
        achievement=gives,
        now=now,
        parts={"credentialWeight": 2, "requirement": {"kind": "all-of", "parts": [given]}},
    )
    book = qualifications_queries.qualification(qualification).book
    qualifications.publish(actor=owner, public_id=book, now=now)
    progress = qualifications.start(actor=learner, public_id=qualification, now=now)
    facts = {
        "title": "Bachelor of Talking",
        "level": 6,
        "description": "Three years.",
        "days": 28,
        "open": True,
    }
    programme = admissions.new_programme(actor=owner, institution=at, facts=facts, now=now)
    entry = admissions.write_rule_for(
        actor=owner,
        public_id=programme,
        what="entry",
        now=now,
        parts={"credentialWeight": 3, "requirement": {"kind": "all-of", "parts": [given]}},
    )
    qualifications.publish(actor=owner, public_id=entry, now=now)
    case = admissions.apply(
        actor=learner,
        programme=programme,
        read=holdings(learner, now),
        papers=(admissions.Dropped("letter.pdf", b"%PDF-1.7 a letter"),),
        now=now,
    )
    number = credit.write(
        action=Action.USED,
        identity=achievement,
        whole=Fraction(2),
        amount=Fraction(2),
        award=case,
        institution=at,
        at=now,
    )
    far = house.institution(house.person("Uta Far"), "Far College")
    transfer = admissions.propose_transfer(
        actor=owner, institution=at, number=number, receiver=far, reason="They moved.", now=now
    )
    return {
        "number": number,
        "transfer": transfer,
        "qualification": qualification,
        "book": book,
        "progress": str(progress),
        "programme": programme,
        "case": case,
    }


def _network(owner: Account, at: str, head: Account, elsewhere: str, now: datetime) -> dict[str, str | int]:
    giver = by_public_id(at)
    network.list_accreditor(actor=None, did=giver.did, name=giver.name, now=house.FOUNDED)
    ends = now + timedelta(days=900)
    fields = (Branch(f"{ISCED_F}061", "computing"),)
    right = network.give(
        actor=owner,
        giver=at,
        holder=elsewhere,
        scope=Scope("certify", house.FOUNDED, ends, fields, 4, 5, passes_on=0),
        now=house.FOUNDED,
    )
    agreement = network.propose(
        actor=head,
        institution=elsewhere,
        partner=at,
        kind="recognise",
        starts=house.FOUNDED,
        ends=ends,
        words="",
        now=house.FOUNDED,
    )
    stated = network.educator_statement(
        actor=owner,
        institution=at,
        achievement="https://other.example/m/one",
        title="Presenting to an audience",
        now=house.FOUNDED,
    )
    statement = str(stated["id"]).rpartition("/")[2]
    return {"right": right, "agreement": agreement, "statement": statement}


def _careers(owner: Account, at: str, award: str, learner: Account, now: datetime) -> dict[str, str | int]:
    load_own_framework(now=now)
    until = (now + timedelta(days=30)).date()
    opening = careers.publish_opening(
        actor=owner,
        institution=at,
        title="Speaker",
        about="You speak.",
        place="Cork",
        wanted=[Wanted(SKILL, True, 4)],
        until=until,
        now=now,
    )
    careers.answer(actor=learner, public_id=opening, credentials=[award], until=until, now=now)
    plan = AdoptedPlan.objects.create(owner=learner, goal="Speaker", aim="quickest", adopted_at=now)
    return {"opening": opening, "reply": Answer.objects.get().public_id, "plan": plan.pk}


def _own(award: str, learner: Account, operator: Account, now: datetime) -> dict[str, str | int]:
    collection = portfolio.collect(actor=learner, name="Talks", public_ids=[award], now=now)
    share = portfolio.share(actor=learner, title="My talks", collection=collection, now=now)
    declared = portfolio.declare(actor=learner, label="Whistling", level=2, now=now)
    own = TrustList.objects.create(owner=learner, kind="own", name="Mine", as_of=now)
    policy = SavedPolicy.objects.create(owner=learner, name="Strict", own_network=True)
    collector = TrustedCollector.objects.create(
        owner=learner,
        collector="did:web:archive.example",
        name="The archive",
        reason="By contract.",
        added_at=now,
        ends=now + timedelta(days=900),
    )
    run = DeskRun.objects.create(owner=learner, at=now, created_at=now, ends_at=now + timedelta(hours=1))
    table = CourseTable.objects.create(
        author=learner.pk, name="Courses", asked_at=now, finished_at=now, courses=[], report={"notes": []}
    )
    imported = ImportRun.objects.create(actor=operator.pk, asked_at=now, dry_run=True, options={}, files=[])
    return {
        "collection": collection,
        "share": share,
        "declared": declared,
        "trust list": own.public_id,
        "policy": policy.public_id,
        "collector": collector.public_id,
        "run": run.pk,
        "courses": table.pk,
        "import": imported.pk,
        "imported": imported_of(learner, now),
        "skill": Skill.objects.order_by("pk")[0].pk,
        "occupation": Occupation.objects.order_by("pk")[0].pk,
    }


def imported_of(learner: Account, now: datetime) -> str:
    """A row of a credential from elsewhere, as if it had been read."""
    made = Imported.objects.create(
        owner=learner,
        body=b"{}",
        sha256="0" * 64,
        added_at=now,
        checked_at=now,
        verdict="not-genuine",
        outcome="failed",
        whose="nobody",
    )
    return str(made.pk)
