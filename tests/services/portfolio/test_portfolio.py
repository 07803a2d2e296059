"""What a learner holds, shows to others and takes along: theirs alone, and computed from signed evidence."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests import house

from microcred import vc
from microcred.platform.accounts import services as accounts
from microcred.platform.accounts.models import Account
from microcred.platform.awards import services as awards
from microcred.platform.awards.identity import Identity
from microcred.platform.portfolio import errors, queries, services
from microcred.platform.portfolio.models import Collection, DeclaredSkill, Imported, Reflection, Share
from microcred.platform.verifier.intake import Given
from microcred.skills.profile.evidence import Evidence
from microcred.skills.profile.profile import ProfileSkill, SkillProfile, Standing

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 5, 14, 9, 30, tzinfo=UTC)
LATER = NOW + timedelta(days=30)
AMINA = "amina@learners.example"
Award = Callable[..., str]


@pytest.fixture
def owner() -> Account:
    return house.person()


@pytest.fixture
def at(owner: Account) -> str:
    return house.institution(owner)


@pytest.fixture
def amina() -> Account:
    return house.person("Amina Diallo", AMINA)


@pytest.fixture
def award(owner: Account, at: str, amina: Account) -> Award:
    """Awards Amina one micro-credential after the other, and lets her accept it."""

    def make(*, accepted: bool = True, **values: Any) -> str:
        made = awards.award_one(
            actor=owner,
            achievement=house.published(owner, at),
            values={"name": "Amina Diallo", "email": AMINA, **values},
            identity=Identity(),
            now=NOW,
        )
        if accepted:
            awards.accept(actor=amina, public_id=made, now=NOW, visibility="private")
        return made

    return make


def held_skills(profile: SkillProfile) -> list[ProfileSkill]:
    return list(profile.held())


def foreign(subject: str = "Amina Diallo", **more: Any) -> bytes:
    """A sound credential of an issuer that nobody knows here."""
    signer = vc.KeySigner.did_key(vc.PrivateKey.generate())
    document = {
        "@context": [
            "https://www.w3.org/ns/credentials/v2",
            "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
        ],
        "id": "urn:uuid:1d0b0c36-41b4-4cf6-94a2-0b3b0dd4ea51",
        "type": ["VerifiableCredential", "AchievementCredential"],
        "issuer": {"id": signer.controller, "type": ["Profile"], "name": "Far College"},
        "validFrom": "2026-01-10T00:00:00Z",
        "name": "Welding",
        "credentialSubject": {
            "type": ["AchievementSubject"],
            "identifier": [
                {"type": "IdentityObject", "hashed": False, "identityHash": subject, "identityType": "name"}
            ],
            "achievement": {
                "id": "https://far.example/welding",
                "type": ["Achievement"],
                "name": "Welding",
                "description": "Joins steel.",
                "criteria": {"narrative": "A seam."},
                "alignment": [
                    {
                        "type": ["Alignment"],
                        "targetName": "weld metal",
                        "targetUrl": "https://far.example/skills/weld",
                        "targetType": "ceasn:Competency",
                    }
                ],
            },
        },
        **more,
    }
    return vc.issue(document, signer, now=NOW).body


def test_a_holding_shows_the_state_that_its_award_is_in(
    owner: Account, at: str, amina: Account, award: Award
) -> None:
    held, waiting, gone, over = award(), award(accepted=False), award(), award(expires="2026-05-20")
    awards.revoke(actor=owner, institution=at, public_ids=[gone], reason="Attended by another.", now=NOW)
    states = {one.id: (one.state, one.acceptance) for one in queries.holdings(amina, LATER)}
    assert states == {
        held: ("valid", "accepted"),
        waiting: ("valid", "pending"),
        gone: ("revoked", "accepted"),
        over: ("expired", "accepted"),
    }


def test_the_profile_counts_only_what_is_accepted_and_stands(
    owner: Account, at: str, amina: Account, award: Award
) -> None:
    waiting = award(accepted=False)
    assert not held_skills(queries.profile_of(amina, LATER))
    awards.accept(actor=amina, public_id=waiting, now=NOW, visibility="private")
    (skill,) = held_skills(queries.profile_of(amina, LATER))
    assert (skill.skill.rsplit("/", 1)[1][:8], skill.level) == ("fd446407", 5)
    assert skill.evidence is Evidence.ASSESSED
    awards.revoke(actor=owner, institution=at, public_ids=[waiting], reason="A slip.", now=NOW)
    assert not held_skills(queries.profile_of(amina, LATER))


def test_what_is_put_away_counts_no_more_until_it_is_taken_out(amina: Account, award: Award) -> None:
    made = award()
    services.archive(actor=amina, public_ids=[made], now=NOW)
    assert not held_skills(queries.profile_of(amina, LATER))
    services.restore(actor=amina, public_ids=[made])
    assert held_skills(queries.profile_of(amina, LATER))


def test_a_sound_credential_of_an_unknown_issuer_counts_only_in_the_private_view(amina: Account) -> None:
    made = services.keep(actor=amina, given=Given(foreign(), "welding.json"), now=NOW)
    growth = queries.growth(amina, NOW)
    assert not held_skills(growth.profile())
    assert growth.profile().apart == {made: Standing.ISSUER_UNKNOWN}
    services.count_privately(actor=amina, public_id=made, counted=True, now=NOW)
    assert not held_skills(queries.growth(amina, NOW).profile())
    (skill,) = held_skills(queries.growth(amina, NOW, private=True).profile())
    assert (skill.label, skill.evidence) == ("weld metal", Evidence.ATTENDED)


def test_what_was_tampered_with_is_kept_as_not_genuine_and_can_never_count(amina: Account) -> None:
    tampered = foreign().replace(b"Joins steel", b"Joins glass")
    made = services.keep(actor=amina, given=Given(tampered, "welding.json"), now=NOW)
    (one,) = queries.holdings(amina, NOW)
    assert (one.id, one.state) == (made, "failed")
    with pytest.raises(errors.CannotBeCounted):
        services.count_privately(actor=amina, public_id=made, counted=True, now=NOW)


UNREACHABLE = {
    "credentialStatus": {
        "id": "https://far.example/status/1#5",
        "type": "BitstringStatusListEntry",
        "statusPurpose": "revocation",
        "statusListIndex": "5",
        "statusListCredential": "https://far.example/status/1",
    }
}
ENDED = {"validUntil": "2026-03-01T00:00:00Z"}


@pytest.mark.parametrize(
    ("data", "standing"),
    [
        (foreign(**UNREACHABLE), Standing.UNDECIDED),
        (foreign().replace(b"Joins steel", b"Joins glass"), Standing.FAILED),
        (foreign(**ENDED), Standing.LAPSED),
        (foreign("Bjorn Dal"), Standing.FAILED),
    ],
    ids=["undecided", "failed", "expired", "of somebody else"],
)
def test_what_does_not_hold_never_counts_not_even_in_the_private_view(
    amina: Account, data: bytes, standing: Standing
) -> None:
    made = services.keep(actor=amina, given=Given(data, "welding.json"), now=NOW)
    with suppress(errors.CannotBeCounted):
        services.count_privately(actor=amina, public_id=made, counted=True, now=NOW)
    for private in (False, True):
        profile = queries.growth(amina, NOW, private=private).profile()
        assert not held_skills(profile)
        assert profile.apart[made] in (standing, Standing.ISSUER_UNKNOWN)


@pytest.mark.parametrize("end", ["expired", "revoked", "suspended"])
def test_an_own_credential_counts_as_of_a_day_before_its_end_and_not_after(
    owner: Account, at: str, amina: Account, award: Award, end: str
) -> None:
    made = award(**({"expires": "2026-05-24"} if end == "expired" else {}))
    when = NOW + timedelta(days=10)
    if end == "revoked":
        awards.revoke(actor=owner, institution=at, public_ids=[made], reason="A slip.", now=when)
    if end == "suspended":
        awards.suspend(actor=owner, institution=at, public_ids=[made], reason="A question.", now=when)
    growth = queries.growth(amina, LATER)
    assert not held_skills(growth.profile())
    assert held_skills(growth.profile(NOW + timedelta(days=5)))


def test_what_names_somebody_else_does_not_count(amina: Account) -> None:
    made = services.keep(actor=amina, given=Given(foreign("Bjorn Dal"), "welding.json"), now=NOW)
    (one,) = queries.holdings(amina, NOW)
    assert one.settle == "other"
    with pytest.raises(errors.CannotBeCounted):
        services.count_privately(actor=amina, public_id=made, counted=True, now=NOW)


@pytest.mark.parametrize(
    ("data", "error"), [(b"{}", errors.NotACredential), (b"\x89PNG", errors.NotACredential)]
)
def test_what_is_no_credential_is_not_kept(amina: Account, data: bytes, error: type[Exception]) -> None:
    with pytest.raises(error):
        services.keep(actor=amina, given=Given(data, "x"), now=NOW)
    assert not Imported.objects.exists()


def test_the_same_file_twice_and_an_own_one_are_not_kept_again(amina: Account, award: Award) -> None:
    data = foreign()
    services.keep(actor=amina, given=Given(data, "a.json"), now=NOW)
    with pytest.raises(errors.AlreadyKept):
        services.keep(actor=amina, given=Given(data, "b.json"), now=NOW)
    made = award()
    (own,) = [one for one in queries.archive_of(amina) if one.id == made]
    with pytest.raises(errors.OwnAlready):
        services.keep(actor=amina, given=Given(own.body, "own.json"), now=NOW)


def test_nobody_reaches_what_is_somebody_else_s(amina: Account, award: Award) -> None:
    other = house.person("Other Person")
    made, kept = award(), services.keep(actor=amina, given=Given(foreign(), "w.json"), now=NOW)
    tries: list[Callable[[], object]] = [
        lambda: services.archive(actor=other, public_ids=[made], now=NOW),
        lambda: services.archive(actor=other, public_ids=[kept], now=NOW),
        lambda: services.remove(actor=other, public_id=kept),
        lambda: services.share(actor=other, title="x", public_ids=[made], now=NOW),
        lambda: services.collect(actor=other, name="x", public_ids=[kept], now=NOW),
        lambda: services.reflect(actor=other, credential=made, sentence="x"),
        lambda: services.count_privately(actor=other, public_id=kept, counted=True, now=NOW),
    ]
    for one in tries:
        with pytest.raises(errors.NotHeld):
            one()


def test_a_share_shows_what_was_chosen_until_it_ends_or_is_withdrawn(amina: Account, award: Award) -> None:
    made = award()
    public_id = services.share(actor=amina, title="For Sorrel", public_ids=[made], ends_at=LATER, now=NOW)
    assert [one.id for one in queries.shown(public_id, NOW).entries] == [made]
    with pytest.raises(errors.ShareOver):
        queries.shown(public_id, LATER)
    services.withdraw(actor=amina, public_id=public_id, now=NOW)
    with pytest.raises(errors.ShareOver):
        queries.shown(public_id, NOW)


@pytest.mark.parametrize("with_words", [False, True], ids=["unless shared", "shared"])
def test_what_a_learner_wrote_is_private_unless_a_page_is_made_to_show_it(
    amina: Account, award: Award, with_words: bool
) -> None:
    made, other = award(), award()
    services.reflect(actor=amina, credential=made, sentence="I speak up now.", before=2, after=4)
    services.reflect(actor=amina, credential=other, sentence="Not on this page.")
    page = services.share(actor=amina, title="For Sorrel", public_ids=[made], now=NOW, with_words=with_words)
    notes = queries.shown(page, NOW).notes
    assert {one: note.sentence for one, note in notes.items()} == (
        {made: "I speak up now."} if with_words else {}
    )
    services.withdraw(actor=amina, public_id=page, now=NOW)
    with pytest.raises(errors.ShareOver):
        queries.shown(page, NOW)


def test_what_is_not_accepted_cannot_be_shown(amina: Account, award: Award) -> None:
    waiting = award(accepted=False)
    with pytest.raises(errors.NotAccepted):
        services.share(actor=amina, title="x", public_ids=[waiting], now=NOW)


def test_a_shared_page_is_open_to_a_stranger_and_not_listed(amina: Account, award: Award) -> None:
    from django.utils import timezone

    made = award()
    public_id = services.share(actor=amina, title="For Sorrel", public_ids=[made], now=timezone.now())
    answer = Client().get(f"/s/{public_id}")
    assert "Presenting to an audience" in answer.content.decode()
    assert 'content="noindex"' in answer.content.decode()
    services.withdraw(actor=amina, public_id=public_id, now=timezone.now())
    gone = Client().get(f"/s/{public_id}")
    assert (gone.status_code, "Presenting" in gone.content.decode()) == (410, False)
    assert Client().get(f"/s/{public_id}/{made}").status_code == 410


def test_everything_can_be_taken_along(amina: Account, award: Award) -> None:
    award()
    services.keep(actor=amina, given=Given(foreign(), "welding.json"), now=NOW)
    services.declare(actor=amina, label="Bread baking", level=3, now=NOW)
    client = Client()
    client.force_login(amina, backend="django.contrib.auth.backends.ModelBackend")
    packed = zipfile.ZipFile(io.BytesIO(client.get("/credentials/export.zip").content))
    documents = [
        json.loads(packed.read(name))
        for name in packed.namelist()
        if name.endswith(".json") and name != "clr.json"
    ]
    assert {one["name"] for one in documents if "credentialSubject" in one} == {
        "Presenting to an audience",
        "Welding",
    }
    assert [one["label"] for one in queries.account_data(amina)["declared_skills"]] == ["Bread baking"]


def test_erasing_the_account_takes_everything_kept_with_it(amina: Account, award: Award) -> None:
    from microcred.platform.journal import worker

    made = award()
    services.keep(actor=amina, given=Given(foreign(), "welding.json"), now=NOW)
    services.declare(actor=amina, label="Bread baking", now=NOW)
    services.reflect(actor=amina, credential=made, sentence="I speak up now.", before=2, after=4)
    services.collect(actor=amina, name="Best", public_ids=[made], now=NOW)
    services.share(actor=amina, title="x", public_ids=[made], now=NOW)
    accounts.erase(actor=amina, now=NOW)
    worker.run_due(LATER)
    for model in (Imported, DeclaredSkill, Reflection, Collection, Share):
        assert not model._default_manager.exists(), model


def test_what_is_declared_is_marked_as_declared(amina: Account) -> None:
    services.declare(actor=amina, label="Bread  baking", level=3, now=NOW)
    (skill,) = held_skills(queries.profile_of(amina, LATER))
    assert skill.evidence is Evidence.DECLARED


def test_pages_ask_the_database_no_more_for_more_credentials(
    amina: Account, award: Award, django_assert_max_num_queries: Any
) -> None:
    for _ in range(3):
        award()
    client = Client()
    client.force_login(amina, backend="django.contrib.auth.backends.ModelBackend")
    pages = ("/home", "/credentials", "/skills-held", "/timeline")
    for page in pages:
        client.get(page)  # fills the memory of checks
    for page in pages:
        with django_assert_max_num_queries(40):
            assert client.get(page).status_code == 200
