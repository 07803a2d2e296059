"""The page of a credential: who sees it, in which form, and with which ETag; and the status lists."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from io import BytesIO

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from tests import house

from microcred.platform.accounts.models import Account
from microcred.platform.awards import services
from microcred.platform.awards.identity import Identity
from microcred.platform.awards.models import Award
from microcred.platform.credentials import services as credentials
from microcred.vc.baking import unbake

pytestmark = pytest.mark.django_db
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"
FORMS = ("json", "jwt", "png", "svg", "pdf")


@pytest.fixture
def owner() -> Account:
    return house.person()


@pytest.fixture
def at(owner: Account) -> str:
    return house.institution(owner)


@pytest.fixture
def award(owner: Account, at: str) -> Award:
    """Awarded a minute ago to Amina, who has not answered."""
    values = {"name": "Amina Diallo", "email": "amina@learners.example", "grade": "81"}
    made = services.award_one(
        actor=owner,
        achievement=house.published(owner, at),
        values=values,
        identity=Identity(),
        now=timezone.now().replace(microsecond=0) - timedelta(minutes=1),
    )
    return Award.objects.get(pk=made)


@pytest.fixture
def accepted(award: Award) -> Callable[[str], Award]:
    def accept(visibility: str) -> Award:
        services.accept(
            actor=None, public_id=award.pk, now=timezone.now(), visibility=visibility, key=award.token
        )
        return Award.objects.get(pk=award.pk)

    return accept


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account, backend=MODEL_BACKEND)
    return client


def page(award: Award) -> str:
    return f"/c/{award.pk}"


@pytest.mark.parametrize("form", ["", ".json", ".jwt", ".png", ".svg", ".pdf", "/embed"])
def test_until_it_is_accepted_an_id_alone_shows_the_status_and_nothing_else(
    client: Client, award: Award, form: str
) -> None:
    answer = client.get(page(award) + form)
    said = answer.content.decode()
    assert "Amina" not in said and "Presenting" not in said and "Alder" not in said
    assert answer.status_code == (200 if form in ("", "/embed") else 403)


def test_the_link_of_the_mail_opens_it_without_signing_in(client: Client, award: Award) -> None:
    said = client.get(page(award), {"key": award.token}).content.decode()
    assert "Amina Diallo" in said and "noindex" in said
    assert "Amina" not in client.get(page(award), {"key": "x" * 22}).content.decode()


@pytest.mark.parametrize(
    ("visibility", "link", "indexed"),
    [("public", True, True), ("link", True, False), ("private", False, False)],
)
def test_the_holder_decides_who_sees_it(
    client: Client, accepted: Callable[[str], Award], visibility: str, link: bool, indexed: bool
) -> None:
    award = accepted(visibility)
    alone = client.get(page(award)).content.decode()
    shared = client.get(page(award), {"share": award.share or "none"}).content.decode()
    assert ("Amina" in alone) is (visibility == "public")
    assert ("Amina" in shared) is link
    assert ('content="noindex"' not in alone) is indexed


def test_declining_closes_it_and_the_status_stays_checkable(client: Client, award: Award) -> None:
    client.post(f"{page(award)}/answer", {"what": "decline", "key": award.token})
    for form in ("", ".json", ".pdf"):
        answer = client.get(page(award) + form)
        assert answer.status_code == 410, form
        assert "Amina" not in answer.content.decode()
    document = json.loads(credentials.stored_form(award.pk).body)
    address = document["credentialStatus"][0]["statusListCredential"]
    assert client.get("/status/" + address.rsplit("/", 1)[1]).status_code == 200


def test_strangers_who_are_signed_in_see_no_more(award: Award) -> None:
    assert "Amina" not in signed_in(house.person("Stranger")).get(page(award)).content.decode()


def test_whoever_owns_the_address_sees_it(award: Award) -> None:
    amina = house.person("Amina Diallo", "amina@learners.example")
    assert "Presenting to an audience" in signed_in(amina).get(page(award)).content.decode()


def test_each_form_carries_the_same_signed_credential(
    client: Client, accepted: Callable[[str], Award]
) -> None:
    award = accepted("public")
    answers = {form: client.get(f"{page(award)}.{form}") for form in FORMS}
    assert [one.status_code for one in answers.values()] == [200] * 5
    signed = answers["json"].content
    assert unbake(answers["png"].content).text.encode() == signed
    assert unbake(answers["svg"].content).text.encode() == signed
    document = pypdfium2.PdfDocument(BytesIO(answers["pdf"].content))
    inside = [bytes(document.get_attachment(n).get_data()) for n in range(document.count_attachments())]
    assert inside == [signed]
    assert answers["jwt"].content.count(b".") == 2


def test_a_program_gets_the_data_at_the_same_address(
    client: Client, accepted: Callable[[str], Award]
) -> None:
    award = accepted("public")
    answer = client.get(page(award), headers={"Accept": "application/vc+ld+json, */*;q=0.1"})
    assert json.loads(answer.content)["id"].endswith(award.pk)
    assert "Accept" in answer["Vary"]


@pytest.mark.parametrize("form", ["", ".json", ".jwt", ".png"])
def test_an_etag_answers_304_until_the_status_changes(
    client: Client, owner: Account, at: str, accepted: Callable[[str], Award], form: str
) -> None:
    address = page(accepted("public")) + form
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    services.suspend(
        actor=owner,
        institution=at,
        public_ids=[address.split("/")[2].split(".")[0]],
        reason="An appeal is heard.",
        now=timezone.now(),
    )
    changed = client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    assert changed["ETag"] != etag


def test_the_etag_of_a_status_list_changes_with_the_status(
    client: Client, owner: Account, at: str, award: Award
) -> None:
    document = json.loads(credentials.stored_form(award.pk).body)
    revocation = next(one for one in document["credentialStatus"] if one["statusPurpose"] == "revocation")
    address = "/status/" + revocation["statusListCredential"].rsplit("/", 1)[1]
    etag = client.get(address)["ETag"]
    assert client.get(address, headers={"If-None-Match": etag}).status_code == 304
    services.revoke(
        actor=owner, institution=at, public_ids=[award.pk], reason="Attended by another.", now=timezone.now()
    )
    changed = client.get(address, headers={"If-None-Match": etag})
    assert changed.status_code == 200 and changed["ETag"] != etag


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("", "application/vc"),
        ("*/*", "application/vc"),
        ("application/json", "application/json"),
        ("application/ld+json, application/json", "application/ld+json"),
        ("application/vc, application/json;q=0.5", "application/vc"),
        ("text/html", "application/vc"),
    ],
)
def test_a_status_list_is_called_what_whoever_asks_can_read(
    client: Client, award: Award, accept: str, kind: str
) -> None:
    entry = json.loads(credentials.stored_form(award.pk).body)["credentialStatus"][0]
    address = "/status/" + entry["statusListCredential"].rsplit("/", 1)[1]
    answer = client.get(address, headers={"Accept": accept} if accept else {})
    assert answer["Content-Type"] == kind
    assert "Accept" in answer["Vary"].split(", ")
    assert json.loads(answer.content)["credentialSubject"]["type"] == "BitstringStatusList"


def test_a_withdrawn_credential_says_so_to_all_and_why_to_its_holder(
    client: Client, owner: Account, at: str, accepted: Callable[[str], Award]
) -> None:
    award = accepted("public")
    services.revoke(
        actor=owner, institution=at, public_ids=[award.pk], reason="Attended by another.", now=timezone.now()
    )
    said = client.get(page(award)).content.decode()
    assert "Withdrawn" in said and "Attended by another." not in said
    assert "Attended by another." in client.get(page(award), {"key": award.token}).content.decode()


def test_the_invitation_of_long_ago_opens_nothing(client: Client, award: Award) -> None:
    Award.objects.filter(pk=award.pk).update(invited_at=datetime(2020, 1, 1, tzinfo=UTC))
    assert "Amina" not in client.get(page(award), {"key": award.token}).content.decode()


def test_an_unknown_id_is_not_found(client: Client) -> None:
    for form in ("", ".json", ".png"):
        assert client.get(f"/c/{'x' * 22}{form}").status_code == 404
